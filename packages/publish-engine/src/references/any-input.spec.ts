import { describe, expect, it } from 'vitest';
import { fc } from '../../../../tests/support/properties';
import { assertOnlyUrlsChanged } from '../../testing/assert-only-urls-changed';
import { createSiteAddresses, type SiteRoots } from '../addresses';
import { REFERENCE_CASES } from './cases';
import { rewriteDocument, scanDocument, type Reference } from '.';

const ROOTS: SiteRoots = {
	homeUrl: 'https://site.test/blog/',
	siteUrl: 'https://site.test/blog/wp/',
	contentUrl: 'https://site.test/blog/content/',
	uploadsUrl: 'https://cdn.bücher.test/u/',
	includesUrl: 'https://site.test/blog/wp/wp-includes/',
	restUrl: 'https://site.test/blog/wp-json/',
};
const site = createSiteAddresses( ROOTS );

const TYPES = [
	'text/html',
	'application/xhtml+xml',
	'image/svg+xml',
	'application/rss+xml',
	'text/css',
	'text/javascript',
	'application/json',
	'application/manifest+json',
	'text/plain',
	'text/html; charset=windows-1252',
	'text/html; charset=shift_jis',
	'text/html; charset=gb18030',
	'text/css; charset=euc-kr',
	'application/json; charset=iso-2022-jp',
	'application/xml; charset=koi8-r',
	'text/javascript; charset=big5',
	'text/html; charset=utf-16',
];
const contentType = fc.constantFrom( ...TYPES );
const url = fc.constantFrom(
	'https://site.test/blog/',
	'https://site.test/blog/robots.txt',
	'https://cdn.bücher.test/u/a/b'
);

/** Pieces that mean something to one of the formats, right and wrong. */
const PIECES = [
	...Object.values( REFERENCE_CASES ).flatMap( ( cases ) =>
		cases.map( ( { document } ) =>
			document
				.replace( /[«»]/g, '' )
				.replaceAll( 'site.test', 'site.test/blog' )
		)
	),
	...'< > " \' & ; / \\ % # ? = ( ) [ ] { } , : ` $ * @ | \n \0 \t é 日 😀 \ufeff'.split(
		' '
	),
	'<a href=',
	'<img srcset="',
	'<style>',
	'</style>',
	'<script type=importmap>',
	'<script>',
	'</script>',
	'<svg>',
	'<base href="',
	'<!--',
	'-->',
	'<![CDATA[',
	']]>',
	'<?xml-stylesheet href="',
	'url(',
	'@import "',
	'@namespace ',
	'image-set(',
	'\\u002f',
	'\\75 rl(',
	'import("',
	'import.meta.resolve("',
	'new Worker(new URL("',
	'new Worker("',
	'//# sourceMappingURL=',
	'<meta charset=',
	'<script type="application/ld+json">{"image":"/',
	'<p data-x=\'{"src":"',
	'"srcset":"/a 1x, ',
	'"scopes":{"/',
	'<?xml version="1.0" encoding="',
	'<iframe srcdoc="',
	'\u00e9',
	'\ud83d',
	'%C3%A9',
	'import ',
	'{"imports":{"a":"',
	'"href_matches":"/',
	'https://site.test/blog/',
	'http:\\/\\/site.test\\/blog',
	'https%3A%2F%2Fsite.test%2Fblog%2F',
	'//cdn.xn--bcher-kva.test/u/a.png',
	'//cdn.bücher.test/u/a.png',
	'&quot;',
	'&#x2F;',
	'&amp;amp;',
	' 2x, ',
];

const malformed = fc
	.array( fc.oneof( fc.constantFrom( ...PIECES ), fc.string() ), {
		maxLength: 12,
	} )
	.map( ( pieces ) => new TextEncoder().encode( pieces.join( '' ) ) );
const anyBytes = fc.uint8Array( { maxLength: 400 } );
const utf16 = fc
	.tuple(
		fc.array( fc.constantFrom( ...PIECES ), { maxLength: 6 } ),
		fc.boolean()
	)
	.map( ( [ pieces, littleEndian ] ) => {
		const text = `\ufeff${ pieces.join( '' ) }`;
		const body = new Uint8Array( text.length * 2 );
		for ( let index = 0; index < text.length; index++ ) {
			new DataView( body.buffer ).setUint16(
				index * 2,
				text.charCodeAt( index ),
				littleEndian
			);
		}
		return body;
	} );
const body = fc.oneof( { weight: 6, arbitrary: malformed }, anyBytes, utf16 );

/**
 * In a broken script, where one regular expression ends decides what is code behind it, so that another URL makes other
 * imports of it.
 *
 * @param document
 * @param document.body
 */
const hasNoModuleSyntax = ( { body: bytes }: { body: Uint8Array } ): boolean =>
	! /\b(?:import|export)\b/.test(
		new TextDecoder().decode( bytes ).replaceAll( '\0', '' )
	);

const documents = fc.record( { url, contentType, body } );

const move = ( from: string ): string =>
	from.replace( /^https:\/\/[^/]+/, 'https://out.test/sub' );
const moved = ( { url: from }: Reference ): string => move( from );

/**
 * What is written may be percent-encoded where the URL parser leaves it alone.
 * @param address
 */
const normal = ( address: string ): string =>
	address.replace(
		/[\\^`{|}']/g,
		( character ) =>
			`%${ character.charCodeAt( 0 ).toString( 16 ).toUpperCase() }`
	);

/** The same site, after everything was moved. */
const movedSite = createSiteAddresses( {
	homeUrl: move( ROOTS.homeUrl ),
	siteUrl: move( ROOTS.siteUrl ),
	contentUrl: move( ROOTS.contentUrl ),
	uploadsUrl: move( ROOTS.uploadsUrl ),
	includesUrl: move( ROOTS.includesUrl ),
	restUrl: move( ROOTS.restUrl ),
} );

describe( 'any input at all', () => {
	it( 'is scanned into references in order, inside the body, of this site', () => {
		fc.assert(
			fc.property( documents, ( document ) => {
				let end = 0;
				for ( const reference of scanDocument( document, site )
					.references ) {
					expect( reference.start ).toBeGreaterThanOrEqual( end );
					expect( reference.end ).toBeGreaterThan( reference.start );
					end = reference.end;
					expect( site.isSameSite( reference.url ) ).toBe( true );
				}
				expect( end ).toBeLessThanOrEqual( document.body.length );
			} )
		);
	} );

	it( 'is the same bytes when nothing is to be replaced', () => {
		fc.assert(
			fc.property( documents, ( document ) => {
				const { references } = scanDocument( document, site );
				expect(
					rewriteDocument(
						document.body,
						references,
						() => undefined
					)
				).toEqual( document.body );
			} )
		);
	} );

	it( 'changes inside its URLs only', () => {
		fc.assert(
			fc.property( documents, ( document ) => {
				const { references } = scanDocument( document, site );
				assertOnlyUrlsChanged(
					document.body,
					rewriteDocument( document.body, references, moved ),
					references
				);
			} )
		);
	} );

	it( 'refers to the new places when it is read again', () => {
		fc.assert(
			fc.property(
				documents.filter( hasNoModuleSyntax ),
				( document ) => {
					const { references } = scanDocument( document, site );
					const again = scanDocument(
						{
							...document,
							url: move( document.url ),
							body: rewriteDocument(
								document.body,
								references,
								moved
							),
						},
						movedSite
					).references;
					expect(
						again.map( ( reference ) => normal( reference.url ) )
					).toEqual(
						references.map( ( reference ) =>
							normal( moved( reference ) )
						)
					);
				}
			)
		);
	} );
} );
