import type { ReferenceEncoding } from './types';

/**
 * Escapes a URL for the place where it will stand.
 *
 * @param url
 * @param encodings Outermost first.
 */
export const escapeFor = (
	url: string,
	encodings: readonly ReferenceEncoding[]
): string =>
	encodings.reduceRight(
		( text, encoding ) => ESCAPES[ encoding ]( text ),
		toSafeAscii( url )
	);

/**
 * A URL is ASCII, in any charset; quotes and brackets could end the string that it stands in, and mean the same
 * percent-encoded.
 *
 * @param url
 */
const toSafeAscii = ( url: string ): string =>
	url.replace( /[^\x21-\x7e]+|["'<>\\^`{|}]/g, ( run ) =>
		run === "'"
			? '%27'
			: encodeURIComponent( run.replace( /\p{Surrogate}/gu, '\ufffd' ) )
	);

const ESCAPES: Readonly<
	Record< ReferenceEncoding, ( text: string ) => string >
> = {
	plain: ( text ) => text,
	markup: ( text ) =>
		text.replace( /[&<>"']/g, ( character ) =>
			character === '&' ? '&amp;' : `&#${ character.charCodeAt( 0 ) };`
		),
	css: ( text ) => text.replace( /["'()\\]/g, '\\$&' ),
	json: ( text ) => text.replace( /[/"\\]/g, '\\$&' ),
	percent: ( text ) => encodeURIComponent( text ),
};
