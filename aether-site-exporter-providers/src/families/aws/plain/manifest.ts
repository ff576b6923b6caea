import {
	AetherError,
	type OperationOptions,
	type PublishFile,
} from '@aether/provider-sdk';
import type { ObjectStore } from '../s3/object-store';

const FORMAT_VERSION = 1;
/** The manifest of a million files is smaller. Bytes. */
const LARGEST_MANIFEST = 256 * 1024 * 1024;

/** All that makes a visitor's answer: bytes, type, cache policy. By path. */
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
 * @param file
 */
export const fingerprintOf = ( file: PublishFile ): string =>
	[ file.sha256, file.contentType, file.cacheControl ?? '' ].join( ' ' );

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
	const found = await store.get( manifestKey( root ), {
		...options,
		largest: LARGEST_MANIFEST,
	} );
	if ( ! found ) {
		return { files: new Map(), etag: null };
	}
	try {
		const document = JSON.parse(
			new TextDecoder().decode( found.body )
		) as ManifestDocument;
		return {
			files: new Map( Object.entries( document.files ) ),
			etag: found.etag,
		};
	} catch ( cause ) {
		throw new AetherError(
			'integrity_failed',
			`${ manifestKey( root ) } is damaged.`,
			{ cause }
		);
	}
}

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
	const { etag } = await store.put(
		manifestKey( root ),
		new Blob( [ JSON.stringify( document ) ] ),
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
}
