import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../tools/root';
import { authorPlugin, type AuthorPlugin } from './author-plugin';

const EXAMPLES = join( ROOT, 'examples' );

/** Names of all complete plugins in `examples/`. */
export const EXAMPLE_NAMES: readonly string[] = readdirSync( EXAMPLES, {
	withFileTypes: true,
} )
	.filter( ( entry ) => entry.isDirectory() )
	.map( ( { name } ) => name );

/**
 * A plugin of `examples/`, built where it lies.
 *
 * @param slug
 */
export const examplePlugin = ( slug: string ): AuthorPlugin =>
	authorPlugin( {
		slug,
		directory: join( EXAMPLES, slug ),
		remove: async () => {},
	} );
