import { DomUtils, parseDocument } from 'htmlparser2';

const { getElementsByTagName, textContent } = DomUtils;

type Node = ReturnType< typeof parseDocument >[ 'children' ][ number ];
type Element = ReturnType< typeof getElementsByTagName >[ number ];

/** Attributes that hold one address, whatever their element. */
const ADDRESSES = [ 'href', 'src', 'poster', 'data' ];

/** `link` elements that no browser follows for a visitor. */
const UNFOLLOWED = /\b(?:preconnect|dns-prefetch)\b/;

const cssAddresses = ( css: string ): string[] => [
	...[
		...css.matchAll( /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)'"\s]*))\s*\)/g ),
	].map( ( [ , double, single, bare ] ) => double ?? single ?? bare ?? '' ),
	...[ ...css.matchAll( /@import\s+["']([^"']+)["']/g ) ].map(
		( [ , address ] ) => address ?? ''
	),
];

const srcsetAddresses = ( srcset: string ): string[] =>
	srcset
		.split( /,\s+/ )
		.map( ( candidate ) => candidate.trim().split( /\s+/ )[ 0 ] ?? '' );

function importMapAddresses( json: string ): string[] {
	const { imports = {} } = JSON.parse( json ) as {
		imports?: Record< string, string >;
	};
	return Object.values( imports );
}

function elementAddresses( element: Element ): string[] {
	const { name, attribs } = element;
	if ( name === 'link' && UNFOLLOWED.test( attribs.rel ?? '' ) ) {
		return [];
	}
	const found = ADDRESSES.flatMap(
		( attribute ) => attribs[ attribute ] ?? []
	);
	for ( const srcset of [ attribs.srcset, attribs.imagesrcset ] ) {
		found.push( ...srcsetAddresses( srcset ?? '' ) );
	}
	found.push( ...cssAddresses( attribs.style ?? '' ) );
	if ( name === 'style' ) {
		found.push( ...cssAddresses( textContent( element ) ) );
	}
	if ( name === 'script' && attribs.type === 'importmap' ) {
		found.push( ...importMapAddresses( textContent( element ) ) );
	}
	return found;
}

/**
 * The part of an address that a server sees, or `null` for what is no address of a file.
 * @param address
 * @param base
 */
function absolute( address: string, base: string ): string | null {
	const text = address.trim();
	if ( text === '' || text.startsWith( '#' ) ) {
		return null;
	}
	try {
		const url = new URL( text, base );
		url.hash = '';
		return url.protocol === 'http:' || url.protocol === 'https:'
			? url.href
			: null;
	} catch {
		return null;
	}
}

/**
 * Everything that a file points to, as absolute addresses without fragments.
 *
 * Deliberately simple, and apart from the engine that it judges.
 *
 * @param body        Text of the file.
 * @param contentType As the server says it.
 * @param base        The file's own address.
 */
export function referencesOf(
	body: string,
	contentType: string,
	base: string
): string[] {
	let found: string[] = [];
	if ( contentType.startsWith( 'text/html' ) ) {
		const document = parseDocument( body );
		found = getElementsByTagName( '*', document ).flatMap(
			elementAddresses
		);
	} else if ( contentType.startsWith( 'text/css' ) ) {
		found = cssAddresses( body );
	} else if ( /\bxml\b|text\/xsl/.test( contentType ) ) {
		const document = parseDocument( body, { xmlMode: true } );
		found = [
			...[
				'loc',
				'link',
				'image:loc',
				'comments',
				'wfw:commentRss',
			].flatMap( ( name ) =>
				getElementsByTagName( name, document ).map( ( element ) =>
					textContent( element )
				)
			),
			...[
				...body.matchAll( /<\?xml-stylesheet[^>]*href="([^"]*)"/g ),
			].map( ( [ , address ] ) => address ?? '' ),
		];
	}
	return [
		...new Set(
			found.flatMap( ( address ) => absolute( address, base ) ?? [] )
		),
	];
}

const INVISIBLE = new Set( [
	'script',
	'style',
	'template',
	'noscript',
	'head',
] );

/**
 * What a person reads on a page: its title, then its text, with every run of white space as one space.
 *
 * @param html A page.
 */
export function visibleText( html: string ): string {
	const document = parseDocument( html );
	const pieces = getElementsByTagName( 'title', document, true, 1 ).map(
		( title ) => `${ textContent( title ) } `
	);
	const walk = ( nodes: readonly Node[] ): void => {
		for ( const node of nodes ) {
			if ( node.type === 'text' ) {
				pieces.push( node.data );
			} else if (
				'children' in node &&
				! ( 'name' in node && INVISIBLE.has( node.name ) )
			) {
				walk( node.children );
				pieces.push( ' ' );
			}
		}
	};
	walk( document.children );
	return pieces.join( '' ).replace( /\s+/g, ' ' ).trim();
}
