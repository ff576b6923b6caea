import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { namesFor } from './names.js';

const TEMPLATE = fileURLToPath( new URL( '../template', import.meta.url ) );

/** npm packs no file of that name. */
const RENAMED = new Map( [ [ 'gitignore', '.gitignore' ] ] );

/**
 * @param {string}                        text
 * @param {ReadonlyMap< string, string >} names
 * @return {string} The text with each name in its new form, replaced in one pass: a new name may contain an old one.
 */
function rename( text, names ) {
	const anyName = new RegExp( [ ...names.keys() ].join( '|' ), 'g' );
	return text.replace( anyName, ( name ) => names.get( name ) ?? name );
}

async function filesBelow( path = '' ) {
	const entries = await readdir( join( TEMPLATE, path ), {
		withFileTypes: true,
	} );
	const nested = await Promise.all(
		entries.map( ( entry ) => {
			const inner = join( path, entry.name );
			return entry.isDirectory() ? filesBelow( inner ) : [ inner ];
		} )
	);
	return nested.flat();
}

/**
 * Writes the plugin of a new provider.
 *
 * @param {string} id        Checked by `problemWith()`.
 * @param {string} directory Where to; must not exist yet. Half a project is not left behind.
 * @return {Promise< void >} When everything is written.
 * @throws {Error} When the directory exists, or cannot be written.
 */
export async function writeProject( id, directory ) {
	await mkdir( directory ).catch( ( cause ) => {
		throw new Error(
			cause.code === 'EEXIST'
				? `${ directory } exists already; nothing was written.`
				: `${ directory } cannot be made: ${ cause.message }`,
			{ cause }
		);
	} );
	const names = namesFor( id );
	try {
		for ( const file of await filesBelow() ) {
			const target = join(
				directory,
				rename( RENAMED.get( file ) ?? file, names )
			);
			await mkdir( dirname( target ), { recursive: true } );
			await writeFile(
				target,
				rename(
					await readFile( join( TEMPLATE, file ), 'utf8' ),
					names
				)
			);
		}
	} catch ( cause ) {
		await rm( directory, { recursive: true, force: true } );
		throw new Error( `${ directory } was not written: ${ cause.message }`, {
			cause,
		} );
	}
}
