import { casesOf } from './types';

export const xmlCases = [
	...casesOf(
		'application/rss+xml; charset=UTF-8',
		'https://site.test/feed/',
		[
			[
				'everything that a feed names',
				'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:x="https://site.test/ns"><channel><atom:link href="«https://site.test/feed/»" rel="self"/><link>«https://site.test»</link><image><url>«https://site.test/i.png»</url></image><item><link>«https://site.test/about/»</link><comments>«https://site.test/about/#respond»</comments><guid isPermaLink="false">«https://site.test/?p=2»</guid><enclosure url="«https://site.test/s.mp3»" length="1"/><wfw:commentRss>«https://site.test/about/feed/»</wfw:commentRss></item></channel></rss>',
				[
					'page https://site.test/feed/',
					'page https://site.test/',
					'asset https://site.test/i.png',
					'page https://site.test/about/',
					'page https://site.test/about/#respond',
					'mention https://site.test/?p=2',
					'asset https://site.test/s.mp3',
					'page https://site.test/about/feed/',
				],
				'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:x="https://site.test/ns"><channel><atom:link href="https://out.test/sub/feed/index.xml" rel="self"/><link>https://out.test/sub/</link><image><url>https://out.test/sub/i.png</url></image><item><link>https://out.test/sub/about/</link><comments>https://out.test/sub/about/#respond</comments><guid isPermaLink="false">https://out.test/sub/?p=2</guid><enclosure url="https://out.test/sub/s.mp3" length="1"/><wfw:commentRss>https://out.test/sub/about/feed/</wfw:commentRss></item></channel></rss>',
			],
			[
				'HTML in a feed, in CDATA and escaped',
				'<rss><item><description><![CDATA[<p>At <a href="«https://site.test/about/»">x</a></p>]]></description><content:encoded><![CDATA[<img src="«https://site.test/a.jpg»" srcset="«https://site.test/b.jpg» 2x"> &amp; «https://site.test/?a=1&#038;b=2»]]></content:encoded><summary>&lt;a href=&quot;«/about/?a=1&amp;amp;b=2»&quot;&gt;</summary></item></rss>',
				[
					'page https://site.test/about/',
					'asset https://site.test/a.jpg',
					'asset https://site.test/b.jpg',
					'mention https://site.test/?a=1&b=2',
					'page https://site.test/about/?a=1&b=2',
				],
				'<rss><item><description><![CDATA[<p>At <a href="https://out.test/sub/about/">x</a></p>]]></description><content:encoded><![CDATA[<img src="https://out.test/sub/a.jpg" srcset="https://out.test/sub/b.jpg 2x"> &amp; https://out.test/sub/?a=1&#038;b=2]]></content:encoded><summary>&lt;a href=&quot;https://out.test/sub/about/?a=1&amp;amp;b=2&quot;&gt;</summary></item></rss>',
			],
		]
	),
	...casesOf(
		'application/xml; charset=UTF-8',
		'https://site.test/wp-sitemap.xml',
		[
			[
				'sitemaps and their style sheet',
				"<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet type=\"text/xsl\" href=\"«https://site.test/wp-sitemap.xsl»\" ?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>«https://site.test/about/»</loc><image:image><image:loc>«https://site.test/a.jpg?x=1&amp;y=2»</image:loc></image:image><xhtml:link rel='alternate' hreflang='de' href='«https://site.test/de/»'/></url></urlset>",
				[
					'asset https://site.test/wp-sitemap.xsl',
					'page https://site.test/about/',
					'asset https://site.test/a.jpg?x=1&y=2',
					'page https://site.test/de/',
				],
				"<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet type=\"text/xsl\" href=\"https://out.test/sub/wp-sitemap.xsl\" ?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://out.test/sub/about/</loc><image:image><image:loc>https://out.test/sub/a.jpg?x=1&amp;y=2</image:loc></image:image><xhtml:link rel='alternate' hreflang='de' href='https://out.test/sub/de/'/></url></urlset>",
			],
			[
				'tiles in browserconfig',
				'<browserconfig><msapplication><tile><square70x70logo src="«/tile.png»"/></tile></msapplication></browserconfig>',
				[ 'asset https://site.test/tile.png' ],
				'<browserconfig><msapplication><tile><square70x70logo src="https://out.test/sub/tile.png"/></tile></msapplication></browserconfig>',
			],
		]
	),
	...casesOf( 'application/xml', 'https://site.test/wp-sitemap.xsl', [
		[
			'pages that a style sheet for XML makes',
			'<?xml version="1.0"?><xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><html><head><style>a { b: url(«/a.png») }</style></head><body><a href="{loc}">x</a><a href="«https://site.test/»">«https://site.test/about/»</a></body></html></xsl:template></xsl:stylesheet>',
			[
				'asset https://site.test/a.png',
				'page https://site.test/',
				'mention https://site.test/about/',
			],
			'<?xml version="1.0"?><xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><html><head><style>a { b: url(https://out.test/sub/a.png) }</style></head><body><a href="{loc}">x</a><a href="https://out.test/sub/">https://out.test/sub/about/</a></body></html></xsl:template></xsl:stylesheet>',
		],
	] ),
	...casesOf( 'image/svg+xml', 'https://site.test/i/a.svg', [
		[
			'images, links, styles and scripts of a drawing',
			'<?xml version="1.0"?><?xml-stylesheet href="«/s.css»"?><svg xmlns="http://www.w3.org/2000/svg"><style><![CDATA[ a { fill: url(«b.svg#x») } ]]></style><image xlink:href="«c.png»"/><a href="«/about/»"/><use href="#y"/><script href="«/s.js»"/></svg>',
			[
				'asset https://site.test/s.css',
				'asset https://site.test/i/b.svg#x',
				'asset https://site.test/i/c.png',
				'page https://site.test/about/',
				'asset https://site.test/s.js',
			],
			'<?xml version="1.0"?><?xml-stylesheet href="https://out.test/sub/s.css"?><svg xmlns="http://www.w3.org/2000/svg"><style><![CDATA[ a { fill: url(b.svg#x) } ]]></style><image xlink:href="c.png"/><a href="https://out.test/sub/about/"/><use href="#y"/><script href="https://out.test/sub/s.js"/></svg>',
		],
	] ),
];
