import type { SiteInformation } from '../ports';
import { canonicalPath, canonicalQuery } from './canonical-url';
import type { SiteAddresses } from './types';

export type SiteRoots = Pick<
	SiteInformation,
	| 'homeUrl'
	| 'siteUrl'
	| 'contentUrl'
	| 'uploadsUrl'
	| 'includesUrl'
	| 'restUrl'
>;

/** A directory that WordPress answers for. */
interface Root {
	/** `https://example.com:8443` */
	readonly origin: string;
	readonly hostname: string;
	/** Empty for the scheme's own. */
	readonly port: string;
	/** With trailing slash. */
	readonly path: string;
}

/** A URL whose host can be read without parsing it. */
const PLAIN_HOST = /^(?:https?:)?\/\/([a-z0-9.-]+)(?=[:/?#]|$)/i;
const HTTP_PORTS: ReadonlySet< string > = new Set( [ '', '80', '443' ] );
/** Themes repeat the same few hundred URLs on every page. */
const MOST_REMEMBERED = 20_000;

/**
 * A URL belongs to the site when its host is one of WordPress' own and its path lies in one of WordPress' directories:
 * the home directory, WordPress' files, content, uploads, includes. Scheme and spelling of the host do not matter. The
 * port is the site's, or one of the web's own (none, 80, 443), as plugins that lose the port or sit behind a proxy
 * write it; any other port of the same host is another server, whose URLs are left alone.
 *
 * @param site
 */
export function createSiteAddresses( site: SiteRoots ): SiteAddresses {
	const home = toRoot( site.homeUrl );
	const roots = [
		home,
		toRoot( site.siteUrl ),
		toRoot( site.contentUrl ),
		toRoot( site.uploadsUrl ),
		toRoot( site.includesUrl ),
	];
	const hosts = [ ...new Set( roots.map( ( { hostname } ) => hostname ) ) ];
	const homeUrl = home.origin + home.path;
	const remembered = new Map< string, string | null >();

	const rootOf = ( { hostname, port, pathname }: URL ) => {
		const path = pathname.endsWith( '/' ) ? pathname : `${ pathname }/`;
		return roots.find(
			( root ) =>
				root.hostname === hostname &&
				( HTTP_PORTS.has( port ) || root.port === port ) &&
				path.startsWith( root.path )
		);
	};

	const resolveAnew = ( url: string, base: string ): string | null => {
		const parsed = parse( url, base );
		const root = parsed && rootOf( parsed );
		if ( ! root ) {
			return null;
		}
		const path = canonicalPath( parsed.pathname );
		return (
			root.origin +
			( root.path === `${ path }/` ? root.path : path ) +
			canonicalQuery( parsed.search ) +
			parsed.hash
		);
	};

	const resolve = ( url: string, base: string = homeUrl ): string | null => {
		const known = remembered.get( url );
		if ( known !== undefined ) {
			return known;
		}
		const host = PLAIN_HOST.exec( url )?.[ 1 ]?.toLowerCase();
		if ( host === undefined ) {
			return resolveAnew( url, base );
		}
		if ( ! hosts.includes( host ) ) {
			return null;
		}
		const resolved = resolveAnew( url, base );
		if ( remembered.size >= MOST_REMEMBERED ) {
			remembered.clear();
		}
		remembered.set( detached( url ), resolved );
		return resolved;
	};

	const canonical = ( url: string, base?: string ): string | null => {
		const resolved = resolve( url, base );
		const hash = resolved?.indexOf( '#' ) ?? -1;
		return resolved === null || hash === -1
			? resolved
			: resolved.slice( 0, hash );
	};

	return {
		homeUrl,
		hosts,
		resolve,
		canonical,
		isSameSite: ( url, base ) => resolve( url, base ) !== null,
		pathBelowBase: ( canonicalUrl ) => {
			const { origin, pathname } = new URL( canonicalUrl );
			const below =
				origin === home.origin && pathname.startsWith( home.path )
					? pathname.slice( home.path.length )
					: pathname;
			// A leading slash would make `//…`, another host, below a root-relative base.
			return below.replace( /^\/+/, '' );
		},
	};
}

/**
 * The same text without its document: engines keep a cut-out as a view of the whole, so that remembering one URL would
 * keep its page in memory.
 *
 * @param text
 */
const detached = ( text: string ): string => ` ${ text }`.slice( 1 );

function toRoot( address: string ): Root {
	const { protocol, hostname, port, host, pathname } = new URL( address );
	const path = canonicalPath( pathname );
	return {
		origin: `${ protocol }//${ host }`,
		hostname,
		port,
		path: path.endsWith( '/' ) ? path : `${ path }/`,
	};
}

function parse( url: string, base: string ): URL | null {
	try {
		const parsed = new URL( url, base );
		const isHttp = /^https?:$/.test( parsed.protocol );
		return isHttp && parsed.username === '' && parsed.password === ''
			? parsed
			: null;
	} catch {
		return null;
	}
}
