import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Message } from './message';
import { headerMessages, phpMessages } from './php-messages';
import { scriptMessages } from './script-messages';

/** The plugins; the name of each is its text domain. */
export const PLUGINS = [
	'aether-site-exporter',
	'aether-site-exporter-providers',
] as const;

/** Folders that hold texts, relative to the project. */
export const FOLDERS = [
	...PLUGINS.flatMap( ( plugin ) => [
		`${ plugin }/includes`,
		`${ plugin }/src`,
		`${ plugin }/${ plugin }.php`,
	] ),
	'packages/provider-sdk/src',
];

/** Scripts, and the folders whose texts each of them shows. */
export const SCRIPTS: readonly {
	readonly handle: string;
	readonly domain: ( typeof PLUGINS )[ number ];
	readonly folders: readonly string[];
}[] = [
	{
		handle: 'aether-provider-sdk',
		domain: 'aether-site-exporter',
		folders: [ 'packages/provider-sdk/src/' ],
	},
	{
		handle: 'aether-admin',
		domain: 'aether-site-exporter',
		folders: [ 'aether-site-exporter/src/' ],
	},
	{
		handle: 'aether-editor',
		domain: 'aether-site-exporter',
		// It publishes, and says what came of it, with what is the page's too.
		folders: [ 'aether-site-exporter/src/' ],
	},
	{
		handle: 'aether-providers',
		domain: 'aether-site-exporter-providers',
		folders: [ 'aether-site-exporter-providers/src/' ],
	},
];

const isSource = ( path: string ): boolean =>
	/\.(?:php|tsx?)$/.test( path ) && ! /\.(?:spec|d)\.tsx?$/.test( path );

async function filesBelow(
	root: string,
	path: string
): Promise< readonly string[] > {
	if ( path.endsWith( '.php' ) ) {
		return [ path ];
	}
	const entries = await readdir( join( root, path ), {
		recursive: true,
		withFileTypes: true,
	} );
	return entries
		.filter( ( entry ) => entry.isFile() && isSource( entry.name ) )
		.map( ( entry ) =>
			relative( root, join( entry.parentPath, entry.name ) )
		);
}

/**
 * Every message of the project, by text.
 *
 * @param  root The project.
 * @throws {Error} When a text is no literal.
 */
export async function readMessages(
	root: string
): Promise< readonly Message[] > {
	const paths = (
		await Promise.all(
			FOLDERS.map( ( folder ) => filesBelow( root, folder ) )
		)
	).flat();
	const messages = await Promise.all(
		paths.map( async ( path ) => {
			const content = await readFile( join( root, path ), 'utf8' );
			const plugin = PLUGINS.find(
				( name ) => path === `${ name }/${ name }.php`
			);
			return [
				...( plugin ? headerMessages( path, content, plugin ) : [] ),
				...( path.endsWith( '.php' )
					? phpMessages( path, content )
					: scriptMessages( path, content ) ),
			];
		} )
	);
	return messages
		.flat()
		.sort( ( one, other ) =>
			one.text === other.text
				? compare( one.source, other.source )
				: compare( one.text, other.text )
		);
}

const compare = ( one: string, other: string ): number => {
	if ( one === other ) {
		return 0;
	}
	return one < other ? -1 : 1;
};
