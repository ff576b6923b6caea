import { referencesOf, visibleText } from './page-references';

const IMAGE = /\.(?:avif|gif|jpe?g|png|svg|webp)$/;

/** Kinds of addresses that nobody reads in a browser. */
const NO_PAGES = [ 'feed', 'sitemap', 'robots', 'not-found' ];

/**
 * @param rest The site's REST API.
 * @return Paths of everything that people read, in the order of the inventory.
 */
export async function pagePaths(
	rest: ( path: string ) => Promise< Response >
): Promise< string[] > {
	const { items } = ( await (
		await rest( 'aether/v1/site/urls?per_page=1000' )
	).json() ) as {
		readonly items: readonly { url: string; kind: string }[];
	};
	return items
		.filter( ( { kind } ) => ! NO_PAGES.includes( kind ) )
		.map( ( { url } ) => new URL( url ).pathname );
}

const globalStyles = ( html: string ): string | undefined =>
	/<style id=["']global-styles-inline-css["'][^>]*>([^]*?)<\/style>/.exec(
		html
	)?.[ 1 ];

const TAG_LINK = /<a\b[^>]*class="tag-cloud-link[^>]*>[^]*?<\/a>/g;
/** WordPress shows no more of them in a cloud. */
const LARGEST_CLOUD = 45;
const UNREAD_FEED = /<strong>RSS Error:<\/strong>[^<]*/g;

/**
 * Leaves out what no bundle decides: which of equally frequent tags a full cloud shows is up to the database, and the
 * words about a feed that cannot be read are up to the way in which there is no network.
 *
 * @param html
 */
const settled = ( html: string ): string =>
	( ( html.match( TAG_LINK ) ?? [] ).length < LARGEST_CLOUD
		? html
		: html.replace( TAG_LINK, '' )
	).replace( UNREAD_FEED, '' );

async function visit(
	origin: string,
	path: string
): Promise< { readonly status: number; readonly html: string } > {
	const response = await fetch( origin + path, {
		redirect: 'manual',
		// A bundle lets everybody in as administrator, at their first request; a visitor has been there.
		headers: { Cookie: 'playground_auto_login_already_happened=1' },
	} );
	return {
		status: response.status,
		html: settled( await response.text() )
			.replaceAll( origin, '' )
			// As JSON writes it; import maps of WordPress 6.8 do.
			.replaceAll( origin.replaceAll( '/', '\\/' ), '' )
			.replaceAll( encodeURIComponent( origin ), '' ),
	};
}

export interface Comparison {
	/** What differs, in words. */
	readonly differences: readonly string[];
	/** Images of the copy that were asked for. */
	readonly images: number;
	/** Pages of the copy with global styles; without any, there was nothing to compare. */
	readonly styled: number;
}

/**
 * Addresses that one side names and the other does not.
 * @param some
 * @param others
 */
const beyond = (
	some: readonly string[] = [],
	others: readonly string[] = []
): string[] => some.filter( ( address ) => ! others.includes( address ) );

/** Pages read at once; PHP works on that many in either site. */
const AT_ONCE = 3;

/**
 * Reads pages of a site and of its copy, and asks for every image of the copy.
 *
 * @param source Origin of the site.
 * @param copy   Origin of the copy.
 * @param paths
 */
export async function compareCopy(
	source: string,
	copy: string,
	paths: readonly string[]
): Promise< Comparison > {
	const differences: string[] = [];
	const images = new Set< string >();
	let styled = 0;
	const compare = async ( path: string ): Promise< void > => {
		const [ original, copied ] = await Promise.all( [
			visit( source, path ),
			visit( copy, path ),
		] );
		if ( globalStyles( copied.html ) ) {
			styled++;
		}
		if ( copied.status !== 200 ) {
			differences.push( `${ path } answers ${ copied.status }` );
		}
		for ( const [ what, of ] of [
			[ 'text', visibleText ],
			[ 'global styles', globalStyles ],
		] as const ) {
			if ( of( copied.html ) !== of( original.html ) ) {
				differences.push(
					`${ path } has another ${ what }:\n${ of( copied.html ) }\ninstead of\n${ of( original.html ) }`
				);
			}
		}
		const [ wanted, found ] = [ original, copied ].map( ( { html } ) =>
			referencesOf( html, 'text/html', copy + path )
		);
		for ( const address of beyond( found, wanted ) ) {
			differences.push( `${ path } names ${ address }` );
		}
		for ( const address of beyond( wanted, found ) ) {
			differences.push( `${ path } does not name ${ address }` );
		}
		for ( const address of found ?? [] ) {
			if ( address.startsWith( copy ) && IMAGE.test( address ) ) {
				images.add( address );
			}
		}
	};
	const waiting = [ ...paths ];
	await Promise.all(
		Array.from( { length: AT_ONCE }, async () => {
			for (
				let path = waiting.shift();
				path !== undefined;
				path = waiting.shift()
			) {
				await compare( path );
			}
		} )
	);
	for ( const image of images ) {
		const { status } = await fetch( image, { method: 'HEAD' } );
		if ( status !== 200 ) {
			differences.push( `${ image } answers ${ status }` );
		}
	}
	return { differences, images: images.size, styled };
}
