import { pluginArchive } from '../../tools/packaging/archive';
import { ROOT } from '../../tools/root';
import { type Run, runNode } from '../../tools/run-node';

/** The plugin of somebody who has the packed SDK and has never seen this project. */
export interface AuthorPlugin {
	/** Its name, and that of its archive's one folder. */
	readonly slug: string;
	readonly directory: string;
	readonly build: () => Promise< Run >;
	/** Runs its tests. */
	readonly test: () => Promise< Run >;
	/** Asks its compiler. */
	readonly typecheck: () => Promise< Run >;
	/** What a person uploads to WordPress; build it before. */
	readonly archive: () => Promise< Uint8Array >;
	readonly remove: () => Promise< void >;
}

/** What an author installs, and what npm puts beside it. */
export const AUTHOR_TOOLS = [
	'vitest',
	'typescript',
	'@wordpress/scripts',
	'@wordpress/browserslist-config',
] as const;

/**
 * @param place
 * @param place.slug
 * @param place.directory
 * @param place.remove
 */
export function authorPlugin(
	place: Pick< AuthorPlugin, 'slug' | 'directory' | 'remove' >
): AuthorPlugin {
	// Links of the author's `node_modules` lead to these.
	const run = ( script: string, ...parameters: string[] ) =>
		runNode( [ `${ ROOT }node_modules/${ script }`, ...parameters ], {
			directory: place.directory,
			// As in a shell of the author's, not as in a test of ours.
			environment: {
				NO_COLOR: '1',
				FORCE_COLOR: '',
				NODE_ENV: 'production',
			},
		} );
	return {
		...place,
		build: () => run( '@wordpress/scripts/bin/wp-scripts.js', 'build' ),
		test: () => run( 'vitest/vitest.mjs', 'run', '--reporter=verbose' ),
		typecheck: () => run( 'typescript/bin/tsc', '--noEmit' ),
		archive: () => pluginArchive( place.directory, place.slug ),
	};
}
