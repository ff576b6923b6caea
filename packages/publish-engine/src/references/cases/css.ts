import { casesOf, type CaseRow } from './types';

const rows: readonly CaseRow[] = [
	[
		'url() in every form',
		'a { b: url(«/a.png») url( "«/b.png»" ) url(\'«/c.png»\') URL(«/d.png») }',
		[
			'asset https://site.test/a.png',
			'asset https://site.test/b.png',
			'asset https://site.test/c.png',
			'asset https://site.test/d.png',
		],
		'a { b: url(https://out.test/sub/a.png) url( "https://out.test/sub/b.png" ) url(\'https://out.test/sub/c.png\') URL(https://out.test/sub/d.png) }',
	],
	[
		'relative URLs, which travel with the style sheet',
		'@font-face { src: url("«fonts/a.woff2?v=1#x»") format("woff2"), url(«../b.woff») }',
		[
			'asset https://site.test/theme/fonts/a.woff2?v=1#x',
			'asset https://site.test/b.woff',
		],
		'@font-face { src: url("fonts/a.woff2?v=1#x") format("woff2"), url(../b.woff) }',
	],
	[
		'imports with layers and media, as strings and as url()',
		'@import "«/a.css»" layer(base) supports(display: grid) screen; @IMPORT url(«/b.css») layer; @import \'«/c.css»\';',
		[
			'asset https://site.test/a.css',
			'asset https://site.test/b.css',
			'asset https://site.test/c.css',
		],
		'@import "https://out.test/sub/a.css" layer(base) supports(display: grid) screen; @IMPORT url(https://out.test/sub/b.css) layer; @import \'https://out.test/sub/c.css\';',
	],
	[
		'strings of an image set, but not its types',
		'a { b: image-set( "«/a.avif»" type("image/avif"), url(«/b.png») 2x ); c: -webkit-image-set("«/c.png»" 1x) }',
		[
			'asset https://site.test/a.avif',
			'asset https://site.test/b.png',
			'asset https://site.test/c.png',
		],
		'a { b: image-set( "https://out.test/sub/a.avif" type("image/avif"), url(https://out.test/sub/b.png) 2x ); c: -webkit-image-set("https://out.test/sub/c.png" 1x) }',
	],
	[
		'no place in @namespace',
		'@namespace svg "https://site.test/svg"; @namespace url(https://site.test/x); a { b: url(«/a.png») }',
		[ 'asset https://site.test/a.png' ],
		'@namespace svg "https://site.test/svg"; @namespace url(https://site.test/x); a { b: url(https://out.test/sub/a.png) }',
	],
	[
		'escaped URLs',
		'a { b: url(«/a\\ b\\28 1\\29.png»); c: \\75 rl("«https:\\/\\/site.test\\/c.png»"); d: url(«\\2f d.png») }',
		[
			'asset https://site.test/a%20b(1).png',
			'asset https://site.test/c.png',
			'asset https://site.test/d.png',
		],
		'a { b: url(https://out.test/sub/a%20b\\28 1\\29.png); c: \\75 rl("https://out.test/sub\\/c.png"); d: url(https://out.test/sub\\2f d.png) }',
	],
	[
		'nothing relative in comments and content',
		'/* url(/a.png) */ a { content: "url(/b.png)"; content: "/c.png" }',
		[],
		'/* url(/a.png) */ a { content: "url(/b.png)"; content: "/c.png" }',
	],
	[
		'absolute mentions in comments and content',
		'/* Theme URI: «https://site.test/about/» */ a { content: "«https://site.test/»"; b: url(x:y) }',
		[ 'mention https://site.test/about/', 'mention https://site.test/' ],
		'/* Theme URI: https://out.test/sub/about/ */ a { content: "https://out.test/sub/"; b: url(x:y) }',
	],
	[
		'no data, no fragment, no empty url()',
		'a { b: url(data:image/png;base64,AA//) url(#c) url() url("") }',
		[],
		'a { b: url(data:image/png;base64,AA//) url(#c) url() url("") }',
	],
	[
		'the source map',
		'a { b: url(«/a.png») } /*# sourceMappingURL=«/style.css.map» */',
		[
			'asset https://site.test/a.png',
			'mention https://site.test/style.css.map',
		],
		'a { b: url(https://out.test/sub/a.png) } /*# sourceMappingURL=https://out.test/sub/style.css.map */',
	],
];

export const cssCases = casesOf(
	'text/css; charset=UTF-8',
	'https://site.test/theme/style.css',
	rows
);
