import { hash } from 'node:crypto';
import {
	closeSync,
	openSync,
	readdirSync,
	readFileSync,
	readSync,
} from 'node:fs';
import {
	type PublishFile,
	type TargetPath,
	toTargetPath,
} from '@aether/provider-sdk';

/** Larger than any file. Bytes. */
const buffer = Buffer.allocUnsafe( 1024 * 1024 );

/**
 * Paths below a directory, with slashes.
 *
 * @param directory
 * @param folder    Empty, or with a slash at its end.
 */
function* filesBelow( directory: string, folder = '' ): Iterable< string > {
	const entries = readdirSync( `${ directory }/${ folder }`, {
		withFileTypes: true,
	} );
	for ( const entry of entries ) {
		const path = folder + entry.name;
		if ( entry.isDirectory() ) {
			yield* filesBelow( directory, `${ path }/` );
		} else {
			yield path;
		}
	}
}

function readInto( path: string ): Buffer {
	const file = openSync( path, 'r' );
	try {
		return buffer.subarray(
			0,
			readSync( file, buffer, 0, buffer.length, 0 )
		);
	} finally {
		closeSync( file );
	}
}

/**
 * Reads and hashes; a site that was rendered has its hashes already, but rclone reads and hashes, too.
 *
 * @param directory
 */
export function readSiteFiles(
	directory: string
): ReadonlyMap< TargetPath, PublishFile > {
	const files = new Map< TargetPath, PublishFile >();
	for ( const name of filesBelow( directory ) ) {
		const source = `${ directory }/${ name }`;
		const body = readInto( source );
		const path = toTargetPath( name );
		files.set( path, {
			path,
			size: body.length,
			contentType: 'text/html; charset=UTF-8',
			sha256: hash( 'sha256', body ),
			digest: async ( algorithm ) => {
				throw new Error( `Nobody needs ${ algorithm } here.` );
			},
			open: async () => new Blob( [ readFileSync( source ) ] ),
		} );
	}
	return files;
}
