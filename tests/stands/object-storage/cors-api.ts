import type { CorsRule } from './cors-policy';

const texts = ( xml: string, name: string ): string[] =>
	[
		...xml.matchAll( new RegExp( `<${ name }>([^<]*)</${ name }>`, 'g' ) ),
	].map( ( [ , text = '' ] ) => unescape( text ) );

const ENTITIES: Readonly< Record< string, string > > = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
};

const unescape = ( text: string ): string =>
	text.replace(
		/&(\w+);/g,
		( whole, name: string ) => ENTITIES[ name ] ?? whole
	);

const escape = ( text: string ): string =>
	text
		.replaceAll( '&', '&amp;' )
		.replaceAll( '<', '&lt;' )
		.replaceAll( '>', '&gt;' );

/**
 * The rules of a `PutBucketCors` body; null for one that R2 would refuse.
 *
 * @param xml
 */
export function parseCorsRules( xml: string ): CorsRule[] | null {
	const rules = [ ...xml.matchAll( /<CORSRule>(.*?)<\/CORSRule>/gs ) ].map(
		( [ , rule = '' ] ): CorsRule => {
			const [ id ] = texts( rule, 'ID' );
			const [ maxAge ] = texts( rule, 'MaxAgeSeconds' );
			return {
				...( id === undefined ? {} : { id } ),
				allowedOrigins: texts( rule, 'AllowedOrigin' ),
				allowedMethods: texts( rule, 'AllowedMethod' ),
				allowedHeaders: texts( rule, 'AllowedHeader' ).map( ( name ) =>
					name.toLowerCase()
				),
				exposeHeaders: texts( rule, 'ExposeHeader' ),
				...( maxAge === undefined
					? {}
					: { maxAgeSeconds: Number( maxAge ) } ),
			};
		}
	);
	const isRight = rules.every(
		( { allowedOrigins, allowedMethods } ) =>
			allowedMethods.length > 0 &&
			allowedOrigins.length > 0 &&
			allowedOrigins.every(
				( origin ) =>
					origin === '*' || new URL( origin ).origin === origin
			)
	);
	return rules.length > 0 && rules.length <= 100 && isRight ? rules : null;
}

/**
 * @param rules
 */
export const printCorsRules = ( rules: readonly CorsRule[] ): string =>
	`<?xml version="1.0" encoding="UTF-8"?><CORSConfiguration>${ rules
		.map( printRule )
		.join( '' ) }</CORSConfiguration>`;

function printRule( rule: CorsRule ): string {
	const print = ( name: string, values: readonly string[] = [] ): string =>
		values
			.map( ( value ) => `<${ name }>${ escape( value ) }</${ name }>` )
			.join( '' );
	return `<CORSRule>${ [
		print( 'ID', rule.id === undefined ? [] : [ rule.id ] ),
		print( 'AllowedOrigin', rule.allowedOrigins ),
		print( 'AllowedMethod', rule.allowedMethods ),
		print( 'AllowedHeader', rule.allowedHeaders ),
		print( 'ExposeHeader', rule.exposeHeaders ),
		print(
			'MaxAgeSeconds',
			rule.maxAgeSeconds === undefined
				? []
				: [ String( rule.maxAgeSeconds ) ]
		),
	].join( '' ) }</CORSRule>`;
}
