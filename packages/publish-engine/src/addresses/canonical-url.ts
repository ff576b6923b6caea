/** Characters that a path segment carries as they are (RFC 3986 `pchar`), beyond what `encodeURIComponent` leaves alone. */
const SUB_DELIMITERS = /%(24|26|2B|2C|3A|3B|3D|40)/g;
const NORMAL_PATH = /^[\w\-.~!$&'()*+,;=:@/]*$/;

/**
 * Percent-encodes one decoded path segment.
 *
 * @param segment Well-formed Unicode.
 */
export const encodeSegment = ( segment: string ): string =>
	encodeURIComponent( segment ).replace( SUB_DELIMITERS, decodeURIComponent );

/**
 * Decodes one path segment; one that is not UTF-8 stays as it is.
 *
 * @param segment
 */
export function decodeSegment( segment: string ): string {
	try {
		return decodeURIComponent( segment );
	} catch {
		return segment;
	}
}

/**
 * Gives a path one spelling: `/caf%c3%a9/%7Euser/` and `/caf%C3%A9/~user/` are the same place. What is encoded because
 * it would mean something else (`%2F`, `%3F`, `%25`) stays encoded.
 *
 * @param pathname As the URL parser gives it.
 */
export function canonicalPath( pathname: string ): string {
	if ( NORMAL_PATH.test( pathname ) ) {
		return pathname;
	}
	return pathname.split( '/' ).map( canonicalSegment ).join( '/' );
}

function canonicalSegment( segment: string ): string {
	try {
		return encodeSegment( decodeURIComponent( segment ) );
	} catch {
		return upperCaseEscapes( segment );
	}
}

/**
 * A query in one spelling, with what the URL parser leaves alone though no URL may hold it.
 *
 * @param search With its `?`, or empty.
 */
export const canonicalQuery = ( search: string ): string =>
	upperCaseEscapes( search ).replace( /[\\^`{|}]/g, encodeURIComponent );

const upperCaseEscapes = ( text: string ): string =>
	text.replace( /%[0-9a-f]{2}/gi, ( escape ) => escape.toUpperCase() );
