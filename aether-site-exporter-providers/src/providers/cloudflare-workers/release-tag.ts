import type { LedgerEntry } from '@aether/provider-sdk';
import type { WorkerSettings } from './settings';

/** What a version of ours says of itself: written into its annotations, and into a variable of the Worker. */
export interface ReleaseTag {
	readonly fileCount: number;
	/** Of paths, bytes and types. */
	readonly files: string;
	/** Of bindings and of what else is uploaded with the files. */
	readonly settings: string;
}

/** The variable. Cloudflare forgets the annotations of a Worker's very first upload. */
export const TAG_VARIABLE = 'AETHER_RELEASE';

const TAG = /^aether-(\d{1,9})-([0-9a-f]{16})-([0-9a-f]{16})$/;

export const printTag = ( { fileCount, files, settings }: ReleaseTag ) =>
	`aether-${ fileCount }-${ files }-${ settings }`;

/**
 * @param text
 * @return Null for what is no tag of ours.
 */
export function parseTag( text: string | undefined ): ReleaseTag | null {
	const match = TAG.exec( text ?? '' );
	return (
		match && {
			fileCount: Number( match[ 1 ] ),
			files: match[ 2 ] ?? '',
			settings: match[ 3 ] ?? '',
		}
	);
}

/**
 * @param files
 * @param entrypoint
 */
export const digestFiles = (
	files: ReadonlyMap< string, LedgerEntry >,
	entrypoint: string
): string =>
	fingerprint( [
		entrypoint,
		...[ ...files ]
			.map( ( [ path, { sha256, contentType } ] ) =>
				JSON.stringify( [ path, sha256, contentType ] )
			)
			.sort(),
	] );

/**
 * @param settings
 * @param more     What else decides how the Worker runs.
 */
export const digestSettings = (
	settings: WorkerSettings,
	more: readonly string[]
): string =>
	fingerprint( [
		JSON.stringify( [
			settings.bucket,
			settings.prefix,
			[ ...settings.variables ],
			settings.secretNames,
		] ),
		...more,
	] );

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/**
 * FNV-1a of 64 bits. It tells one upload of our own from another; pages without https have no Web Crypto.
 *
 * @param lines
 */
function fingerprint( lines: readonly string[] ): string {
	let hash = OFFSET;
	for ( const byte of new TextEncoder().encode( lines.join( '\n' ) ) ) {
		// eslint-disable-next-line no-bitwise -- A hash is made of bits.
		hash = BigInt.asUintN( 64, ( hash ^ BigInt( byte ) ) * PRIME );
	}
	return hash.toString( 16 ).padStart( 16, '0' );
}
