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
		html: ( await response.text() )
			.replaceAll( origin, '' )
			.replaceAll( encodeURIComponent( origin ), '' ),
	};
}

export interface Comparison {
	/** What differs, in words. */
	readonly differences: readonly string[];
	/** Images of the copy that were asked for. */
	readonly images: number;
}

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
	for ( const path of paths ) {
		const [ original, copied ] = await Promise.all( [
			visit( source, path ),
			visit( copy, path ),
		] );
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
		for ( const address of found ?? [] ) {
			if ( ! wanted?.includes( address ) ) {
				differences.push( `${ path } names ${ address }` );
			}
			if ( address.startsWith( copy ) && IMAGE.test( address ) ) {
				images.add( address );
			}
		}
	}
	for ( const image of images ) {
		const { status } = await fetch( image, { method: 'HEAD' } );
		if ( status !== 200 ) {
			differences.push( `${ image } answers ${ status }` );
		}
	}
	return { differences, images: images.size };
}
