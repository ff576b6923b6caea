import { describe, expect, it } from 'vitest';
import { createSiteAddresses } from '../addresses';
import { scanDocument } from '../references';
import type { Reference } from '../references/types';
import { createOriginSearch } from './origin-left';

const HOME = 'https://site.test/blog/';
const addresses = createSiteAddresses( {
	homeUrl: HOME,
	siteUrl: HOME,
	contentUrl: `${ HOME }wp-content/`,
	uploadsUrl: `${ HOME }wp-content/uploads/`,
	includesUrl: `${ HOME }wp-includes/`,
	restUrl: `${ HOME }wp-json/`,
} );
const search = createOriginSearch( addresses );

/**
 * As if the rewriting recognised nothing, or what is given.
 * @param text
 * @param references
 */
const searchText = ( text: string, references: readonly Reference[] = [] ) =>
	search( { text, unitBytes: 1, references } );

function searchScanned( body: Uint8Array, contentType = 'text/html' ) {
	const { text, unitBytes, references } = scanDocument(
		{ url: HOME, contentType, body },
		addresses
	);
	return search( { text: text ?? '', unitBytes, references } );
}

describe( 'the search for what the rewriting will leave behind', () => {
	it.each( [
		[ '<p>https://site.test/blog/a/</p>', '//site.test/blog/a/' ],
		[ '"https:\\/\\/site.test\\/blog\\/a\\/"', '//site.test/blog/a/' ],
		[ '?u=https%3A%2F%2Fsite.test%2Fblog%2F&x=1', '//site.test/blog/' ],
		[ 'HTTP://SITE.TEST/blog', '//site.test/blog' ],
		[ '//site.test/blog/', '//site.test/blog/' ],
		[ 'https://me:secret@site.test/blog/', '//site.test/blog/' ],
		[ '?u=https%3A%2F%2Fme%40site.test%2Fblog%2F', '//site.test/blog/' ],
	] )( 'finds it in %s', ( text, leftover ) => {
		expect( searchText( text ) ).toBe( leftover );
	} );

	it.each( [
		[
			'the name of the host alone',
			'Write to me@site.test, or site.test.',
		],
		[
			'an e-mail address behind another site',
			'https://out.test/?to=me@site.test/blog/ //out.test/me@site.test/blog/',
		],
		[ 'another host', 'https://site.test.example/blog/' ],
		[ 'a host below it', 'https://cdn.site.test/blog/' ],
		[ 'another server of the same host', 'https://site.test:9000/blog/' ],
		[ 'what lies beside WordPress', 'https://site.test/shop/' ],
		[ 'another site', 'https://out.test/blog/' ],
	] )( 'passes %s', ( _name, text ) => {
		expect( searchText( text ) ).toBeNull();
	} );

	it.each( [
		[ 'UTF-8', new TextEncoder() ],
		[
			'UTF-16',
			{
				encode: ( text: string ) =>
					new Uint8Array(
						Buffer.from( `\ufeff${ text }`, 'utf16le' )
					),
			},
		],
	] )( 'passes what will be rewritten, in %s', ( _name, encoder ) => {
		expect(
			searchScanned(
				encoder.encode(
					`<a href="${ HOME }a/">${ HOME }</a> ${ HOME }b/?to=${ encodeURIComponent(
						HOME
					) }`
				)
			)
		).toBeNull();
		expect(
			searchScanned(
				encoder.encode(
					`<a href="${ HOME }a/">a</a> sftp://site.test/blog/c <a href="${ HOME }b/">b</a>`
				)
			)
		).toBe( '//site.test/blog/c' );
	} );

	it( 'finds what the query of a reference carries deeper than queries are read', () => {
		const nested = ( depth: number ): string =>
			depth === 0
				? HOME
				: `${ HOME }?to=${ encodeURIComponent( nested( depth - 1 ) ) }`;
		const searchLink = ( url: string ) =>
			searchText( url, [
				{
					start: 0,
					end: url.length,
					url,
					role: 'page',
					encodings: [],
					absolute: false,
				},
			] );
		expect( searchLink( nested( 2 ) ) ).toBeNull();
		expect( searchLink( `${ HOME }?to=sftp://site.test/blog/x` ) ).toBe(
			'//site.test/blog/x'
		);
	} );
} );
