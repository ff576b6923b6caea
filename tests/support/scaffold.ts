import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { authorProject } from '../../tools/packaging/installed-sdk';
import { npmPack, unpack } from '../../tools/packaging/npm-pack';
import { ROOT } from '../../tools/root';
import { type Run, runNode } from '../../tools/run-node';
import { AUTHOR_TOOLS, authorPlugin, type AuthorPlugin } from './author-plugin';

const SCAFFOLD = '@aether/create-provider';

/** The packed scaffold beside the packed SDK, in a directory outside of this project. */
export interface Scaffold {
	readonly directory: string;
	/** `npm create @aether/provider …` */
	readonly create: ( ...parameters: string[] ) => Promise< Run >;
	/** What it has written. */
	readonly plugin: ( id: string ) => AuthorPlugin;
	readonly remove: () => Promise< void >;
}

export async function installScaffold(): Promise< Scaffold > {
	const { directory, remove } = await authorProject( AUTHOR_TOOLS );
	const home = join( directory, 'node_modules', SCAFFOLD );
	await mkdir( home, { recursive: true } );
	await unpack(
		await npmPack( join( ROOT, 'packages/create-provider' ), directory ),
		home
	);
	return {
		directory,
		remove,
		create: ( ...parameters ) =>
			runNode(
				[ join( home, 'bin/create-provider.js' ), ...parameters ],
				{
					directory,
				}
			),
		plugin: ( slug ) =>
			authorPlugin( {
				slug,
				directory: join( directory, slug ),
				remove: async () => {},
			} ),
	};
}
