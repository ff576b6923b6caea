import { casesOf, type CaseRow } from './types';

const files: readonly CaseRow[] = [
	[
		'static imports and re-exports',
		'import a from "«./a.js»"; import \'«/b.js»\'; export * from "«../c.js»"; import "@wordpress/hooks";',
		[
			'asset https://site.test/js/a.js',
			'asset https://site.test/b.js',
			'asset https://site.test/c.js',
		],
		'import a from "./a.js"; import \'https://out.test/sub/b.js\'; export * from "../c.js"; import "@wordpress/hooks";',
	],
	[
		'dynamic imports with literal specifiers',
		'const x = await import( "«/a.js»" ); import(/* hint */ \'«./b.js»\'); import( name ); import( "./" + name );',
		[ 'asset https://site.test/a.js', 'asset https://site.test/js/b.js' ],
		'const x = await import( "https://out.test/sub/a.js" ); import(/* hint */ \'./b.js\'); import( name ); import( "./" + name );',
	],
	[
		'workers and places relative to the module',
		'new Worker( "«/w.js»" ); new Worker( new URL( "«./x.js»", import.meta.url ) ); navigator.serviceWorker.register("«/sw.js»"); importScripts(\'«/i.js»\'); export {};',
		[
			'asset https://site.test/w.js',
			'asset https://site.test/js/x.js',
			'asset https://site.test/sw.js',
			'asset https://site.test/i.js',
		],
		'new Worker( "https://out.test/sub/w.js" ); new Worker( new URL( "./x.js", import.meta.url ) ); navigator.serviceWorker.register("https://out.test/sub/sw.js"); importScripts(\'https://out.test/sub/i.js\'); export {};',
	],
	[
		'the source map',
		'var a;\n//# sourceMappingURL=«a.js.map»\n',
		[ 'mention https://site.test/js/a.js.map' ],
		'var a;\n//# sourceMappingURL=a.js.map\n',
	],
	[
		'absolute URLs, plain and with escaped slashes',
		'var a = "«https://site.test/about/»", b = "«https:\\/\\/site.test\\/about\\/»", c = \'«//site.test/x»\', d = `«https://site.test/y/»${ z }`;',
		[
			'mention https://site.test/about/',
			'mention https://site.test/about/',
			'mention https://site.test/x',
			'mention https://site.test/y/',
		],
		'var a = "https://out.test/sub/about/", b = "https:\\/\\/out.test\\/sub\\/about\\/", c = \'https://out.test/sub/x\', d = `https://out.test/sub/y/${ z }`;',
	],
	[
		'absolute URLs with letters as escapes, or percent-encoded',
		'var a = "«http:\\u002F\\u002Fsite.test\\u002Fcaf\\u00e9\\u002F»", b = "x?u=«https%3A%2F%2Fsite.test%2Fabout%2F»&y", c = "«https:\\x2f\\x2fsite.test\\x2fd»";',
		[
			'mention https://site.test/caf%C3%A9/',
			'mention https://site.test/about/',
			'mention https://site.test/d',
		],
		'var a = "https:\\/\\/out.test\\/sub\\u002Fcaf\\u00e9\\u002F", b = "x?u=https%3A%2F%2Fout.test%2Fsub%2Fabout%2F&y", c = "https:\\/\\/out.test\\/sub\\x2fd";',
	],
	[
		'JSON in a string',
		'JSON.parse( "{\\"u\\":\\"«https:\\\\\\/\\\\\\/site.test\\\\\\/about\\\\\\/»\\"}" ); x = "<a href=\\"«https:\\/\\/site.test\\/?a=1&amp;b=2»\\">";',
		[
			'mention https://site.test/about/',
			'mention https://site.test/?a=1&b=2',
		],
		'JSON.parse( "{\\"u\\":\\"https:\\\\\\/\\\\\\/out.test\\\\\\/sub\\\\\\/about\\\\\\/\\"}" ); x = "<a href=\\"https:\\/\\/out.test\\/sub\\/?a=1&amp;b=2\\">";',
	],
	[
		'the address that a script puts paths behind, without a slash that is not there',
		'var home = "«https://site.test»", api = home + "/wp-json/";',
		[ 'mention https://site.test' ],
		'var home = "https://out.test/sub", api = home + "/wp-json/";',
	],
	[
		'no relative path in strings',
		'var a = "/about/", b = "./x.js", c = "import \\"./y.js\\"";',
		[],
		'var a = "/about/", b = "./x.js", c = "import \\"./y.js\\"";',
	],
];

const inline: readonly CaseRow[] = [
	[
		'settings that WordPress prints for scripts',
		'<script id="x-js-extra">\nvar x = {"ajaxurl":"«https:\\/\\/site.test\\/wp-admin\\/admin-ajax.php»","home":"«https:\\/\\/site.test»"};\n</script>',
		[
			'mention https://site.test/wp-admin/admin-ajax.php',
			'mention https://site.test',
		],
		'<script id="x-js-extra">\nvar x = {"ajaxurl":"https:\\/\\/out.test\\/sub\\/wp-admin\\/admin-ajax.php","home":"https:\\/\\/out.test\\/sub"};\n</script>',
	],
	[
		'inline modules',
		'<script type="module">import "«/a.js»"; import("«./b.js»");</script>',
		[
			'asset https://site.test/a.js',
			'asset https://site.test/blog/post/b.js',
		],
		'<script type="module">import "https://out.test/sub/a.js"; import("./b.js");</script>',
	],
	[
		'import maps',
		'<script type="importmap" id="wp-importmap">{"imports":{"@wordpress/interactivity":"«https:\\/\\/site.test\\/i.js?ver=1»","a\\/":"«.\\/lib\\/»","b":"c"},"scopes":{"«\\/s\\/»":{"x":"«\\/x.js»"}},"integrity":{"https://other.test/":"sha"}}</script>',
		[
			'asset https://site.test/i.js?ver=1',
			'asset https://site.test/blog/post/lib/',
			'mention https://site.test/s/',
			'asset https://site.test/x.js',
		],
		'<script type="importmap" id="wp-importmap">{"imports":{"@wordpress/interactivity":"https:\\/\\/out.test\\/sub\\/i.js?ver=1","a\\/":".\\/lib\\/","b":"c"},"scopes":{"https:\\/\\/out.test\\/sub\\/s\\/":{"x":"https:\\/\\/out.test\\/sub\\/x.js"}},"integrity":{"https://other.test/":"sha"}}</script>',
	],
	[
		'speculation rules, lists and patterns',
		'<script type="speculationrules">{"prefetch":[{"source":"list","urls":["«\\/about\\/»"]},{"source":"document","where":{"and":[{"href_matches":"«\\/»*"},{"not":{"href_matches":["«\\/»wp-*.php","«\\/»*\\\\?(.+)"]}},{"not":{"selector_matches":"a[rel~=\\"nofollow\\"]"}}]},"eagerness":"conservative"}]}</script>',
		[
			'page https://site.test/about/',
			'mention https://site.test/',
			'mention https://site.test/',
			'mention https://site.test/',
		],
		'<script type="speculationrules">{"prefetch":[{"source":"list","urls":["https:\\/\\/out.test\\/sub\\/about\\/"]},{"source":"document","where":{"and":[{"href_matches":"\\/sub\\/*"},{"not":{"href_matches":["\\/sub\\/wp-*.php","\\/sub\\/*\\\\?(.+)"]}},{"not":{"selector_matches":"a[rel~=\\"nofollow\\"]"}}]},"eagerness":"conservative"}]}</script>',
	],
	[
		'JSON-LD and interactivity state',
		'<script type="application/ld+json">{"@context":"https:\\/\\/schema.org","url":"«https:\\/\\/site.test\\/about\\/»","logo":"«https://site.test/a.png»"}</script><script type="application/json" id="wp-script-module-data-x">{"state":{"u":"«http:\\u002f\\u002fsite.test\\u002fabout\\u002f»"}}</script>',
		[
			'mention https://site.test/about/',
			'mention https://site.test/a.png',
			'mention https://site.test/about/',
		],
		'<script type="application/ld+json">{"@context":"https:\\/\\/schema.org","url":"https:\\/\\/out.test\\/sub\\/about\\/","logo":"https://out.test/sub/a.png"}</script><script type="application/json" id="wp-script-module-data-x">{"state":{"u":"https:\\/\\/out.test\\/sub\\u002fabout\\u002f"}}</script>',
	],
	[
		'markup in script templates, but no placeholders',
		'<script type="text/html" id="tmpl-x"><img src="«/a.png»"><a href="{{ data.link }}"><# if ( x < 1 ) { #></script>',
		[ 'asset https://site.test/a.png' ],
		'<script type="text/html" id="tmpl-x"><img src="https://out.test/sub/a.png"><a href="{{ data.link }}"><# if ( x < 1 ) { #></script>',
	],
	[
		'nothing in a script that only looks like markup',
		'<script>document.write( \'<img src="/a.png">\' ); if ( a<b ) {}</script><img src="«/b.png»">',
		[ 'asset https://site.test/b.png' ],
		'<script>document.write( \'<img src="/a.png">\' ); if ( a<b ) {}</script><img src="https://out.test/sub/b.png">',
	],
];

export const scriptCases = [
	...casesOf( 'text/javascript', 'https://site.test/js/main.js', files ),
	...casesOf( 'text/html', 'https://site.test/blog/post/', inline ),
];
