/** How a document is read. */
export type DocumentKind =
	| 'html'
	| 'xhtml'
	| 'xml'
	| 'css'
	| 'script'
	| 'json'
	| 'manifest'
	| 'robots'
	| 'text'
	| 'binary';

const BY_TYPE: readonly ( readonly [ type: RegExp, kind: DocumentKind ] )[] = [
	[ /^text\/html$/, 'html' ],
	[ /^(?:application\/xhtml|image\/svg)\+xml$/, 'xhtml' ],
	[ /^(?:text|application)\/xml$|\+xml$|^text\/xsl$/, 'xml' ],
	[ /^text\/css$/, 'css' ],
	[ /^(?:text|application)\/(?:x-)?(?:java|ecma)script$/, 'script' ],
	[ /^application\/manifest\+json$/, 'manifest' ],
	[ /^(?:text|application)\/json$|\+json$/, 'json' ],
	[ /^text\//, 'text' ],
	[ /^application\/(?:vnd\.apple\.mpegurl|x-mpegurl|x-sh|sql)$/, 'text' ],
];
const BY_EXTENSION: Readonly< Record< string, DocumentKind > > = {
	html: 'html',
	htm: 'html',
	xhtml: 'xhtml',
	svg: 'xhtml',
	xml: 'xml',
	xsl: 'xml',
	xslt: 'xml',
	rss: 'xml',
	atom: 'xml',
	css: 'css',
	js: 'script',
	mjs: 'script',
	json: 'json',
	map: 'json',
	webmanifest: 'manifest',
	txt: 'text',
	m3u8: 'text',
	vtt: 'text',
};
/** What servers say when they do not know. */
const UNKNOWN_TYPE = /^(?:|text\/plain|application\/octet-stream)$/;
const MANIFEST_NAME = /(?:^|[/.-])manifest\.json$/i;

/**
 * By what the server says; where it says nothing of use, by the name.
 *
 * @param url         Absolute.
 * @param contentType
 */
export function documentKind( url: string, contentType: string ): DocumentKind {
	const path = /^[^?#]*/.exec( url )?.[ 0 ] ?? '';
	if ( /^https?:\/\/[^/]+(?:\/.*)?\/robots\.txt$/i.test( path ) ) {
		return 'robots';
	}
	const type = ( contentType.split( ';' )[ 0 ] ?? '' ).trim().toLowerCase();
	const byType = BY_TYPE.find( ( [ pattern ] ) =>
		pattern.test( type )
	)?.[ 1 ];
	if ( UNKNOWN_TYPE.test( type ) ) {
		const extension =
			/\.([a-z0-9]+)$/i.exec( path )?.[ 1 ]?.toLowerCase() ?? '';
		return BY_EXTENSION[ extension ] ?? byType ?? 'binary';
	}
	return byType === 'json' && MANIFEST_NAME.test( path )
		? 'manifest'
		: ( byType ?? 'binary' );
}
