import { AetherError } from '@aether/provider-sdk';
import type { BundleFile } from './ports';

const MEBIBYTE = 1024 * 1024;
/** Beyond it no browser opens an archive. */
const LARGEST = 2048 * MEBIBYTE;

/**
 * @param files
 * @return Bytes.
 */
export const sizeOf = ( files: readonly BundleFile[] ): number =>
	files.reduce( ( sum, { size } ) => sum + size, 0 );

/**
 * Leaves out the largest files until the others fit: a copy without its largest picture shows more than one without
 * its hundred smallest.
 *
 * @param files
 * @param room  Bytes.
 */
export function withinBudget(
	files: readonly BundleFile[],
	room: number
): {
	readonly kept: readonly BundleFile[];
	readonly leftOut: readonly BundleFile[];
} {
	const largestFirst = [ ...files ].sort(
		( a, b ) => b.size - a.size || ( a.path < b.path ? -1 : 1 )
	);
	let excess = sizeOf( files ) - room;
	let count = 0;
	for ( const { size } of largestFirst ) {
		if ( excess <= 0 ) {
			break;
		}
		excess -= size;
		count++;
	}
	const leftOut = largestFirst.slice( 0, count );
	const gone = new Set( leftOut );
	return { kept: files.filter( ( file ) => ! gone.has( file ) ), leftOut };
}

/**
 * @param  size Bytes of all files.
 * @throws {AetherError} `payload_too_large` for what no browser could open.
 */
export function assertOpenable( size: number ): void {
	if ( size > LARGEST ) {
		throw new AetherError(
			'payload_too_large',
			`The bundle would hold ${ Math.ceil( size / MEBIBYTE ) } MB of files, and ${ LARGEST / MEBIBYTE } MB is the most that a browser can open. Lower the budget, or choose fewer plugins.`,
			{ details: { bytes: size } }
		);
	}
}
