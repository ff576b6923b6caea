/**
 * Environments while a person edits them.
 */
import type { SiteEnvironment } from '@aether/publish-engine';

/** The server's limits. */
export const MOST_ENVIRONMENTS = 10;
export const LONGEST_NAME = 60;
const LONGEST_ID = 32;

const slug = ( name: string, length: number ): string =>
	name
		.normalize( 'NFKD' )
		.toLowerCase()
		.replace( /[\u0300-\u036f]/g, '' )
		.replace( /[^a-z0-9]+/g, '-' )
		.slice( 0, length )
		.replace( /^-|-$/g, '' );

/**
 * An id that no other environment has, of the letters and digits of the name.
 *
 * @param name
 * @param taken
 */
export function environmentId(
	name: string,
	taken: readonly string[]
): string {
	const first = slug( name, LONGEST_ID ) || 'environment';
	const ids = [
		first,
		...taken.map(
			( _id, index ) =>
				`${ slug( first, LONGEST_ID - 3 ) }-${ index + 2 }`
		),
	];
	return ids.find( ( id ) => ! taken.includes( id ) ) ?? first;
}

/**
 * An address as it is stored.
 *
 * @param text
 * @return Null for what is none: it must be http(s), without user, query and fragment.
 */
export function toBaseUrl( text: string ): string | null {
	if ( text.trim() === '' ) {
		return '';
	}
	try {
		const url = new URL( text.trim() );
		const { protocol, username, password, origin, pathname } = url;
		const isPlain =
			/^https?:$/.test( protocol ) &&
			username + password === '' &&
			! /[?#]/.test( text ) &&
			! pathname.includes( '//' );
		return isPlain
			? `${ origin }${ pathname.replace( /\/?$/, '/' ) }`
			: null;
	} catch {
		return null;
	}
}

export const isValid = ( { name, baseUrl }: SiteEnvironment ): boolean =>
	name.trim() !== '' && toBaseUrl( baseUrl ) !== null;

/**
 * As they are sent: an environment that is not stored yet gets its id from its name.
 *
 * @param drafts
 * @param stored
 */
export function toEnvironments(
	drafts: readonly SiteEnvironment[],
	stored: readonly SiteEnvironment[]
): readonly SiteEnvironment[] {
	const storedIds = stored.map( ( { id } ) => id );
	const taken = drafts
		.map( ( { id } ) => id )
		.filter( ( id ) => storedIds.includes( id ) );
	return drafts.map( ( draft ) => {
		let { id } = draft;
		if ( ! storedIds.includes( id ) ) {
			id = environmentId( draft.name, taken );
			taken.push( id );
		}
		return {
			...draft,
			id,
			name: draft.name.trim(),
			baseUrl: toBaseUrl( draft.baseUrl ) ?? draft.baseUrl,
		};
	} );
}
