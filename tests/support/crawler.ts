import { referencesOf } from './page-references';

export interface CrawledFile {
	readonly url: string;
	readonly status: number;
	readonly contentType: string;
	/** Empty for what is no text. */
	readonly body: string;
	/** The first page that pointed here; `null` for the start. */
	readonly from: string | null;
}

export interface CrawlOptions {
	/** Begins with what people type, ends where links end. Default: the site alone. */
	readonly also?: readonly string[];
	/** A site that has more is not crawled to its end. Default: 2000. */
	readonly limit?: number;
}

const TEXT = /^text\/|\b(?:xml|json|javascript)\b/;

/** Fetched at once. */
const CONCURRENCY = 8;

async function fetchFile(
	url: string,
	from: string | null
): Promise< CrawledFile > {
	const response = await fetch( url, { redirect: 'manual' } );
	const contentType = response.headers.get( 'content-type' ) ?? '';
	const bytes = await response.arrayBuffer();
	return {
		url,
		status: response.status,
		contentType,
		body: TEXT.test( contentType ) ? new TextDecoder().decode( bytes ) : '',
		from,
	};
}

/**
 * Follows every internal link and asset from a site's front page, as a visitor's browser and a search engine would.
 *
 * @param site          Address of the front page; internal is what begins with it.
 * @param options       Where else to begin, and how far to go.
 * @param options.also
 * @param options.limit
 * @return Every file that was met, by address.
 */
export async function crawl(
	site: string,
	{ also = [], limit = 2000 }: CrawlOptions = {}
): Promise< ReadonlyMap< string, CrawledFile > > {
	const files = new Map< string, CrawledFile >();
	const seen = new Set< string >( [ site ] );
	let frontier: Array< readonly [ string, string | null ] > = [
		[ site, null ],
	];
	for ( const path of also ) {
		const url = new URL( path, site ).href;
		seen.add( url );
		frontier.push( [ url, null ] );
	}
	while ( frontier.length > 0 ) {
		const batch = frontier.slice( 0, CONCURRENCY );
		const next = frontier.slice( CONCURRENCY );
		const fetched = await Promise.all(
			batch.map( ( [ url, from ] ) => fetchFile( url, from ) )
		);
		for ( const file of fetched ) {
			files.set( file.url, file );
			if ( file.status !== 200 ) {
				continue;
			}
			for ( const url of referencesOf(
				file.body,
				file.contentType,
				file.url
			) ) {
				if ( url.startsWith( site ) && ! seen.has( url ) ) {
					seen.add( url );
					next.push( [ url, file.url ] );
				}
			}
		}
		if ( files.size + next.length > limit ) {
			throw new Error( `${ site } has more than ${ limit } files.` );
		}
		frontier = next;
	}
	return files;
}

/**
 * What does not answer 200, with the page that points there.
 *
 * @param files Of a crawl.
 */
export const brokenLinks = (
	files: ReadonlyMap< string, CrawledFile >
): string[] =>
	[ ...files.values() ]
		.filter( ( { status } ) => status !== 200 )
		.map(
			( { status, url, from } ) =>
				`${ status } ${ url } (from ${ from ?? 'the start' })`
		);

/**
 * The pages of a crawl.
 *
 * @param files Of a crawl.
 */
export const pagesOf = (
	files: ReadonlyMap< string, CrawledFile >
): CrawledFile[] =>
	[ ...files.values() ].filter(
		( { status, contentType } ) =>
			status === 200 && contentType.startsWith( 'text/html' )
	);
