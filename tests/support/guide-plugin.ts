import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { authorProject } from '../../tools/packaging/installed-sdk';
import { ROOT } from '../../tools/root';
import { AUTHOR_TOOLS, authorPlugin, type AuthorPlugin } from './author-plugin';

const GUIDE = join( ROOT, 'docs/write-a-provider.md' );
const FILE = /^```\w+ title="([^"]+)"\n([\s\S]*?)^```$/gm;

export const GUIDE_PLUGIN = 'shelf-provider';

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

/** The plugin of the guide, in an empty directory, made of the guide's text alone. */
export async function writeGuidePlugin(): Promise< AuthorPlugin > {
	const { directory, remove } = await authorProject( AUTHOR_TOOLS );
	for ( const [ path, text ] of await guideFiles() ) {
		await mkdir( dirname( join( directory, path ) ), { recursive: true } );
		await writeFile( join( directory, path ), text );
	}
	return authorPlugin( { slug: GUIDE_PLUGIN, directory, remove } );
}
