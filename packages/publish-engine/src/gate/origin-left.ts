import {
	createPathPlan,
	createTargetAddresses,
	type SiteAddresses,
} from '../addresses';
import type { Finding } from '../events';
import type { Reference } from '../references/types';

/** A user and a password may stand between them and the host; rewriting leaves such an address to its author. */
const SLASHES_BEFORE =
	/(?:\/\/|\\\/\\\/|%2F%2F)(?:[^\s"'<>()/\\?#@]{1,64}(?:@|%40))?$/i;
const LONGEST_BEFORE = 73;
/** Port and path after a host, plain or escaped as in JSON or in a query. */
const AFTER_HOST = /^((?::|%3A)\d{1,5})?((?:\/|\\\/|%2F)[^\s"'<>()&]*)?/i;
/** What makes it another host. */
const HOST_GOES_ON = /^(?:[\w-]|\.\w)/;
const LONGEST_URL = 500;
/** Stands for any target: what is written for it and still names WordPress would do so everywhere. */
const ANY_TARGET = 'https://target.invalid/';

/** A rendered document, as the search looks at it. */
export interface SearchedDocument {
	/** One character per byte, or per UTF-16 unit. */
	readonly text: string;
	/** Bytes of one character. */
	readonly unitBytes: number;
	/** In the order of the document. */
	readonly references: readonly Reference[];
}

/** Looks through a document; null when there is nothing to find. */
export type OriginSearch = ( document: SearchedDocument ) => string | null;

/**
 * Looks for addresses of WordPress that every target would be given, before there is any target: targets differ only
 * inside the references, so what stands outside them stays, and so does what a reference carries in its query in a form
 * that is not recognised.
 *
 * @param site
 */
export function createOriginSearch( site: SiteAddresses ): OriginSearch {
	const pattern = new RegExp(
		site.hosts
			.map( ( host ) => host.replace( /[.\\-]/g, '\\$&' ) )
			.join( '|' ),
		'gi'
	);
	const target = createTargetAddresses( {
		baseUrl: ANY_TARGET,
		urlStyle: 'absolute',
		paths: createPathPlan( site ),
		site,
	} );

	const addressAt = ( text: string, start: number, end: number ) => {
		const before = text.slice(
			Math.max( 0, start - LONGEST_BEFORE ),
			start
		);
		const after = text.slice( end, end + LONGEST_URL );
		if ( ! SLASHES_BEFORE.test( before ) || HOST_GOES_ON.test( after ) ) {
			return null;
		}
		const [ rest = '' ] = AFTER_HOST.exec( after ) ?? [];
		const host = text.slice( start, end ).toLowerCase();
		const url = `//${ host }${ unescape( rest ) }`;
		return site.isSameSite( `http:${ url }` ) ? url : null;
	};

	const addressIn = ( text: string ): string | null => {
		for ( const { 0: host, index } of text.matchAll( pattern ) ) {
			const url = addressAt( text, index, index + host.length );
			if ( url !== null ) {
				return url;
			}
		}
		return null;
	};

	/**
	 * @param reference
	 * @param reference.url
	 */
	const leftInQuery = ( { url }: Reference ): string | null => {
		const query = url.indexOf( '?' );
		return query === -1 || addressIn( url.slice( query ) ) === null
			? null
			: addressIn( target.addressOf( url ) ?? url );
	};

	return ( { text, unitBytes, references } ) => {
		let next = 0;
		for ( const { 0: host, index } of text.matchAll( pattern ) ) {
			while (
				( references[ next ]?.end ?? Infinity ) <=
				index * unitBytes
			) {
				next++;
			}
			const isInReference =
				( references[ next ]?.start ?? Infinity ) <= index * unitBytes;
			const url = isInReference
				? null
				: addressAt( text, index, index + host.length );
			if ( url !== null ) {
				return url;
			}
		}
		for ( const reference of references ) {
			const url = leftInQuery( reference );
			if ( url !== null ) {
				return url;
			}
		}
		return null;
	};
}

export const originLeft = ( url: string, leftover: string ): Finding => ( {
	severity: 'error',
	code: 'origin_left',
	message: "The published file would still name WordPress' own address.",
	url,
	subject: leftover,
	action: 'Look for the address in the page: a plugin may write it in a form that is not recognised. Remove it there, or publish anyway if it may be known.',
} );

const unescape = ( text: string ): string =>
	text
		.replaceAll( '\\/', '/' )
		.replace( /%2F/gi, '/' )
		.replace( /%3A/gi, ':' )
		.replace( /\\.*$/, '' );
