import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { authorProject } from '../../tools/packaging/installed-sdk';
import { pluginArchive } from '../../tools/packaging/archive';
import { ROOT } from '../../tools/root';
import { type Run, runNode } from '../../tools/run-node';

const GUIDE = join( ROOT, 'docs/writing-a-provider.md' );
const FILE = /^```\w+ title="([^"]+)"\n([\s\S]*?)^```$/gm;

/** What the guide tells its reader to install, and what npm puts beside it. */
const TOOLS = [
	'vitest',
	'@wordpress/scripts',
	'@wordpress/browserslist-config',
];

export const GUIDE_PLUGIN = 'shelf-provider';

/** The plugin of the guide, in an empty directory, made of the guide's text alone. */
export interface GuidePlugin {
	readonly directory: string;
	readonly build: () => Promise< Run >;
	/** Runs its tests. */
	readonly test: () => Promise< Run >;
	/** What a person uploads to WordPress. */
	readonly archive: () => Promise< Uint8Array >;
	readonly remove: () => Promise< void >;
}

/** Paths and contents of the files that the guide shows. */
export async function guideFiles(): Promise< ReadonlyMap< string, string > > {
	const guide = await readFile( GUIDE, 'utf8' );
	return new Map(
		[ ...guide.matchAll( FILE ) ].map( ( [ , path = '', text = '' ] ) => [
			path,
			text,
		] )
	);
}

export async function writeGuidePlugin(): Promise< GuidePlugin > {
	const { directory, remove } = await authorProject( TOOLS );
	for ( const [ path, text ] of await guideFiles() ) {
		await mkdir( dirname( join( directory, path ) ), { recursive: true } );
		await writeFile( join( directory, path ), text );
	}
	const run = ( ...parameters: string[] ) =>
		runNode( parameters, {
			directory,
			// As in a shell of the author's, not as in a test of ours.
			environment: {
				NO_COLOR: '1',
				FORCE_COLOR: '',
				NODE_ENV: 'production',
			},
		} );
	return {
		directory,
		remove,
		build: () =>
			run( 'node_modules/@wordpress/scripts/bin/wp-scripts.js', 'build' ),
		test: () =>
			run(
				'node_modules/vitest/vitest.mjs',
				'run',
				'--reporter=verbose'
			),
		archive: () => pluginArchive( directory, GUIDE_PLUGIN ),
	};
}
