import type { ReleaseTag } from './release-tag';
import { printTag, TAG_VARIABLE } from './release-tag';
import type { WorkerSettings } from './settings';
import { COMPATIBILITY_DATE } from './limits';

/** One module, with its bytes. */
export interface WorkerModule {
	readonly path: string;
	readonly contentType: string;
	readonly body: Blob;
}

export interface WorkerUpload {
	readonly settings: WorkerSettings;
	readonly modules: readonly WorkerModule[];
	/** Path of the module that starts. */
	readonly entrypoint: string;
	readonly tag: ReleaseTag;
	/** UUID of the publish. */
	readonly publishId: string;
}

const SCRIPT = /^(?:text|application)\/(?:javascript|ecmascript)\b/i;
const TEXT = /^(?:text\/|application\/(?:json|xml|[\w.-]+\+(?:json|xml))\b)/i;

/**
 * What a file is to the runtime: a module with code, a compiled one, a text or bytes.
 *
 * @param contentType
 */
export function moduleType( contentType: string ): string {
	if ( SCRIPT.test( contentType ) ) {
		return 'application/javascript+module';
	}
	if ( /^application\/wasm\b/i.test( contentType ) ) {
		return 'application/wasm';
	}
	return TEXT.test( contentType ) ? 'text/plain' : 'application/octet-stream';
}

/**
 * The whole list of what the Worker can reach: what is not on it, Cloudflare takes away.
 *
 * @param settings
 * @param tag
 * @param inheritsSecrets False for a Worker that is new: there is nothing to inherit from.
 */
function bindings(
	settings: WorkerSettings,
	tag: ReleaseTag,
	inheritsSecrets: boolean
) {
	const { bucket, prefix, variables, secretNames } = settings;
	const plainText = ( name: string, text: string ) => ( {
		type: 'plain_text',
		name,
		text,
	} );
	return [
		...( bucket === null
			? []
			: [
					{
						type: 'r2_bucket',
						name: 'SITE',
						bucket_name: bucket.name,
						...( bucket.jurisdiction === null
							? {}
							: { jurisdiction: bucket.jurisdiction } ),
					},
					plainText( 'PREFIX', prefix ),
				] ),
		...[ ...variables ].map( ( [ name, text ] ) =>
			plainText( name, text )
		),
		...( inheritsSecrets
			? secretNames.map( ( name ) => ( { type: 'inherit', name } ) )
			: [] ),
		plainText( TAG_VARIABLE, printTag( tag ) ),
	];
}

/**
 * The form that Cloudflare takes a Worker in: a part with JSON, then one part for each module, named like it.
 *
 * @param upload
 * @param options
 * @param options.isNew Whether Cloudflare has no Worker of this name yet.
 */
export function uploadForm(
	upload: WorkerUpload,
	{ isNew }: { readonly isNew: boolean }
): FormData {
	const { settings, modules, entrypoint, tag, publishId } = upload;
	const form = new FormData();
	const metadata = {
		main_module: entrypoint,
		compatibility_date: COMPATIBILITY_DATE,
		bindings: bindings( settings, tag, ! isNew ),
		// What a person stored there stays; of the Worker that serves the site, everything is known.
		...( isNew || settings.source === 'edge-worker'
			? {}
			: { keep_bindings: [ 'secret_text', 'secret_key' ] } ),
		annotations: {
			'workers/message': `Published by Aether (${ publishId })`,
			'workers/tag': printTag( tag ),
		},
	};
	form.append(
		'metadata',
		new Blob( [ JSON.stringify( metadata ) ], { type: 'application/json' } )
	);
	for ( const { path, contentType, body } of modules ) {
		form.append(
			path,
			new Blob( [ body ], { type: moduleType( contentType ) } ),
			path
		);
	}
	return form;
}
