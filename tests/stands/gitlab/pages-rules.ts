import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rule } from '../static-server';

/** Pages' limits by default. Source: docs.gitlab.com, GitLab Pages redirects. */
const MOST_RULES = 1_000;
const LARGEST_FILE = 64 * 1024;

/**
 * The first rule of `_redirects` that a path fits, as Pages reads them: `*` stands for anything or nothing, `:splat` for
 * what the first one stood for; a slash at the end makes no difference. A file that is too large has no rules.
 *
 * @param directory Of the site.
 * @param path      With a slash at its beginning.
 */
export async function findRule(
	directory: string,
	path: string
): Promise< Rule | null > {
	const file = await readFile( join( directory, '_redirects' ) ).catch( () =>
		Buffer.alloc( 0 )
	);
	if ( file.length > LARGEST_FILE ) {
		return null;
	}
	const rules = file
		.toString()
		.split( '\n' )
		.filter( ( line ) => line !== '' && ! line.startsWith( '#' ) )
		.slice( 0, MOST_RULES );
	for ( const rule of rules ) {
		const [ from = '', to = '', status = '301' ] = rule.split( /\s+/ );
		const match = patternOf( from ).exec( path );
		if ( match ) {
			return {
				to: to.replace( ':splat', () => match[ 1 ] ?? '' ),
				status: Number( status ),
			};
		}
	}
	return null;
}

const patternOf = ( from: string ): RegExp =>
	new RegExp(
		`^${ from
			.replace( /\/$/, '' )
			.split( '*' )
			.map( ( part ) => part.replace( /[.+?^${}()|[\]\\]/g, '\\$&' ) )
			.join( '(.*)' ) }/?$`
	);
