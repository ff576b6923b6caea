import { readdir, readFile, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** What only a person who is logged in ever sees, or may use. */
const PRIVATE_MARKS: Readonly< Record< string, RegExp > > = {
	'an edit link':
		/wp-admin\/(?:post|edit|term|comment)\.php|class="[^"]*\bpost-edit-link\b/,
	'the admin bar':
		/\bid=["']wpadminbar["']|\badmin-bar(?:\.min)?\.(?:css|js)\b/,
	'a nonce':
		/\b_wpnonce\b|createNonceMiddleware\(|"nonce"\s*:\s*"[0-9a-f]{10}"/,
};

export interface PublishedFile {
	/** In the folder, with slashes. */
	readonly path: string;
	readonly content: Buffer;
}

/**
 * All files below a published folder.
 *
 * @param directory The folder, or a link to it.
 */
export async function publishedFiles(
	directory: string
): Promise< PublishedFile[] > {
	const root = await realpath( directory );
	const entries = await readdir( root, {
		recursive: true,
		withFileTypes: true,
	} );
	return Promise.all(
		entries
			.filter( ( entry ) => entry.isFile() )
			.map( async ( entry ) => {
				const path = join( entry.parentPath, entry.name );
				return {
					path: relative( root, path ).split( sep ).join( '/' ),
					content: await readFile( path ),
				};
			} )
	);
}

/**
 * An origin in the ways in which files write it.
 * @param origin
 */
function spellings( origin: string ): string[] {
	const { host } = new URL( origin );
	return [ host, encodeURIComponent( host ), host.replace( ':', '\\u003a' ) ];
}

/**
 * What must never be published: the origin of WordPress in any spelling, and the marks of a session.
 *
 * @param files  Of a published folder.
 * @param origin Of the WordPress that rendered it.
 * @return One line for each find.
 */
export function leaks(
	files: readonly PublishedFile[],
	origin: string
): string[] {
	const hosts = spellings( origin );
	return files.flatMap( ( { path, content } ) => {
		const text = content.toString( 'latin1' );
		return [
			...hosts
				.filter( ( host ) => text.includes( host ) )
				.map( ( host ) => {
					const at = text.indexOf( host );
					return `${ path } names ${ host }: …${ text.slice( Math.max( 0, at - 60 ), at + 60 ) }…`;
				} ),
			...Object.entries( PRIVATE_MARKS )
				.filter( ( [ , mark ] ) => mark.test( text ) )
				.map( ( [ name ] ) => `${ path } holds ${ name }` ),
		];
	} );
}
