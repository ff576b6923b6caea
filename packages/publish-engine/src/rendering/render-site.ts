import {
	AetherError,
	type TargetPath,
	toTargetPath,
} from '@aether/provider-sdk';
import {
	createPathPlan,
	createSiteAddresses,
	type PathPlan,
} from '../addresses';
import { type AcceptedFindings, Findings } from '../gate/findings';
import { checkPermalinks } from '../gate/permalinks';
import { integrityBroken } from '../gate/pinned-files';
import { checkSite } from '../gate/site-checks';
import type { Finding } from '../events';
import {
	DEFAULT_LARGEST_PAGE_LOSS,
	DEFAULT_SMALLEST_PAGE_SHARE,
} from '../rules';
import { Crawl, type RenderedBody } from './crawl';
import type { CrawlTask } from './crawl-options';
import type { RenderedResource, RenderedSite } from './rendered-site';

/** The file that answers for what is missing: every host of static sites knows this name, and no page is given it. */
const NOT_FOUND_PATH = toTargetPath( '404.html' );

export interface RenderSiteOptions extends CrawlTask {
	/** Default: none. */
	readonly accepted?: AcceptedFindings;
	/** Pages of the last publish that reached a provider; null when there was none. */
	readonly lastPageCount: number | null;
	/** What is known before anything is rendered. Default: nothing. */
	readonly knownFindings?: readonly Finding[];
	readonly onFinding: ( finding: Finding ) => void;
}

/**
 * Renders the public site once, as an anonymous visitor sees it: everything that the inventory lists and everything of
 * the same site that those documents need or link to.
 *
 * @param  options
 * @throws {AetherError} `build_rejected` when what was rendered must not be published.
 */
export async function renderSite(
	options: RenderSiteOptions
): Promise< RenderedSite > {
	const { information, urls, onFinding } = options;
	const addresses = createSiteAddresses( information );
	const findings = new Findings( onFinding, options.accepted );
	for ( const finding of [
		...checkPermalinks( information ),
		...( options.knownFindings ?? [] ),
	] ) {
		findings.add( finding );
	}
	if ( urls.length === 0 ) {
		throw new AetherError(
			'build_rejected',
			'The site lists no public URL, so there is nothing to publish.'
		);
	}
	const crawl = new Crawl( { ...options, addresses, findings } );
	await crawl.run();
	options.signal.throwIfAborted();

	const paths = createPathPlan( addresses );
	for ( const { url, kind, contentType } of crawl.bodies.sort( byUrl ) ) {
		if ( kind !== 'not-found' ) {
			paths.assign( url, contentType );
		}
	}
	// Which of two addresses keeps a path is final only now that all are known.
	const resources = crawl.bodies.map( ( body ): RenderedResource => ( {
		...body,
		path: pathOf( body, paths ),
		...( crawl.versions.areAlwaysNamed( body.url )
			? { isVersioned: true }
			: {} ),
	} ) );
	const rules = options.rules ?? information.rules;
	const pageCount = resources.filter( isPage ).length;
	if ( pageCount === 0 && findings.errorCount === 0 ) {
		throw new AetherError(
			'build_rejected',
			'No page is left to publish; look at the rules that leave pages out.'
		);
	}
	for ( const finding of [
		...paths.findings(),
		...crawl.pinnedFiles.broken().map( integrityBroken ),
		...checkSite( {
			information,
			pageCount,
			lastPageCount: options.lastPageCount,
			largestPageLoss:
				rules?.largestPageLoss ?? DEFAULT_LARGEST_PAGE_LOSS,
			smallestPageShare:
				rules?.smallestPageShare ?? DEFAULT_SMALLEST_PAGE_SHARE,
			resources,
			redirects: crawl.redirects,
			looseEnds: crawl.looseEnds.list(),
			pageEnds: crawl.pageEnds,
			answersFor: ( url ) =>
				answers( url, paths, crawl.redirects.has( url ) ),
		} ),
	] ) {
		findings.add( finding );
	}
	findings.assertPublishable();

	const notFound = resources.find( ( { kind } ) => kind === 'not-found' );
	return {
		addresses,
		resources,
		redirects: crawl.redirects,
		paths,
		arena: crawl.arena,
		pageCount,
		...( notFound ? { notFound: notFound.path } : {} ),
	};
}

/**
 * A host of static files ignores the query.
 *
 * @param url
 * @param paths
 * @param isRedirected
 */
const answers = (
	url: string,
	paths: PathPlan,
	isRedirected: boolean
): boolean =>
	isRedirected ||
	paths.pathOf( url ) !== undefined ||
	paths.pathOf( url.replace( /\?.*$/, '' ) ) !== undefined;

const byUrl = ( a: RenderedBody, b: RenderedBody ): number =>
	a.url < b.url ? -1 : 1;

function pathOf( { kind, url }: RenderedBody, paths: PathPlan ): TargetPath {
	const path = kind === 'not-found' ? NOT_FOUND_PATH : paths.pathOf( url );
	if ( path === undefined ) {
		throw new AetherError(
			'contract_violated',
			`The path plan forgot ${ url }.`
		);
	}
	return path;
}

const NO_PAGE_TYPE =
	/^\s*(?:application\/gzip|(?!application\/xhtml)[\w.-]+\/(?:[\w.-]+\+)?xml)\b/i;
const NOT_PAGES: ReadonlySet< string > = new Set( [
	'asset',
	'feed',
	'sitemap',
	'robots',
	'not-found',
] );

/**
 * What was found by a link is a page if it is one: it can be a sitemap just as well.
 *
 * @param resource
 * @param resource.kind
 * @param resource.contentType
 */
const isPage = ( { kind, contentType }: RenderedResource ): boolean =>
	! NOT_PAGES.has( kind ) &&
	( kind !== 'page' || ! NO_PAGE_TYPE.test( contentType ) );
