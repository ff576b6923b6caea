import { casesOf, type CaseRow } from './types';

const rows: readonly CaseRow[] = [
	[
		'icons, manifests and preloads',
		'<link rel="shortcut icon" href="«/f.ico»"><link rel="apple-touch-icon" href="«/t.png»"><link rel=manifest href=«/m.webmanifest»><link rel="preload" as="image" imagesrcset="«/a.jpg» 1x, «/b.jpg» 2x" href="«/a.jpg»"><link rel="modulepreload" href="«/m.js»">',
		[
			'asset https://site.test/f.ico',
			'asset https://site.test/t.png',
			'asset https://site.test/m.webmanifest',
			'asset https://site.test/a.jpg',
			'asset https://site.test/b.jpg',
			'asset https://site.test/a.jpg',
			'asset https://site.test/m.js',
		],
		'<link rel="shortcut icon" href="https://out.test/sub/f.ico"><link rel="apple-touch-icon" href="https://out.test/sub/t.png"><link rel=manifest href=https://out.test/sub/m.webmanifest><link rel="preload" as="image" imagesrcset="https://out.test/sub/a.jpg 1x, https://out.test/sub/b.jpg 2x" href="https://out.test/sub/a.jpg"><link rel="modulepreload" href="https://out.test/sub/m.js">',
	],
	[
		'canonical, alternates and neighbours',
		'<link rel="canonical" href="«https://site.test/about/»"><link rel="alternate" hreflang="de" href="«/de/»"><link rel="alternate" type="application/rss+xml" href="«https://site.test/feed/»"><link rel="next" href="«/about/page/2/»">',
		[
			'page https://site.test/about/',
			'page https://site.test/de/',
			'page https://site.test/feed/',
			'page https://site.test/about/page/2/',
		],
		'<link rel="canonical" href="https://out.test/sub/about/"><link rel="alternate" hreflang="de" href="https://out.test/sub/de/"><link rel="alternate" type="application/rss+xml" href="https://out.test/sub/feed/index.xml"><link rel="next" href="https://out.test/sub/about/page/2/">',
	],
	[
		'what only WordPress answers, and follows none of it',
		'<link rel="https://api.w.org/" href="«https://site.test/wp-json/»"><link rel="EditURI" href="«https://site.test/xmlrpc.php?rsd»"><link rel="pingback" href="«/xmlrpc.php»"><link rel="alternate" type="application/json+oembed" href="«https://site.test/wp-json/oembed/1.0/embed?url=https%3A%2F%2Fsite.test%2Fabout%2F»"><link rel="shortlink" href="«https://site.test/?p=2»">',
		[
			'endpoint https://site.test/wp-json/',
			'endpoint https://site.test/xmlrpc.php?rsd',
			'endpoint https://site.test/xmlrpc.php',
			'endpoint https://site.test/wp-json/oembed/1.0/embed?url=https%3A%2F%2Fsite.test%2Fabout%2F',
			'mention https://site.test/?p=2',
		],
		'<link rel="https://api.w.org/" href="https://out.test/sub/wp-json/"><link rel="EditURI" href="https://out.test/sub/xmlrpc.php?rsd"><link rel="pingback" href="https://out.test/sub/xmlrpc.php"><link rel="alternate" type="application/json+oembed" href="https://out.test/sub/wp-json/oembed/1.0/embed?url=https%3A%2F%2Fout.test%2Fsub%2Fabout%2F"><link rel="shortlink" href="https://out.test/sub/?p=2">',
	],
	[
		'a host that is looked up early',
		"<link rel='dns-prefetch' href='«//site.test»' />",
		[ 'mention https://site.test/' ],
		"<link rel='dns-prefetch' href='https://out.test/sub/' />",
	],
	[
		'where a refresh goes',
		'<meta http-equiv="refresh" content="5; url=«/about/»"><meta http-equiv=Refresh content="0;URL=\'«/x/?a=1&amp;b=2»\'"><meta http-equiv="refresh" content="30">',
		[
			'page https://site.test/about/',
			'page https://site.test/x/?a=1&b=2',
		],
		'<meta http-equiv="refresh" content="5; url=https://out.test/sub/about/"><meta http-equiv=Refresh content="0;URL=\'https://out.test/sub/x/?a=1&amp;b=2\'"><meta http-equiv="refresh" content="30">',
	],
	[
		'addresses and images for social media',
		'<meta property="og:url" content="«https://site.test/about/»"><meta property="og:image" content="«/a.jpg»"><meta name="twitter:image" content="«//site.test/b.jpg»"><meta name="description" content="See «https://site.test/about/» today">',
		[
			'page https://site.test/about/',
			'asset https://site.test/a.jpg',
			'asset https://site.test/b.jpg',
			'mention https://site.test/about/',
		],
		'<meta property="og:url" content="https://out.test/sub/about/"><meta property="og:image" content="https://out.test/sub/a.jpg"><meta name="twitter:image" content="https://out.test/sub/b.jpg"><meta name="description" content="See https://out.test/sub/about/ today">',
	],
	[
		'tile images',
		'<meta name="msapplication-TileImage" content="«/t.png»"><meta name="msapplication-config" content="«/browserconfig.xml»">',
		[
			'asset https://site.test/t.png',
			'asset https://site.test/browserconfig.xml',
		],
		'<meta name="msapplication-TileImage" content="https://out.test/sub/t.png"><meta name="msapplication-config" content="https://out.test/sub/browserconfig.xml">',
	],
	[
		'the base, and what it changes',
		'<base href="«/about/»"><img src="«a.png»"><a href="#top">',
		[
			'mention https://site.test/about/',
			'asset https://site.test/about/a.png',
		],
		'<base href="https://out.test/sub/about/"><img src="https://out.test/sub/about/a.png"><a href="#top">',
	],
	[
		'nothing relative below a foreign base',
		'<base href="https://other.test/"><img src="/a.png"><img src="«https://site.test/b.png»">',
		[ 'asset https://site.test/b.png' ],
		'<base href="https://other.test/"><img src="/a.png"><img src="https://out.test/sub/b.png">',
	],
	[
		'all that is relative below a base that browsers ignore',
		'<base href="data:text/html,x"><img src="«/a.png»"><base href="«/about/»"><img src="«b.png»">',
		[
			'asset https://site.test/a.png',
			'mention https://site.test/about/',
			'asset https://site.test/blog/post/b.png',
		],
		'<base href="data:text/html,x"><img src="https://out.test/sub/a.png"><base href="https://out.test/sub/about/"><img src="https://out.test/sub/blog/post/b.png">',
	],
	[
		'no namespace',
		'<html xmlns="https://site.test/ns" prefix="og: https://ogp.me/ns#"><head profile="https://site.test/xfn">',
		[],
		'<html xmlns="https://site.test/ns" prefix="og: https://ogp.me/ns#"><head profile="https://site.test/xfn">',
	],
];

export const htmlHeadCases = casesOf(
	'text/html; charset=UTF-8',
	'https://site.test/blog/post/',
	rows
);
