/** Providers that Aether brings: a second one with the same id is refused by the page. */
const TAKEN = new Set( [
	'local-filesystem',
	'cloudflare-r2',
	'cloudflare-workers',
	'cloudflare',
	'gitlab',
	'gitlab-pages',
] );

/** wordpress.org takes no longer slug for a plugin. */
const LONGEST_ID = 50;

/**
 * @param {string} id
 * @return {string | null} What is wrong with it, in words.
 */
export function problemWith( id ) {
	if ( ! /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test( id ) ) {
		return `"${ id }" cannot be an id: take lower-case letters and digits, words joined by hyphens, a letter first.`;
	}
	if ( id.length > LONGEST_ID ) {
		return `"${ id }" is too long for an id: ${ LONGEST_ID } characters at most.`;
	}
	return TAKEN.has( id )
		? `"${ id }" is taken by a provider of Aether itself.`
		: null;
}

const capitalise = ( word ) => word.charAt( 0 ).toUpperCase() + word.slice( 1 );

/**
 * Every form in which the template writes the name of its provider, with that of the new one.
 *
 * @param {string} id
 * @return {ReadonlyMap< string, string >} Old to new.
 */
export function namesFor( id ) {
	const words = id.split( '-' ).map( capitalise );
	return new Map( [
		[ 'my-cloud', id ],
		[ 'MyCloud', words.join( '' ) ],
		[ 'My Cloud', words.join( ' ' ) ],
		[ 'My_Cloud', words.join( '_' ) ],
	] );
}
