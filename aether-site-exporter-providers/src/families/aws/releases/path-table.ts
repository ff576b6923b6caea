import type { DeploymentManifest, PublishFile } from '@aether/provider-sdk';
import { type FileEntry, SHARD_COUNT, shardOf } from './format';
import { contentOf } from './names';

/** Entries by path. Those of a manifest name contents, those of a bucket blobs. */
export type PathTable = ReadonlyMap< string, FileEntry >;

const encoder = new TextEncoder();

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
 * Where the compressed variants of a file would lie.
 *
 * @param path
 */
export const variantPaths = ( path: string ): string[] =>
	CODINGS.map( ( [ , ending ] ) => path + ending );

/**
 * The same entry with other names of its blobs.
 *
 * @param entry
 * @param rename
 */
export function withNames(
	entry: FileEntry,
	rename: ( name: string ) => string
): FileEntry {
	const { encoded } = entry;
	return {
		...entry,
		blob: rename( entry.blob ),
		...( encoded === undefined
			? {}
			: {
					encoded: Object.fromEntries(
						Object.entries( encoded ).map(
							( [ coding, variant ] ) => [
								coding,
								{ ...variant, blob: rename( variant.blob ) },
							]
						)
					),
				} ),
	};
}

const isSameBlob = (
	one: { readonly blob: string; readonly size: number } | undefined,
	other: { readonly blob: string; readonly size: number } | undefined
): boolean =>
	contentOf( one?.blob ?? '' ) === contentOf( other?.blob ?? '' ) &&
	one?.size === other?.size;

/**
 * Whether visitors get the same, whatever the blobs are called.
 *
 * @param one
 * @param other
 */
export const isSameEntry = ( one: FileEntry, other: FileEntry ): boolean =>
	isSameBlob( one, other ) &&
	one.type === other.type &&
	one.cache === other.cache &&
	CODINGS.every( ( [ coding ] ) =>
		isSameBlob( one.encoded?.[ coding ], other.encoded?.[ coding ] )
	);

/**
 * The table of all files of a manifest.
 *
 * @param manifest
 */
export const tableOf = ( manifest: DeploymentManifest ): PathTable =>
	new Map(
		[ ...manifest.files.values() ].map( ( file ) => [
			file.path,
			entryOf( file, manifest ),
		] )
	);

/**
 * Some of the 256 shards of a table as JSON; the same table always gives the same bytes.
 *
 * @param table
 * @param wanted Numbers of shards. Default: all.
 * @return By shard; null for those that are empty or not wanted.
 */
export function shardBodies(
	table: PathTable,
	wanted?: ReadonlySet< number >
): readonly ( Uint8Array | null )[] {
	const paths: string[][] = Array.from( { length: SHARD_COUNT }, () => [] );
	if ( wanted?.size !== 0 ) {
		for ( const path of table.keys() ) {
			paths[ shardOf( path ) ]?.push( path );
		}
	}
	return paths.map( ( inShard, index ) =>
		inShard.length > 0 && ( wanted?.has( index ) ?? true )
			? encoder.encode( shardText( table, inShard.sort() ) )
			: null
	);
}

/**
 * Written member by member: a path may have a name that an assignment does not make a property of.
 *
 * @param table
 * @param paths
 */
const shardText = ( table: PathTable, paths: readonly string[] ): string =>
	`{${ paths
		.map(
			( path ) =>
				`${ JSON.stringify( path ) }:${ JSON.stringify( table.get( path ) ) }`
		)
		.join( ',' ) }}`;

/**
 * Names of blobs that entries name, compressed variants included.
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
