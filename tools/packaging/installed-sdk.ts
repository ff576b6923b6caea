import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../root';
import { npmPack, unpack } from './npm-pack';
import { stagedSdk } from './sdk-package';

const SDK = '@aether/provider-sdk';
const resolver = createRequire(
	join( ROOT, 'packages/provider-sdk/package.json' )
);

export interface AuthorProject {
	readonly directory: string;
	readonly remove: () => Promise< void >;
}

/**
 * An empty project outside of this one with the packed SDK in its `node_modules`, what the SDK's manifest asks for, and
 * nothing else of ours. Without a network: the other packages are those that are installed here.
 *
 * @param tools Names of packages that the author has installed, too.
 */
export async function authorProject(
	tools: readonly string[]
): Promise< AuthorProject > {
	const directory = await mkdtemp( join( tmpdir(), 'aether-author-' ) );
	const modules = join( directory, 'node_modules' );
	const home = join( modules, SDK );
	await mkdir( home, { recursive: true } );
	await unpack( await npmPack( await stagedSdk(), directory ), home );
	const { dependencies } = JSON.parse(
		await readFile( join( home, 'package.json' ), 'utf8' )
	) as { readonly dependencies: Readonly< Record< string, string > > };
	for ( const name of [ ...Object.keys( dependencies ), ...tools ] ) {
		await mkdir( dirname( join( modules, name ) ), { recursive: true } );
		await symlink( directoryOf( name ), join( modules, name ) );
	}
	return {
		directory,
		remove: () => rm( directory, { recursive: true, force: true } ),
	};
}

/**
 * @param name Of a package that is installed here.
 */
function directoryOf( name: string ): string {
	for ( const modules of resolver.resolve.paths( name ) ?? [] ) {
		const manifest = join( modules, name, 'package.json' );
		try {
			return dirname( resolver.resolve( manifest ) );
		} catch {
			// Not in this directory; the next one up may have it.
		}
	}
	throw new Error( `${ name } is not installed.` );
}

/**
 * @param names Of files in `consumer/`.
 * @param to    Directory.
 */
export const copyConsumer = (
	names: readonly string[],
	to: string
): Promise< void[] > =>
	Promise.all(
		names.map( ( name ) =>
			cp(
				join( import.meta.dirname, 'consumer', name ),
				join( to, name )
			)
		)
	);
