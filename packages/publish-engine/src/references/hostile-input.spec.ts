import { describe, expect, it } from 'vitest';
import { createSiteAddresses } from '../addresses';
import { scanDocument } from '.';

const site = createSiteAddresses( {
	homeUrl: 'https://site.test/',
	siteUrl: 'https://site.test/',
	contentUrl: 'https://site.test/wp-content/',
	uploadsUrl: 'https://site.test/wp-content/uploads/',
	includesUrl: 'https://site.test/wp-includes/',
	restUrl: 'https://site.test/wp-json/',
} );

/** Bytes: in time that grows with the square, this would take minutes. */
const SIZE = 200_000;
const TYPES = [
	'text/html',
	'application/rss+xml',
	'image/svg+xml',
	'text/css',
	'text/javascript',
	'application/manifest+json',
	'text/plain',
];

/** What is repeated, and what comes before and behind. */
const INPUTS: readonly ( readonly [
	piece: string,
	before?: string,
	after?: string,
] )[] = [
	[ ' ', '<a href="', 'x">' ],
	[ ' x', '<a href="' ],
	[ ',', '<img srcset="', '">' ],
	[ '(', '<img srcset="a 1x ', '">' ],
	[ '\\', '', 'site.test' ],
	[ '\\', '"https:', 'site.test' ],
	[ '\\u', 'https://site.test/' ],
	[ '(', 'https://site.test/' ],
	[ '.', 'https://site.test/', 'x' ],
	[ '&', 'https://site.test/' ],
	[ '&amp;', '<a title="https://site.test/', '">' ],
	[ '%2F', 'https%3A%2F%2Fsite.test' ],
	[ '%', 'https%3A%2F%2Fsite.test' ],
	[ 'a', 'https://site.test/' ],
	[ 'a', '<a href="/', '">' ],
	[ 'é', '<a href="/', '">' ],
	[ '//site.test' ],
	[ 'https://site.test ' ],
	[ 'https:\\/\\/site.test\\/a"' ],
	[ '<' ],
	[ '<a href="/x">' ],
	[ '<a href=' ],
	[ '<svg>' ],
	[ '</p>', '<svg>'.repeat( 40_000 ) ],
	[ '</math>', '<svg><foreignObject>'.repeat( 10_000 ) ],
	[ '<script>' ],
	[ '<!--[if x]>' ],
	[ '<!--' ],
	[ '<![CDATA[' ],
	[ '<iframe srcdoc="' ],
	[ '&lt;iframe srcdoc=&quot;', '<iframe srcdoc="', '">' ],
	[ '<description>&lt;' ],
	[ '<?xml-stylesheet ' ],
	[ ' data-x="https://site.test/"', '<p', '>' ],
	[ 'url(' ],
	[ 'url("' ],
	[ 'image-set(', 'url(x)' ],
	[ '@import ' ],
	[ '/*', 'url(' ],
	[ '\\75 ', 'url(x)' ],
	[ 'import("' ],
	[ 'import ' ],
	[ 'export{' ],
	[ 'new Worker(' ],
	[ 'new Worker("' ],
	[ 'new URL("a",', 'import ' ],
	[ '`${', 'import ' ],
	[ '/', 'import ' ],
	[ '[' ],
	[ '{"a":' ],
	[ '"' ],
	[ '"\\', '{"icons":[{"src":' ],
	[ '{{', '<a href="/' ],
	[ '0', '<meta http-equiv=refresh content="', '">' ],
	[ ' ', '<meta http-equiv=refresh content="0', '">' ],
	[ '<meta ' ],
	[ '\n', '//# sourceMappingURL=' ],
	[ 'Disallow: /\n' ],
	[ ' content="https://site.test/"', '<meta', '>' ],
	[ ' href="/a"', '<link', '>' ],
	[ '"/a",', '<p data-x=\'{"src":[', "]}'>" ],
	[ '{"src":', "<p data-x='", "'>" ],
	[ '&quot;', '<p data-x="{&quot;src', '">' ],
	[ '"/a":"/b",', '<script type=importmap>{"imports":{', '}}</script>' ],
	[ 'import.meta.resolve("', 'import ' ],
	[ 'aWorklet.addModule(' ],
	[ 'u=https%3A%2F%2Fsite.test%2F&', 'https://site.test/?' ],
];

describe.each( TYPES )( 'hostile %s', ( contentType ) => {
	it.each(
		INPUTS.map( ( input ) => [ JSON.stringify( input ), input ] as const )
	)(
		'of %s is scanned in time that grows with its size',
		( _name, [ piece, before = '', after = '' ] ) => {
			const count = Math.ceil( SIZE / piece.length );
			const body = new TextEncoder().encode(
				before + piece.repeat( count ) + after
			);
			for ( const url of [
				'https://site.test/x',
				'https://site.test/robots.txt',
			] ) {
				const { references } = scanDocument(
					{ url, contentType, body },
					site
				);
				expect(
					references.every( ( { end } ) => end <= body.length )
				).toBe( true );
			}
		}
	);
} );
