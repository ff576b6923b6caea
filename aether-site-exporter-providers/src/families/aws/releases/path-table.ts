import type { DeploymentManifest, PublishFile } from '@aether/provider-sdk';
import { type FileEntry, SHARD_COUNT, shardOf } from './format';

/** Entries by path. */
export type PathTable = ReadonlyMap< string, FileEntry >;

const CODINGS = [
	[ 'br', '.br' ],
	[ 'gzip', '.gz' ],
] as const;

/**
 * What the release will say of a file. `style.css.br` beside `style.css` becomes its compressed variant, and stays a
 * path of its own.
 *
 * @param file
 * @param manifest
 */
export function entryOf(
	file: PublishFile,
	manifest: DeploymentManifest
): FileEntry {
	const encoded: Record< string, { blob: string; size: number } > = {};
	for ( const [ coding, ending ] of CODINGS ) {
		const path = `${ file.path }${ ending }` as PublishFile[ 'path' ];
		const variant = manifest.files.get( path );
		if ( variant ) {
			encoded[ coding ] = { blob: variant.sha256, size: variant.size };
		}
	}
	return {
		blob: file.sha256,
		size: file.size,
		type: file.contentType,
		...( file.cacheControl === undefined
			? {}
			: { cache: file.cacheControl } ),
		...( Object.keys( encoded ).length === 0 ? {} : { encoded } ),
	};
}

/**
 * @param one
 * @param other
 */
export const isSameEntry = ( one: FileEntry, other: FileEntry ): boolean =>
	JSON.stringify( one ) === JSON.stringify( other );

/**
 * The table cut into its 256 shards; the same table always gives the same text.
 *
 * @param table
 */
export function shardTexts( table: PathTable ): readonly ( string | null )[] {
	const shards: Record< string, FileEntry >[] = Array.from(
		{ length: SHARD_COUNT },
		() => ( {} )
	);
	for ( const path of [ ...table.keys() ].sort() ) {
		const shard = shards[ shardOf( path ) ];
		const entry = table.get( path );
		if ( shard && entry ) {
			Object.defineProperty( shard, path, {
				value: entry,
				enumerable: true,
			} );
		}
	}
	return shards.map( ( shard ) =>
		Object.keys( shard ).length === 0 ? null : JSON.stringify( shard )
	);
}

/**
 * Blobs that entries name, compressed variants included.
 *
 * @param entries
 */
export function* blobsOf( entries: Iterable< FileEntry > ): Iterable< string > {
	for ( const entry of entries ) {
		yield entry.blob;
		for ( const variant of Object.values( entry.encoded ?? {} ) ) {
			yield variant.blob;
		}
	}
}
