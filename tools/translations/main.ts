import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../root';
import { PLUGINS, readMessages, SCRIPTS } from './catalogue';
import { compilePhp, compileScript } from './compile';
import type { Message } from './message';
import { readPo, writePo } from './po';

const inFolders =
	( folders: readonly string[] ) =>
	( { source }: Message ) =>
		folders.some( ( folder ) => source.startsWith( folder ) );

async function compileLanguage(
	directory: string,
	file: string,
	domain: string,
	messages: readonly Message[]
): Promise< void > {
	const path = join( directory, file );
	const po = readPo( await readFile( path, 'utf8' ) );
	await writeFile( path, writePo( messages, { domain, ...po } ) );
	const base = path.slice( 0, -'.po'.length );
	await writeFile( `${ base }.l10n.php`, compilePhp( domain, po ) );
	for ( const script of SCRIPTS.filter(
		( candidate ) => candidate.domain === domain
	) ) {
		await writeFile(
			`${ base }-${ script.handle }.json`,
			compileScript(
				po,
				messages.filter(
					( message ) =>
						message.domain === domain &&
						inFolders( script.folders )( message )
				)
			)
		);
	}
}

/** Writes the templates from the sources, brings new texts into each language, and makes what WordPress reads. */
export async function runTranslations(): Promise< void > {
	const messages = await readMessages( ROOT );
	for ( const domain of PLUGINS ) {
		const directory = join( ROOT, domain, 'languages' );
		await writeFile(
			join( directory, `${ domain }.pot` ),
			writePo( messages, { domain } )
		);
		const files = await readdir( directory );
		for ( const file of files.filter( ( name ) =>
			name.endsWith( '.po' )
		) ) {
			await compileLanguage( directory, file, domain, messages );
		}
	}
}
