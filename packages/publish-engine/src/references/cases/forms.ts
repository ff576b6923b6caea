import { casesOf, type CaseRow, type ReferenceCase } from './types';

/** How an address is written at a place. */
type Form = 'plain' | 'entities' | 'escaped';

/** A place where a URL stands. */
type Place = readonly [
	rule: string,
	role: 'page' | 'asset' | 'mention' | 'endpoint',
	/** With § where the URL stands. */
	document: string,
];

/** One address in each form, before it is published and after. Entities and escapes of what stays are kept. */
const FORMS: Readonly<
	Record< Form, readonly [ before: string, after: string ] >
> = {
	plain: [ '/about/a.png', 'https://out.test/sub/about/a.png' ],
	entities: [
		'&#x2F;about&#47;a&period;png',
		'https://out.test/sub&#x2F;about&#47;a&period;png',
	],
	escaped: [
		'\\/about\\/a.png',
		'https:\\/\\/out.test\\/sub\\/about\\/a.png',
	],
};
/** The same for places that have whole URLs only. */
const WHOLE_FORMS: typeof FORMS = {
	plain: [
		'https://site.test/about/a.png',
		'https://out.test/sub/about/a.png',
	],
	entities: [
		'https&#58;&#x2F;&#x2f;site.test&#x2F;about&#47;a.png',
		'https://out.test/sub&#x2F;about&#47;a.png',
	],
	escaped: [
		'https:\\/\\/site.test\\/about\\/a.png',
		'https:\\/\\/out.test\\/sub\\/about\\/a.png',
	],
};

/** CSS needs no backslash before a slash, so that only what stays has one. */
const STYLE_FORMS: typeof FORMS = {
	...FORMS,
	escaped: [ '\\/about\\/a.png', 'https://out.test/sub\\/about\\/a.png' ],
};

const inForms = (
	places: readonly Place[],
	forms: readonly Form[],
	spellings = FORMS
): CaseRow[] =>
	places.flatMap( ( [ rule, role, document ] ) =>
		forms.map( ( form ): CaseRow => {
			const [ before, after ] = spellings[ form ];
			return [
				`${ rule }, ${ form }`,
				document.replaceAll( '§', `«${ before }»` ),
				Array< string >( document.split( '§' ).length - 1 ).fill(
					`${ role } https://site.test/about/a.png`
				),
				document.replaceAll( '§', after ),
			];
		} )
	);

/** Attributes of HTML and SVG that hold a URL. */
const attributes: readonly Place[] = [
	[ 'a[href]', 'page', '<a href="§">x</a>' ],
	[ 'area[href]', 'page', '<area href="§">' ],
	[ 'a[ping]', 'endpoint', '<a ping="§ §">' ],
	[ 'audio[src]', 'asset', '<audio src="§"></audio>' ],
	[ 'blockquote[cite]', 'mention', '<blockquote cite="§">' ],
	[ 'body[background]', 'asset', '<body background="§">' ],
	[ 'button[formaction]', 'endpoint', '<button formaction="§">' ],
	[ 'embed[src]', 'asset', '<embed src="§">' ],
	[ 'form[action]', 'endpoint', '<form action="§">' ],
	[ 'frame[src]', 'page', '<frameset><frame src="§"></frameset>' ],
	[ 'iframe[src]', 'page', '<iframe src="§"></iframe>' ],
	[ 'img[src]', 'asset', '<img src="§">' ],
	[ 'img[srcset]', 'asset', '<img srcset="§ 1x, § 2x">' ],
	[ 'img[longdesc]', 'page', '<img longdesc="§">' ],
	[ 'input[src]', 'asset', '<input type="image" src="§">' ],
	[ 'link[href] of an icon', 'asset', '<link rel="icon" href="§">' ],
	[ 'link[href] of a style', 'asset', '<link rel="stylesheet" href="§">' ],
	[
		'link[href] of a module',
		'asset',
		'<link rel="modulepreload" href="§">',
	],
	[ 'link[href] of the next page', 'page', '<link rel="next" href="§">' ],
	[ 'link[href] of the last page', 'page', '<link rel="prev" href="§">' ],
	[ 'link[href] of a canonical', 'page', '<link rel="canonical" href="§">' ],
	[
		'link[href] of a language',
		'page',
		'<link rel="alternate" hreflang="de" href="§">',
	],
	[
		'link[imagesrcset]',
		'asset',
		'<link rel="preload" as="image" imagesrcset="§ 1x">',
	],
	[
		'meta of a refresh',
		'page',
		'<meta http-equiv="refresh" content="5; url=§">',
	],
	[ 'meta of og:url', 'page', '<meta property="og:url" content="§">' ],
	[ 'meta of og:image', 'asset', '<meta property="og:image" content="§">' ],
	[ 'object[data]', 'asset', '<object data="§"></object>' ],
	[ 'script[src]', 'asset', '<script src="§"></script>' ],
	[ 'source[src]', 'asset', '<source src="§">' ],
	[ 'source[srcset]', 'asset', '<source srcset="§ 480w, § 800w">' ],
	[ 'track[src]', 'asset', '<track src="§">' ],
	[ 'video[src]', 'asset', '<video src="§"></video>' ],
	[ 'video[poster]', 'asset', '<video poster="§"></video>' ],
	[ 'use[href]', 'asset', '<svg><use href="§"/></svg>' ],
	[ 'use[xlink:href]', 'asset', '<svg><use xlink:href="§"/></svg>' ],
	[ 'image[href]', 'asset', '<svg><image href="§"/></svg>' ],
	[ 'an inline style', 'asset', '<p style="background: url(§)">' ],
	[ 'a lazy source', 'asset', '<img data-src="§">' ],
	[ 'lazy candidates', 'asset', '<img data-srcset="§ 1x, § 2x">' ],
	[ 'a lazy background', 'asset', '<p data-bg="§">' ],
	[ 'a lazy background as CSS', 'asset', '<p data-bg="url(§)">' ],
	[ 'an image in a template', 'asset', '<template><img src="§"></template>' ],
	[ 'an image in noscript', 'asset', '<noscript><img src="§"></noscript>' ],
];

/** Values of attributes that hold JSON. */
const jsonAttributes: readonly Place[] = [
	[ 'settings in an attribute', 'mention', '<p data-x=\'{"src":"§"}\'>' ],
	[
		'settings in an attribute with entities',
		'mention',
		'<p data-x="{&quot;imageUrl&quot;:&quot;§&quot;,&quot;n&quot;:1}">',
	],
	[
		'a list in an attribute',
		'mention',
		'<p data-slides=\'[{"images":["§","§"]}]\'>',
	],
	[ 'a lazy attribute with JSON', 'mention', '<p data-bg=\'{"url":"§"}\'>' ],
];

/** Scripts of a page that hold JSON, with addresses from the root. */
const jsonScripts: readonly Place[] = [
	[
		'settings in a script',
		'mention',
		'<script type="application/json">{"a":{"logo":"§","srcset":"§ 1x, § 2x"}}</script>',
	],
	[
		'JSON-LD',
		'mention',
		'<script type="application/ld+json">{"@id":"§","image":["§"]}</script>',
	],
	[
		'an import map',
		'asset',
		'<script type="importmap">{"imports":{"a":"§"}}</script>',
	],
	[
		'keys of an import map',
		'mention',
		'<script type="importmap">{"imports":{"§":"b"},"scopes":{"§":{"§":null}},"integrity":{"§":"sha384-x"}}</script>',
	],
	[
		'speculation rules',
		'page',
		'<script type="speculationrules">{"prefetch":[{"urls":["§"]}]}</script>',
	],
	[
		'an inline module',
		'asset',
		'<script type="module">import "§";</script>',
	],
	[ 'a worker of a page', 'asset', '<script>new Worker( "§" );</script>' ],
];

/** Places that have whole URLs in any text. */
const texts: readonly Place[] = [
	[ 'text', 'mention', '<p>See § there</p>' ],
	[ 'a text attribute', 'mention', '<p title="See § there">' ],
	[ 'any JSON attribute', 'mention', '<p data-x=\'{"any":"§"}\'>' ],
	[ 'a description', 'mention', '<meta name="description" content="§">' ],
	[ 'an inline script', 'mention', '<script>var a = "§";</script>' ],
	[
		'interactivity state',
		'mention',
		'<script type="application/json" id="wp-script-module-data-x">{"state":{"x":"§"}}</script>',
	],
	[ 'a comment', 'mention', '<!-- § -->' ],
];

const styles: readonly Place[] = [
	[ 'url()', 'asset', 'a { b: url(§) }' ],
	[ 'a string in url()', 'asset', 'a { b: url( "§" ) }' ],
	[ 'a string of @import', 'asset', '@import "§" layer(a) screen;' ],
	[
		'url() of @import',
		'asset',
		"@import url('§') supports(display: grid);",
	],
	[ 'an image set', 'asset', 'a { b: image-set( "§" 1x, url(§) 2x ) }' ],
	[ 'a font', 'asset', '@font-face { src: url("§") format("woff2") }' ],
];

const modules: readonly Place[] = [
	[ 'a static import', 'asset', 'import a from "§";' ],
	[ 'a re-export', 'asset', "export { a } from '§';" ],
	[
		'an import with attributes',
		'asset',
		'import a from "§" with { type: "json" };',
	],
	[ 'a dynamic import', 'asset', 'const a = import( "§" );' ],
	[ 'a worker', 'asset', 'new Worker( "§", { type: "module" } );' ],
	[ 'a shared worker', 'asset', 'new SharedWorker( "§" );' ],
	[
		'a worker by its module',
		'asset',
		'import "a"; new Worker( new URL( "§", import.meta.url ) );',
	],
	[
		'a place by its module',
		'asset',
		'const a = new URL("§", import.meta.url);',
	],
	[ 'a specifier to resolve', 'asset', 'import.meta.resolve( "§" );' ],
	[ 'a service worker', 'asset', 'navigator.serviceWorker.register( "§" );' ],
	[ 'a worklet', 'asset', 'x.audioWorklet.addModule( "§" );' ],
	[ 'imported scripts', 'asset', 'importScripts( "§" );' ],
];

const manifests: readonly Place[] = [
	[ 'an icon of a manifest', 'asset', '{"icons":[{"src":"§"}]}' ],
	[ 'the start of a manifest', 'page', '{"start_url":"§"}' ],
];

const xml: readonly Place[] = [
	[ 'a sitemap', 'page', '<urlset><url><loc>§</loc></url></urlset>' ],
	[
		'an image of a sitemap',
		'asset',
		'<urlset><image:loc>§</image:loc></urlset>',
	],
	[
		'a language of a sitemap',
		'page',
		'<urlset><xhtml:link rel="alternate" href="§"/></urlset>',
	],
	[ 'a feed', 'page', '<rss><channel><link>§</link></channel></rss>' ],
	[ 'an enclosure', 'asset', '<rss><enclosure url="§"/></rss>' ],
	[
		'a tile',
		'asset',
		'<browserconfig><square70x70logo src="§"/></browserconfig>',
	],
];

const HTML = 'text/html; charset=UTF-8';
const PAGE = 'https://site.test/blog/post/';

/** Each rule in each form that its place allows: plain, with entities, with escaped slashes. */
export const formCases: readonly ReferenceCase[] = [
	...casesOf( HTML, PAGE, [
		...inForms( attributes, [ 'plain', 'entities' ] ),
		...inForms( jsonAttributes, [ 'plain', 'entities', 'escaped' ] ),
		...inForms( jsonScripts, [ 'plain', 'escaped' ] ),
		...inForms( texts, [ 'plain', 'entities', 'escaped' ], WHOLE_FORMS ),
	] ),
	...casesOf( 'text/css', 'https://site.test/css/a.css', [
		...inForms( styles, [ 'plain', 'escaped' ], STYLE_FORMS ),
	] ),
	...casesOf( 'text/javascript', 'https://site.test/js/a.js', [
		...inForms( modules, [ 'plain', 'escaped' ] ),
	] ),
	...casesOf(
		'application/manifest+json',
		'https://site.test/a.webmanifest',
		[ ...inForms( manifests, [ 'plain', 'escaped' ] ) ]
	),
	...casesOf( 'application/xml', 'https://site.test/a.xml', [
		...inForms( xml, [ 'plain', 'entities' ] ),
	] ),
];
