import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import JSZip from 'jszip';
import type { CoreSource } from './index';

/** Offers one entry per maintained series, newest release of each. */
const VERSION_CHECK = 'https://api.wordpress.org/core/version-check/1.7/';

/** Machines without that road should learn it quickly. */
const ANSWER_WITHIN_MS = 5_000;
const DOWNLOAD_WITHIN_MS = 120_000;

/** A release is 30 MB. */
const LARGEST_ARCHIVE_BYTES = 200_000_000;

interface Offers {
	readonly offers?: ReadonlyArray< {
		readonly version?: string;
		readonly packages?: { readonly full?: string };
	} >;
}

const within = ( ms: number, signal: AbortSignal | undefined ): AbortSignal =>
	signal
		? AbortSignal.any( [ signal, AbortSignal.timeout( ms ) ] )
		: AbortSignal.timeout( ms );

async function answer( url: string, signal: AbortSignal ): Promise< Response > {
	let response: Response;
	try {
		response = await fetch( url, { signal } );
	} catch ( error ) {
		const { cause } = error as { cause?: unknown };
		throw new Error(
			`${ new URL( url ).host } cannot be reached (${
				cause instanceof Error ? cause.message : String( error )
			})`
		);
	}
	if ( ! response.ok ) {
		throw new Error( `${ url } answered ${ response.status }` );
	}
	return response;
}

/**
 * Unpacks a release archive, whose entries all lie below `wordpress/`.
 *
 * @param  archive     A zip file.
 * @param  destination An existing directory.
 * @throws {Error} For an entry that leads out of it.
 */
export async function unpackRelease(
	archive: Uint8Array,
	destination: string
): Promise< void > {
	const zip = await JSZip.loadAsync( archive );
	for ( const entry of Object.values( zip.files ) ) {
		const path = normalize( entry.name.replace( /^wordpress\//, '' ) );
		if ( path.startsWith( '..' ) || path.startsWith( sep ) ) {
			throw new Error( `the archive holds the path ${ entry.name }` );
		}
		const target = join( destination, path );
		if ( entry.dir ) {
			await mkdir( target, { recursive: true } );
		} else {
			await mkdir( dirname( target ), { recursive: true } );
			await writeFile( target, await entry.async( 'nodebuffer' ) );
		}
	}
}

export const coreFromWordPressOrg: CoreSource = {
	name: 'wordpress.org',
	async obtain( version, destination, { signal, log } ) {
		const list = ( await (
			await answer( VERSION_CHECK, within( ANSWER_WITHIN_MS, signal ) )
		).json() ) as Offers;
		const offer = list.offers?.find(
			( { version: offered } ) =>
				offered === version || offered?.startsWith( `${ version }.` )
		);
		const release = offer?.version ?? version;
		const url =
			offer?.packages?.full ??
			`https://downloads.wordpress.org/release/wordpress-${ release }.zip`;
		log( `  downloading ${ url }` );
		const response = await answer(
			url,
			within( DOWNLOAD_WITHIN_MS, signal )
		);
		const size = Number( response.headers.get( 'content-length' ) ?? 0 );
		if ( size > LARGEST_ARCHIVE_BYTES ) {
			throw new Error( `${ url } is ${ size } bytes large` );
		}

		await mkdir( dirname( destination ), { recursive: true } );
		const work = await mkdtemp( `${ destination }.new-` );
		try {
			const tree = join( work, 'tree' );
			await mkdir( tree );
			await unpackRelease(
				new Uint8Array( await response.arrayBuffer() ),
				tree
			);
			await rm( destination, { recursive: true, force: true } );
			await rename( tree, destination );
		} finally {
			await rm( work, { recursive: true, force: true } );
		}
	},
};
