import type { CloudflareRequest } from './cloudflare-api';
import { SECRET_VALUES_FIELD } from './fields';
import type { ReleaseTag } from './release-tag';
import { printTag, TAG_VARIABLE } from './release-tag';
import type { WorkerSettings } from './settings';
import { COMPATIBILITY_DATE } from './limits';
import { type SecretValues, VALUES_VARIABLE } from './secret-values';

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
	/** Null where none are stored on the site. */
	readonly secretValues: SecretValues | null;
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
 * Names of secrets that Cloudflare has already.
 *
 * @param upload
 * @param upload.settings
 * @param upload.secretValues
 * @param isNew               A Worker that is new has nothing to inherit from.
 */
const inherited = (
	{ settings, secretValues }: WorkerUpload,
	isNew: boolean
): readonly string[] =>
	isNew
		? []
		: [
				...new Set( [
					...settings.secretNames,
					...( secretValues?.names ?? [] ),
				] ),
			].filter(
				( name ) =>
					! (
						secretValues?.maySend &&
						secretValues.names.includes( name )
					)
			);

/**
 * The whole list of what the Worker can reach: what is not on it, Cloudflare takes away.
 *
 * @param upload
 * @param isNew
 */
function bindings( upload: WorkerUpload, isNew: boolean ) {
	const { settings, secretValues, tag } = upload;
	const { bucket, prefix, variables } = settings;
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
		...inherited( upload, isNew ).map( ( name ) => ( {
			type: 'inherit',
			name,
		} ) ),
		// Without a value: the relay of the site knows it.
		...( secretValues?.maySend ? secretValues.names : [] ).map(
			( name ) => ( { type: 'secret_text', name } )
		),
		...( secretValues === null
			? []
			: [ plainText( VALUES_VARIABLE, secretValues.revision ) ] ),
		plainText( TAG_VARIABLE, printTag( tag ) ),
	];
}

function metadataOf( upload: WorkerUpload, isNew: boolean ) {
	const { settings, entrypoint, tag, publishId } = upload;
	return {
		main_module: entrypoint,
		compatibility_date: COMPATIBILITY_DATE,
		bindings: bindings( upload, isNew ),
		// What a person stored there stays; of the Worker that serves the site, everything is known.
		...( isNew || settings.source === 'edge-worker'
			? {}
			: { keep_bindings: [ 'secret_text', 'secret_key' ] } ),
		annotations: {
			'workers/message': `Published by Aether (${ publishId })`,
			'workers/tag': printTag( tag ),
		},
	};
}

/**
 * An upload as Cloudflare takes it; one with values of secrets as the relay of the site takes it, which writes the form.
 *
 * @param upload
 * @param options
 * @param options.isNew Whether Cloudflare has no Worker of this name yet.
 */
export async function uploadBody(
	upload: WorkerUpload,
	{ isNew }: { readonly isNew: boolean }
): Promise< Pick< CloudflareRequest, 'body' | 'secretField' > > {
	const metadata = metadataOf( upload, isNew );
	if ( ! upload.secretValues?.maySend ) {
		return { body: uploadForm( metadata, upload.modules ) };
	}
	return {
		secretField: SECRET_VALUES_FIELD,
		body: {
			metadata,
			modules: await Promise.all(
				upload.modules.map( async ( { path, contentType, body } ) => ( {
					name: path,
					type: moduleType( contentType ),
					body: await base64( body ),
				} ) )
			),
		},
	};
}

/**
 * A part with JSON, then one part for each module, named like it.
 *
 * @param metadata
 * @param modules
 */
function uploadForm(
	metadata: object,
	modules: readonly WorkerModule[]
): FormData {
	const form = new FormData();
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

/** Characters that one call of `fromCharCode` takes everywhere. */
const PORTION = 0x8000;

async function base64( body: Blob ): Promise< string > {
	const bytes = new Uint8Array( await body.arrayBuffer() );
	let text = '';
	for ( let start = 0; start < bytes.length; start += PORTION ) {
		text += String.fromCharCode(
			...bytes.subarray( start, start + PORTION )
		);
	}
	return btoa( text );
}
