import { casesOf } from './types';

export const dataCases = [
	...casesOf(
		'application/manifest+json',
		'https://site.test/m.webmanifest',
		[
			[
				'what a web manifest names',
				'{"name":"/x/","start_url":"«/»","scope":"«/»","id":"«/?app»","icons":[{"src":"«icons/a.png»","sizes":"1x1"}],"shortcuts":[{"url":"«\\/about\\/»","icons":[{"src":"«\\/s.png»"}]}],"share_target":{"action":"«/share»"}}',
				[
					'page https://site.test/',
					'mention https://site.test/',
					'mention https://site.test/?app',
					'asset https://site.test/icons/a.png',
					'page https://site.test/about/',
					'asset https://site.test/s.png',
					'endpoint https://site.test/share',
				],
				'{"name":"/x/","start_url":"https://out.test/sub/","scope":"https://out.test/sub/","id":"https://out.test/sub/?app","icons":[{"src":"icons/a.png","sizes":"1x1"}],"shortcuts":[{"url":"https:\\/\\/out.test\\/sub\\/about\\/","icons":[{"src":"https:\\/\\/out.test\\/sub\\/s.png"}]}],"share_target":{"action":"https://out.test/sub/share"}}',
			],
		]
	),
	...casesOf( 'application/json', 'https://site.test/x.json', [
		[
			'absolute URLs in JSON, and no relative ones',
			'{"a":"«https:\\/\\/site.test\\/about\\/»","b":"\\/about\\/","«https://site.test/k»":1,"c":"<a href=\\"«https://site.test/x»\\">"}',
			[
				'mention https://site.test/about/',
				'mention https://site.test/k',
				'mention https://site.test/x',
			],
			'{"a":"https:\\/\\/out.test\\/sub\\/about\\/","b":"\\/about\\/","https://out.test/sub/k":1,"c":"<a href=\\"https://out.test/sub/x\\">"}',
		],
	] ),
	...casesOf( 'text/plain', 'https://site.test/robots.txt', [
		[
			'sitemaps and rules of robots.txt',
			'User-agent: *\nDisallow: «/»wp-admin/\nAllow: «/»wp-admin/admin-ajax.php\nDisallow:\n\nSitemap: «https://site.test/wp-sitemap.xml»\n',
			[
				'mention https://site.test/',
				'mention https://site.test/',
				'page https://site.test/wp-sitemap.xml',
			],
			'User-agent: *\nDisallow: /sub/wp-admin/\nAllow: /sub/wp-admin/admin-ajax.php\nDisallow:\n\nSitemap: https://out.test/sub/wp-sitemap.xml\n',
		],
	] ),
	...casesOf( 'text/plain', 'https://site.test/llms.txt', [
		[
			'mentions in plain text',
			'- [About](«https://site.test/about/»): who <«https://site.test/»>\n',
			[
				'mention https://site.test/about/',
				'mention https://site.test/',
			],
			'- [About](https://out.test/sub/about/): who <https://out.test/sub/>\n',
		],
	] ),
];
