import { casesOf } from './types';

/** The same address as people and plugins write it. */
export const spellingCases = casesOf(
	'text/html; charset=UTF-8',
	'https://site.test/blog/post/',
	[
		[
			'the other scheme',
			'<a href="«http://site.test/about/»">',
			[ 'page https://site.test/about/' ],
			'<a href="https://out.test/sub/about/">',
		],
		[
			'no scheme',
			'<a href="«//site.test/about/»">',
			[ 'page https://site.test/about/' ],
			'<a href="https://out.test/sub/about/">',
		],
		[
			'the web’s own ports, but not another server’s',
			'<a href="«https://site.test:443/about/»"></a><a href="«http://site.test:80/about/»"></a><a href="https://site.test:8080/about/">',
			[
				'page https://site.test/about/',
				'page https://site.test/about/',
			],
			'<a href="https://out.test/sub/about/"></a><a href="https://out.test/sub/about/"></a><a href="https://site.test:8080/about/">',
		],
		[
			'an upper-case host',
			'<a href="«HTTPS://Site.TEST/about/»">«https://SITE.test/about/»</a>',
			[
				'page https://site.test/about/',
				'mention https://site.test/about/',
			],
			'<a href="https://out.test/sub/about/">https://out.test/sub/about/</a>',
		],
		[
			'dots, backslashes and a trailing dot-segment',
			'<a href="«https://site.test/x/../about/»"></a><a href="«\\about\\»"></a><a href="«/about/./»">',
			[
				'page https://site.test/about/',
				'page https://site.test/about/',
				'page https://site.test/about/',
			],
			'<a href="https://out.test/sub/about/"></a><a href="https://out.test/sub/about/"></a><a href="https://out.test/sub/about/">',
		],
		[
			'letters of any script, raw and encoded, which keep their form',
			'<a href="«/über/»"></a><a href="«/%c3%bcber/»"></a><a href="«/&uuml;ber/»"></a><img src="«/日本.png»">',
			[
				'page https://site.test/%C3%BCber/',
				'page https://site.test/%C3%BCber/',
				'page https://site.test/%C3%BCber/',
				'asset https://site.test/%E6%97%A5%E6%9C%AC.png',
			],
			'<a href="https://out.test/sub/über/"></a><a href="https://out.test/sub/%c3%bcber/"></a><a href="https://out.test/sub/&uuml;ber/"></a><img src="https://out.test/sub/日本.png">',
		],
		[
			'tabs and line ends anywhere, which browsers leave out',
			'<a href="«ht\ntps://site.test/about/»"></a><a href="«/\t/site.test/ab&#10;out/»"></a>',
			[
				'page https://site.test/about/',
				'page https://site.test/about/',
			],
			'<a href="https://out.test/sub/about/"></a><a href="https://out.test/sub/about/"></a>',
		],
		[
			'spaces and quotes',
			'<a href="«/a b/»"></a><a href="«/it\'s/»"></a><a href=\'«/it&#039;s/»\'>',
			[
				'page https://site.test/a%20b/',
				"page https://site.test/it's/",
				"page https://site.test/it's/",
			],
			'<a href="https://out.test/sub/a%20b/"></a><a href="https://out.test/sub/it\'s/"></a><a href=\'https://out.test/sub/it&#039;s/\'>',
		],
	]
);
