import { describe, expect, it } from 'vitest';
import { assertOnlyUrlsChanged } from '../../testing/assert-only-urls-changed';
import { createSiteAddresses } from '../addresses';
import { rewriteDocument, scanDocument } from '.';

const rootsAt = ( home: string ) => ( {
	homeUrl: home,
	siteUrl: home,
	contentUrl: `${ home }wp-content/`,
	uploadsUrl: `${ home }wp-content/uploads/`,
	includesUrl: `${ home }wp-includes/`,
	restUrl: `${ home }wp-json/`,
} );
const site = createSiteAddresses( rootsAt( 'https://site.test/' ) );

const bytesOf = ( text: string ): Uint8Array =>
	Uint8Array.from( text, ( character ) => character.charCodeAt( 0 ) );

function utf16( text: string, littleEndian: boolean ): Uint8Array {
	const bytes = new Uint8Array( text.length * 2 );
	const view = new DataView( bytes.buffer );
	for ( let index = 0; index < text.length; index++ ) {
		view.setUint16( index * 2, text.charCodeAt( index ), littleEndian );
	}
	return bytes;
}

function scan( body: Uint8Array, contentType = 'text/html' ) {
	return scanDocument(
		{ url: 'https://site.test/a/', contentType, body },
		site
	);
}

const LINK = '<a href="/caf\xe9/">\xe9</a>';

describe( 'a document in any charset', () => {
	it.each< [ string, Uint8Array, string, string, string ] >( [
		[
			'UTF-8 by default',
			bytesOf( '<a href="/caf\xc3\xa9/">' ),
			'text/html',
			'utf-8',
			'%C3%A9',
		],
		[
			'UTF-8 by its mark',
			bytesOf( '\xef\xbb\xbf<a href="/caf\xc3\xa9/">' ),
			'text/html; charset=iso-8859-1',
			'utf-8',
			'%C3%A9',
		],
		[
			'windows-1252 by the header',
			bytesOf( LINK ),
			'text/html; charset=ISO-8859-1',
			'windows-1252',
			'%C3%A9',
		],
		[
			'windows-1252 by a meta',
			bytesOf( `<meta charset=latin1>${ LINK }` ),
			'text/html',
			'windows-1252',
			'%C3%A9',
		],
		[
			'windows-1252 by a meta of old',
			bytesOf(
				`<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">${ LINK }`
			),
			'text/html',
			'windows-1252',
			'%C3%A9',
		],
		[
			'XML by its declaration',
			bytesOf(
				'<?xml version="1.0" encoding="iso-8859-15"?><rss><link>/caf\xe9/</link></rss>'
			),
			'application/rss+xml',
			'iso-8859-15',
			'%C3%A9',
		],
		[
			'Cyrillic',
			bytesOf( '<a href="/caf\xe9/">' ),
			'text/html; charset=windows-1251',
			'windows-1251',
			'%D0%B9',
		],
		[
			'Japanese',
			bytesOf( '<a href="/caf\x82\xa0/">' ),
			'text/html; charset=Shift_JIS',
			'shift_jis',
			'%E3%81%82',
		],
		[
			'UTF-16, little end first',
			utf16( `\ufeff${ LINK }`, true ),
			'text/html',
			'utf-16le',
			'%C3%A9',
		],
		[
			'UTF-16, big end first',
			utf16( `\ufeff${ LINK }`, false ),
			'text/html',
			'utf-16be',
			'%C3%A9',
		],
		[
			'a charset that nobody knows',
			bytesOf( '<a href="/caf\xc3\xa9/">' ),
			'text/html; charset=x-none',
			'utf-8',
			'%C3%A9',
		],
	] )( 'is read as %s', ( _name, body, contentType, charset, letter ) => {
		const { references, charset: found } = scan( body, contentType );
		expect( found ).toBe( charset );
		expect( references.map( ( { url } ) => url ) ).toEqual( [
			`https://site.test/caf${ letter }/`,
		] );
		const written = rewriteDocument( body, references, ( { url } ) =>
			url.replace( 'site.test', 'out.test' )
		);
		expect( new TextDecoder( charset ).decode( written ) ).toContain(
			'https://out.test/caf'
		);
		assertOnlyUrlsChanged( body, written, references );
	} );

	it( 'keeps its byte order mark', () => {
		for ( const [ body, mark ] of [
			[ bytesOf( '\xef\xbb\xbf<a href="/a">' ), [ 0xef, 0xbb, 0xbf ] ],
			[ utf16( '\ufeff<a href="/a">', true ), [ 0xff, 0xfe ] ],
		] as const ) {
			const written = rewriteDocument(
				body,
				scan( body ).references,
				() => 'https://out.test/'
			);
			expect( [ ...written.subarray( 0, mark.length ) ] ).toEqual( mark );
			expect( written.length ).toBeGreaterThan( body.length );
		}
	} );
} );

describe( 'a site with letters in its host', () => {
	const idn = createSiteAddresses( rootsAt( 'https://bücher.test/' ) );

	it.each( [
		'https://b\xc3\xbccher.test/a/',
		'https://B\xc3\x9cCHER.test/a/',
		'https://xn--bcher-kva.test/a/',
		'https:\\/\\/b\\u00fccher.test\\/a\\/',
		'https%3A%2F%2Fb%C3%BCcher.test%2Fa%2F',
		'https://b&#252;cher.test/a/',
		'https://b&#xfc;cher.test/a/',
	] )( 'is found in text as %j', ( spelling ) => {
		const { references } = scanDocument(
			{
				url: 'https://bücher.test/',
				contentType: 'text/html',
				body: bytesOf( `<p>x</p><script>"${ spelling }"</script>` ),
			},
			idn
		);
		expect( references.map( ( { url } ) => url ) ).toEqual( [
			'https://xn--bcher-kva.test/a/',
		] );
	} );
} );

describe( 'the kind of a document', () => {
	it.each( [
		[ 'image/png', 'https://site.test/a.png', 0 ],
		[ 'application/octet-stream', 'https://site.test/a.bin', 0 ],
		[ 'application/zip', 'https://site.test/a.html', 0 ],
		[ 'application/octet-stream', 'https://site.test/a.css', 1 ],
		[ '', 'https://site.test/a.svg', 1 ],
		[ 'text/plain', 'https://site.test/a.webmanifest', 1 ],
		[ 'TEXT/HTML ; Charset=UTF-8', 'https://site.test/', 1 ],
	] )(
		'by type %j and name %j leads to %i references',
		( contentType, url, count ) => {
			const body = bytesOf( 'url(x) "https://site.test/"' );
			expect(
				scanDocument(
					{ url, contentType, body },
					site
				).references.filter(
					( reference ) => reference.url === 'https://site.test/'
				)
			).toHaveLength( count );
		}
	);
} );

describe( 'rewriting', () => {
	it( 'escapes a URL for the place where it stands', () => {
		const body = bytesOf(
			`<a href='/a' style='b:url(/b)' data-x='{"u":"https:\\/\\/site.test\\/c"}'>`
		);
		const { references } = scan( body );
		const written = rewriteDocument(
			body,
			references,
			() => `https://out.test/(it's)?a=1&b="2"<é>`
		);
		expect( new TextDecoder().decode( written ) ).toBe(
			`<a href='https://out.test/(it%27s)?a=1&amp;b=%222%22%3C%C3%A9%3E' style='b:url(https://out.test/\\(it%27s\\)?a=1&amp;b=%222%22%3C%C3%A9%3E)' data-x='{"u":"https:\\/\\/out.test\\/(it%27s)?a=1&amp;b=%222%22%3C%C3%A9%3E"}'>`
		);
		assertOnlyUrlsChanged( body, written, references );
	} );

	it( 'gives the body back when nothing is replaced', () => {
		const body = bytesOf( '<a href="/a">' );
		expect(
			rewriteDocument( body, scan( body ).references, () => undefined )
		).toBe( body );
	} );
} );
