import { AetherError, type OperationOptions } from '@aether/provider-sdk';
import { hasObject } from '../s3/has-object';
import type { ObjectStore } from '../s3/object-store';

const FORMAT_VERSION = 1;
/** The manifest of a million files is smaller. Bytes. */
const LARGEST_MANIFEST = 256 * 1024 * 1024;

/** Stands before the fingerprint of a file that left the site, and whose removal was held back. */
const LEFT = 'left\n';

/** Fingerprints by path, all that makes a visitor's answer; or claims, where nobody has seen what became of a run. */
export type PlainManifest = ReadonlyMap< string, string >;

interface ManifestDocument {
	readonly format: typeof FORMAT_VERSION;
	readonly files: Readonly< Record< string, string > >;
}

export interface ReadManifest {
	readonly files: PlainManifest;
	/** Null while there is none. */
	readonly etag: string | null;
}

/**
 * @param fingerprint
 */
export const isLeft = ( fingerprint: string ): boolean =>
	fingerprint.startsWith( LEFT );

/**
 * @param fingerprint
 */
export const markLeft = ( fingerprint: string ): string =>
	isLeft( fingerprint ) ? fingerprint : LEFT + fingerprint;

/**
 * @param root Empty, or a path with a slash at its end.
 */
export const manifestKey = ( root: string ): string =>
	`${ root }_aether/manifest.json`;

/**
 * What an earlier publish put into the bucket.
 *
 * @param store
 * @param root
 * @param options
 */
export async function readManifest(
	store: ObjectStore,
	root: string,
	options: OperationOptions
): Promise< ReadManifest > {
	const key = manifestKey( root );
	const found = ( await hasObject( store, key, options ) )
		? await store.get( key, { ...options, largest: LARGEST_MANIFEST } )
		: null;
	return found
		? { files: parse( found.body, key ), etag: found.etag }
		: { files: new Map(), etag: null };
}

/**
 * A damaged manifest is an error, not an empty one: it is all that tells our files from those of others.
 *
 * @param body
 * @param key
 */
function parse( body: Uint8Array, key: string ): PlainManifest {
	let document: Partial< ManifestDocument > | null;
	try {
		document = JSON.parse( new TextDecoder().decode( body ) );
	} catch ( cause ) {
		throw damaged( key, cause );
	}
	if ( document?.format !== FORMAT_VERSION ) {
		throw typeof document?.format === 'number'
			? new AetherError(
					'conflict',
					'A newer version of Aether has published here. Update the plugin.'
				)
			: damaged( key );
	}
	const files = Object.entries( document.files ?? {} );
	if ( files.some( ( [ , value ] ) => typeof value !== 'string' ) ) {
		throw damaged( key );
	}
	return new Map( files );
}

// Reading it again will not help, so no code that is tried again.
const damaged = ( key: string, cause?: unknown ): AetherError =>
	new AetherError(
		'remote_rejected',
		`${ key } in the bucket is damaged. Restore it, or delete it: then files that have left the site stay in the bucket.`,
		{ cause }
	);

/**
 * @param store
 * @param root
 * @param files
 * @param before  The manifest that it replaces; another one in its place is a conflict.
 * @param options
 * @return Its ETag.
 */
export async function writeManifest(
	store: ObjectStore,
	root: string,
	files: PlainManifest,
	before: string | null,
	options: OperationOptions
): Promise< string > {
	const document: ManifestDocument = {
		format: FORMAT_VERSION,
		files: Object.fromEntries( files ),
	};
	const text = JSON.stringify( document );
	try {
		const { etag } = await store.put(
			manifestKey( root ),
			new Blob( [ text ] ),
			{
				...options,
				headers: {
					contentType: 'application/json; charset=utf-8',
					cacheControl: 'no-store',
				},
				only: before === null ? 'absent' : { etag: before },
			}
		);
		return etag;
	} catch ( error ) {
		if ( ! AetherError.isInstance( error ) || error.code !== 'conflict' ) {
			throw error;
		}
		// The answer to an earlier attempt may have been lost on its way.
		const there = await store.get( manifestKey( root ), {
			...options,
			largest: LARGEST_MANIFEST,
		} );
		if ( there && new TextDecoder().decode( there.body ) === text ) {
			return there.etag;
		}
		throw new AetherError(
			'conflict',
			'Another publish into this bucket has begun in the meantime; nothing more was written. Publish again.',
			{ cause: error }
		);
	}
}
