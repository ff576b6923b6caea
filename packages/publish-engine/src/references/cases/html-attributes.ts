import { casesOf, type CaseRow } from './types';

const HTML = 'text/html; charset=UTF-8';
const URL = 'https://site.test/blog/post/';

const links: readonly CaseRow[] = [
	[
		'a link from the root',
		'<a href="«/about/»">About</a>',
		[ 'page https://site.test/about/' ],
		'<a href="https://out.test/sub/about/">About</a>',
	],
	[
		'an absolute link',
		'<a href="«https://site.test/about/»">',
		[ 'page https://site.test/about/' ],
		'<a href="https://out.test/sub/about/">',
	],
	[
		'a relative link, which stays right where it is',
		'<a href="«../other/»">',
		[ 'page https://site.test/blog/other/' ],
		'<a href="../other/">',
	],
	[
		'a link without quotes',
		'<a href=«/about/»>',
		[ 'page https://site.test/about/' ],
		'<a href=https://out.test/sub/about/>',
	],
	[
		'a link in single quotes, upper case and white space',
		"<A HREF = ' «/about/» '>",
		[ 'page https://site.test/about/' ],
		"<A HREF = ' https://out.test/sub/about/ '>",
	],
	[
		'a link with entities, whose end keeps them',
		'<a href="«https://site.test/about/?a=1&#038;b=2&amp;c=3#x»">',
		[ 'page https://site.test/about/?a=1&b=2&c=3#x' ],
		'<a href="https://out.test/sub/about/?a=1&#038;b=2&amp;c=3#x">',
	],
	[
		'a link with its slashes as entities',
		'<a href="«https:&#x2F;&#47;site.test&#47;about&sol;»">',
		[ 'page https://site.test/about/' ],
		'<a href="https://out.test/sub&#47;about&sol;">',
	],
	[
		'no link in a fragment, an empty value or another scheme',
		'<a href="#top"></a><a href=""></a><a href="mailto:a@site.test"></a><a href="tel:1"></a><a href="javascript:void(0)"></a><a href></a>',
		[],
		'<a href="#top"></a><a href=""></a><a href="mailto:a@site.test"></a><a href="tel:1"></a><a href="javascript:void(0)"></a><a href></a>',
	],
	[
		'no link to another site',
		'<a href="https://other.test/about/"></a><a href="//other.test/"></a><a href="https://site.test.evil.test/"></a><a href="https://user@site.test/"></a>',
		[],
		'<a href="https://other.test/about/"></a><a href="//other.test/"></a><a href="https://site.test.evil.test/"></a><a href="https://user@site.test/"></a>',
	],
	[
		'the site in the query of another site’s link',
		'<a href="https://share.test/?u=«https%3A%2F%2Fsite.test%2Fabout%2F»&amp;t=x">',
		[ 'mention https://site.test/about/' ],
		'<a href="https://share.test/?u=https%3A%2F%2Fout.test%2Fsub%2Fabout%2F&amp;t=x">',
	],
	[
		'the site in a query in a query',
		'<a href="https://share.test/?u=https%3A%2F%2Flogin.test%2F%3Fto%3D«https%253A%252F%252Fsite.test%252Fabout%252F»%26x">',
		[ 'mention https://site.test/about/' ],
		'<a href="https://share.test/?u=https%3A%2F%2Flogin.test%2F%3Fto%3Dhttps%253A%252F%252Fout.test%252Fsub%252Fabout%252F%26x">',
	],
	[
		'the site in the query of its own link',
		'<a href="«https://site.test/wp-login.php?redirect_to=https%3A%2F%2Fsite.test%2Fabout%2F»">',
		[
			'page https://site.test/wp-login.php?redirect_to=https%3A%2F%2Fsite.test%2Fabout%2F',
		],
		'<a href="https://out.test/sub/wp-login.php?redirect_to=https%3A%2F%2Fout.test%2Fsub%2Fabout%2F">',
	],
	[
		'a reply link, which becomes the page’s own form',
		'<a href="«https://site.test/about/?replytocom=7#respond»" data-commentid="7">',
		[ 'page https://site.test/about/?replytocom=7#respond' ],
		'<a href="https://out.test/sub/about/#respond" data-commentid="7">',
	],
	[
		'a feed, by the file it is published as',
		'<a href="«/feed/»">',
		[ 'page https://site.test/feed/' ],
		'<a href="https://out.test/sub/feed/index.xml">',
	],
	[
		'an area, its ping and citations, which may be words',
		'<map><area href="«/about/»" ping="«/p?a» https://other.test/ «/p?b»"></map><q cite="«/about/»"><del cite="deleted it"><ins cite="see «https://site.test/about/»">',
		[
			'page https://site.test/about/',
			'endpoint https://site.test/p?a',
			'endpoint https://site.test/p?b',
			'mention https://site.test/about/',
			'mention https://site.test/about/',
		],
		'<map><area href="https://out.test/sub/about/" ping="https://out.test/sub/p?a https://other.test/ https://out.test/sub/p?b"></map><q cite="https://out.test/sub/about/"><del cite="deleted it"><ins cite="see https://out.test/sub/about/">',
	],
	[
		'where forms send',
		'<form action="«/wp-comments-post.php»"><button formaction="«/x»"></button><input type=submit formaction=«/y»></form>',
		[
			'endpoint https://site.test/wp-comments-post.php',
			'endpoint https://site.test/x',
			'endpoint https://site.test/y',
		],
		'<form action="https://out.test/sub/wp-comments-post.php"><button formaction="https://out.test/sub/x"></button><input type=submit formaction=https://out.test/sub/y></form>',
	],
];

const embedded: readonly CaseRow[] = [
	[
		'images and their candidates',
		'<img src="«/a.jpg»" srcset="«/a-1.jpg» 300w, «https://site.test/a,2.jpg» 2x,«/a-3.jpg»">',
		[
			'asset https://site.test/a.jpg',
			'asset https://site.test/a-1.jpg',
			'asset https://site.test/a,2.jpg',
			'asset https://site.test/a-3.jpg',
		],
		'<img src="https://out.test/sub/a.jpg" srcset="https://out.test/sub/a-1.jpg 300w, https://out.test/sub/a,2.jpg 2x,https://out.test/sub/a-3.jpg">',
	],
	[
		'candidates of picture sources, with foreign ones and data between them',
		'<source srcset="data:image/png;base64,AA== 1x, «/b.webp» 2x, https://other.test/c.webp 3x">',
		[ 'asset https://site.test/b.webp' ],
		'<source srcset="data:image/png;base64,AA== 1x, https://out.test/sub/b.webp 2x, https://other.test/c.webp 3x">',
	],
	[
		'the version in a query',
		'<link rel="stylesheet" href="«https://site.test/style.css?ver=7.1»" media="all">',
		[ 'asset https://site.test/style.css?ver=7.1' ],
		'<link rel="stylesheet" href="https://out.test/sub/style.css?ver=7.1" media="all">',
	],
	[
		'video, poster, sound and tracks',
		'<video src="«/v.mp4»" poster="«/p.jpg»"><track src="«/t.vtt»"><source src="«/w.webm»"></video><audio src=«/s.mp3»>',
		[
			'asset https://site.test/v.mp4',
			'asset https://site.test/p.jpg',
			'asset https://site.test/t.vtt',
			'asset https://site.test/w.webm',
			'asset https://site.test/s.mp3',
		],
		'<video src="https://out.test/sub/v.mp4" poster="https://out.test/sub/p.jpg"><track src="https://out.test/sub/t.vtt"><source src="https://out.test/sub/w.webm"></video><audio src=https://out.test/sub/s.mp3>',
	],
	[
		'frames as pages, objects and embeds as assets',
		'<iframe src="«/about/»"></iframe><embed src="«/e.pdf»"><object data="«/o.pdf»"><param name="movie" value="«/m.swf»"></object>',
		[
			'page https://site.test/about/',
			'asset https://site.test/e.pdf',
			'asset https://site.test/o.pdf',
			'asset https://site.test/m.swf',
		],
		'<iframe src="https://out.test/sub/about/"></iframe><embed src="https://out.test/sub/e.pdf"><object data="https://out.test/sub/o.pdf"><param name="movie" value="https://out.test/sub/m.swf"></object>',
	],
	[
		'scripts, image buttons and old backgrounds',
		'<script src="«/s.js»"></script><input type="image" src="«/i.png»"><body background="«/b.gif»">',
		[
			'asset https://site.test/s.js',
			'asset https://site.test/i.png',
			'asset https://site.test/b.gif',
		],
		'<script src="https://out.test/sub/s.js"></script><input type="image" src="https://out.test/sub/i.png"><body background="https://out.test/sub/b.gif">',
	],
	[
		'SVG references, old and new',
		'<svg><use href="«/i.svg#a»"/><use xlink:href="«/i.svg#b»"></use><image href="«/p.png»"/><a href="«/about/»"><text>x</text></a><title>T</title><rect fill="url(&quot;«/g.svg#x»&quot;)"/><use href="#local"/></svg>',
		[
			'asset https://site.test/i.svg#a',
			'asset https://site.test/i.svg#b',
			'asset https://site.test/p.png',
			'page https://site.test/about/',
			'asset https://site.test/g.svg#x',
		],
		'<svg><use href="https://out.test/sub/i.svg#a"/><use xlink:href="https://out.test/sub/i.svg#b"></use><image href="https://out.test/sub/p.png"/><a href="https://out.test/sub/about/"><text>x</text></a><title>T</title><rect fill="url(&quot;https://out.test/sub/g.svg#x&quot;)"/><use href="#local"/></svg>',
	],
	[
		'what follows empty elements in SVG',
		'<svg><title/><style/><script/></svg><a href="«/about/»">',
		[ 'page https://site.test/about/' ],
		'<svg><title/><style/><script/></svg><a href="https://out.test/sub/about/">',
	],
	[
		'a document in srcdoc',
		'<iframe srcdoc="&lt;img src=&quot;«/a.png?x=1&amp;amp;y=2»&quot;&gt;">',
		[ 'asset https://site.test/a.png?x=1&y=2' ],
		'<iframe srcdoc="&lt;img src=&quot;https://out.test/sub/a.png?x=1&amp;amp;y=2&quot;&gt;">',
	],
	[
		'content of templates and of noscript',
		'<template><img src="«/t.png»"></template><noscript><img src="«/n.png»"></noscript>',
		[ 'asset https://site.test/t.png', 'asset https://site.test/n.png' ],
		'<template><img src="https://out.test/sub/t.png"></template><noscript><img src="https://out.test/sub/n.png"></noscript>',
	],
	[
		'inline styles on any element',
		'<div style="background:url(«/a.png»)"></div><p style=\'background-image: url(&quot;«b.png»&quot;)\'>',
		[
			'asset https://site.test/a.png',
			'asset https://site.test/blog/post/b.png',
		],
		'<div style="background:url(https://out.test/sub/a.png)"></div><p style=\'background-image: url(&quot;b.png&quot;)\'>',
	],
	[
		'style sheets in the page',
		'<style>@import "«/i.css»"; a { background: url( «/a.png» ) } b { color: red }</style>',
		[ 'asset https://site.test/i.css', 'asset https://site.test/a.png' ],
		'<style>@import "https://out.test/sub/i.css"; a { background: url( https://out.test/sub/a.png ) } b { color: red }</style>',
	],
	[
		'a conditional comment’s elements',
		'<!--[if lt IE 9]><script src="«/old.js»"></script><![endif]-->',
		[ 'asset https://site.test/old.js' ],
		'<!--[if lt IE 9]><script src="https://out.test/sub/old.js"></script><![endif]-->',
	],
];

const lazy: readonly CaseRow[] = [
	[
		'lazy images, relative ones included',
		'<img data-src="«images/a.jpg»" data-lazy-src="«/b.jpg»" data-original="«../c.jpg»">',
		[
			'asset https://site.test/blog/post/images/a.jpg',
			'asset https://site.test/b.jpg',
			'asset https://site.test/blog/c.jpg',
		],
		'<img data-src="images/a.jpg" data-lazy-src="https://out.test/sub/b.jpg" data-original="../c.jpg">',
	],
	[
		'lazy candidates',
		'<img data-srcset="«/a.jpg» 1x, «/b.jpg» 2x" data-lazy-srcset="«/c.jpg» 300w">',
		[
			'asset https://site.test/a.jpg',
			'asset https://site.test/b.jpg',
			'asset https://site.test/c.jpg',
		],
		'<img data-srcset="https://out.test/sub/a.jpg 1x, https://out.test/sub/b.jpg 2x" data-lazy-srcset="https://out.test/sub/c.jpg 300w">',
	],
	[
		'lazy backgrounds, bare and as CSS',
		'<div data-bg="«/a.jpg»"></div><div data-bg="url(«/b.jpg»)"></div><div data-background-image=\'url("«/c.jpg»")\'>',
		[
			'asset https://site.test/a.jpg',
			'asset https://site.test/b.jpg',
			'asset https://site.test/c.jpg',
		],
		'<div data-bg="https://out.test/sub/a.jpg"></div><div data-bg="url(https://out.test/sub/b.jpg)"></div><div data-background-image=\'url("https://out.test/sub/c.jpg")\'>',
	],
	[
		'pages that scripts open',
		'<div data-href="«/about/»" data-permalink="«https://site.test/about/»" data-url="«../x/»">',
		[
			'page https://site.test/about/',
			'page https://site.test/about/',
			'page https://site.test/blog/x/',
		],
		'<div data-href="https://out.test/sub/about/" data-permalink="https://out.test/sub/about/" data-url="../x/">',
	],
	[
		'no URL in words',
		'<div data-src="hero" data-bg="dark" data-image="12" data-url="{{ link }}" data-file="a b/c">',
		[],
		'<div data-src="hero" data-bg="dark" data-image="12" data-url="{{ link }}" data-file="a b/c">',
	],
	[
		'JSON in attributes',
		'<div data-wp-context=\'{"src":"«https:\\/\\/site.test\\/a.jpg»"}\' data-settings="{&quot;u&quot;:&quot;«https:\\/\\/site.test\\/about\\/?a=1&amp;b=2»&quot;}">',
		[
			'mention https://site.test/a.jpg',
			'mention https://site.test/about/?a=1&b=2',
		],
		'<div data-wp-context=\'{"src":"https:\\/\\/out.test\\/sub\\/a.jpg"}\' data-settings="{&quot;u&quot;:&quot;https:\\/\\/out.test\\/sub\\/about\\/?a=1&amp;b=2&quot;}">',
	],
	[
		'no address in other words of settings',
		'<div data-x=\'{"url":"about","src":"hero","route":"/wp/v2","image":"{{ x }}","link":"https://other.test/","href":"#a","/x/":"/y/"}\' data-y="[shortcode]" data-z="{ /x/ }">',
		[],
		'<div data-x=\'{"url":"about","src":"hero","route":"/wp/v2","image":"{{ x }}","link":"https://other.test/","href":"#a","/x/":"/y/"}\' data-y="[shortcode]" data-z="{ /x/ }">',
	],
	[
		'absolute URLs in any other attribute',
		'<div onclick="location=\'«https://site.test/about/»\'" title="See «https://site.test/about/»." data-x="«//site.test/y»">',
		[
			'mention https://site.test/about/',
			'mention https://site.test/about/',
			'mention https://site.test/y',
		],
		'<div onclick="location=\'https://out.test/sub/about/\'" title="See https://out.test/sub/about/." data-x="https://out.test/sub/y">',
	],
];

const text: readonly CaseRow[] = [
	[
		'mentions in text, where punctuation ends them',
		'<p>Go to «https://site.test/about/», or «http://site.test». (See «https://site.test/x»)</p>',
		[
			'mention https://site.test/about/',
			'mention https://site.test',
			'mention https://site.test/x',
		],
		'<p>Go to https://out.test/sub/about/, or https://out.test/sub. (See https://out.test/sub/x)</p>',
	],
	[
		'mentions in comments, titles and text areas',
		'<!-- «https://site.test/about/» --><title>«https://site.test/»</title><textarea>&lt;a href="«https://site.test/?a&amp;b»"&gt;</textarea>',
		[
			'mention https://site.test/about/',
			'mention https://site.test/',
			'mention https://site.test/?a&b',
		],
		'<!-- https://out.test/sub/about/ --><title>https://out.test/sub/</title><textarea>&lt;a href="https://out.test/sub/?a&amp;b"&gt;</textarea>',
	],
	[
		'no mention in a bare host name, a mail address or a longer host',
		'<p>site.test a@site.test https://site.test.au/ https://www.site.test/ ftp://site.test/</p>',
		[],
		'<p>site.test a@site.test https://site.test.au/ https://www.site.test/ ftp://site.test/</p>',
	],
];

export const htmlAttributeCases = casesOf( HTML, URL, [
	...links,
	...embedded,
	...lazy,
	...text,
] );
