import type { SiteInformation } from '../ports';
import type { Reference } from '../references/types';
import { type CompiledRules, compileRules } from '../rules';
import type { ResourceKind } from './frontier';
import { isGzippedXml } from './gzip';

/** What only a running WordPress can answer, relative to its own directory. */
const DYNAMIC_FILES = [
	'wp-login.php',
	'wp-signup.php',
	'wp-activate.php',
	'wp-cron.php',
	'wp-mail.php',
	'wp-trackback.php',
	'wp-comments-post.php',
	'xmlrpc.php',
];

/** Short addresses that WordPress redirects to the real one. */
const SHORT_QUERY = /^\?(?:p|page_id|attachment_id|cat|tag|author)=[^&]+$/;

/** An ending that the web server gives out as a file: a letter, then up to seven letters or digits. */
const FILE_EXTENSION = /\.([a-z][a-z0-9]{0,7})$/i;
/** A sitemap is a document, compressed or not. */
const PAGE_EXTENSIONS = new Set( [ 'html', 'htm', 'xhtml', 'xml' ] );

/** Where a reference leads: what to fetch and as what. */
export interface Followed {
	readonly url: string;
	readonly kind: ResourceKind;
}

export type FollowRules = (
	role: Reference[ 'role' ],
	canonicalUrl: string
) => Followed | null;

/**
 * Says which references lead to something that has to be published.
 *
 * @param site
 * @param isAsset Whether the asset inventory has this canonical URL.
 * @param rules   What a person left out or added.
 */
export function createFollowRules(
	site: Pick< SiteInformation, 'homeUrl' | 'siteUrl' | 'restUrl' >,
	isAsset: ( canonicalUrl: string ) => boolean,
	rules: CompiledRules = compileRules()
): FollowRules {
	const adminPath = new URL( 'wp-admin/', site.siteUrl ).pathname;
	const rest = new URL( site.restUrl );
	const dynamicPaths = new Set(
		DYNAMIC_FILES.map( ( file ) => new URL( file, site.siteUrl ).pathname )
	);

	const isDynamic = ( { pathname, searchParams }: URL ) =>
		pathname.startsWith( adminPath ) ||
		dynamicPaths.has( pathname ) ||
		searchParams.has( 'rest_route' ) ||
		( rest.search === '' && pathname.startsWith( rest.pathname ) );

	const isAllowed = ( { url, kind }: Followed ): boolean => {
		const path = rulePath( url, site.homeUrl );
		return kind === 'asset'
			? rules.allowsAsset( path )
			: rules.allowsPage( path );
	};

	const find: FollowRules = ( role, canonicalUrl ) => {
		if ( role === 'endpoint' ) {
			return null;
		}
		const url = new URL( canonicalUrl );
		const file = withoutQuery( url );
		if ( role === 'mention' ) {
			return isAsset( file ) ? { url: file, kind: 'asset' } : null;
		}
		if ( isDynamic( url ) ) {
			return null;
		}
		const extension = isGzippedXml( canonicalUrl )
			? 'xml'
			: FILE_EXTENSION.exec( url.pathname )?.[ 1 ];
		const isFile =
			isAsset( file ) ||
			( extension !== undefined &&
				extension.toLowerCase() !== 'php' &&
				! PAGE_EXTENSIONS.has( extension.toLowerCase() ) );
		if ( isFile ) {
			return { url: file, kind: 'asset' };
		}
		if ( role === 'asset' ) {
			return { url: canonicalUrl, kind: 'asset' };
		}
		if ( extension?.toLowerCase() === 'php' ) {
			return null;
		}
		return url.search === '' ||
			SHORT_QUERY.test( url.search ) ||
			rules.asksForQuery( rulePath( canonicalUrl, site.homeUrl ) )
			? { url: canonicalUrl, kind: 'page' }
			: null;
	};

	return ( role, canonicalUrl ) => {
		const followed = find( role, canonicalUrl );
		return followed && isAllowed( followed ) ? followed : null;
	};
}

/**
 * A URL as the rules see it: below the front page, with its query.
 *
 * @param canonicalUrl
 * @param homeUrl
 */
export function rulePath( canonicalUrl: string, homeUrl: string ): string {
	if ( canonicalUrl.startsWith( homeUrl ) ) {
		return `/${ canonicalUrl.slice( homeUrl.length ) }`;
	}
	const { pathname, search } = new URL( canonicalUrl );
	return pathname + search;
}

/**
 * A file's query (`?ver=6.8`) only tells caches apart.
 *
 * @param url Canonical.
 */
const withoutQuery = ( url: URL ): string =>
	url.search === ''
		? url.href
		: url.href.slice( 0, url.href.length - url.search.length );
