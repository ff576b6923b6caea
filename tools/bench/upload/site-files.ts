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
 * Bytes of a file, until the next one is read; null for a folder.
 *
 * @param path
 */
function readInto( path: string ): Buffer | null {
	const file = openSync( path, 'r' );
	try {
		return buffer.subarray(
			0,
			readSync( file, buffer, 0, buffer.length, 0 )
		);
	} catch ( error ) {
		if ( ( error as NodeJS.ErrnoException ).code !== 'EISDIR' ) {
			throw error;
		}
		return null;
	} finally {
		closeSync( file );
	}
}

/**
 * Files below a directory, with slashes in their names.
 *
 * @param directory
 * @param folder    Empty, or with a slash at its end.
 */
function* filesBelow(
	directory: string,
	folder = ''
): Iterable< readonly [ name: string, body: Buffer ] > {
	// Types of the entries would take longer than to try.
	for ( const entry of readdirSync( `${ directory }/${ folder }` ) ) {
		const name = folder + entry;
		const body = readInto( `${ directory }/${ name }` );
		if ( body ) {
			yield [ name, body ];
		} else {
			yield* filesBelow( directory, `${ name }/` );
		}
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
	for ( const [ name, body ] of filesBelow( directory ) ) {
		const source = `${ directory }/${ name }`;
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
