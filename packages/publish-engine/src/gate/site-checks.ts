import type { Finding } from '../events';
import type { SiteInformation } from '../ports';
import type { RedirectMap } from '../rendering/redirect-map';
import type { RenderedResource } from '../rendering/rendered-site';
import { isListed, placeOf } from './checked-response';
import type { LooseEnd } from './loose-ends';
import type { PageEnds } from './page-end';

/** A rendered site, as the checks of the gate look at it. */
export interface CheckedSite {
	readonly information: Pick< SiteInformation, 'siteUrl' >;
	readonly pageCount: number;
	/** Of the last publish that reached a provider; null when there was none. */
	readonly lastPageCount: number | null;
	/** Percent of its pages that the site may lose, 0 to 100. */
	readonly largestPageLoss: number;
	/** Percent of the median page, 0 to 100: what is smaller is suspicious. */
	readonly smallestPageShare: number;
	readonly resources: readonly RenderedResource[];
	readonly redirects: RedirectMap;
	readonly looseEnds: readonly LooseEnd[];
	readonly pageEnds: Pick< PageEnds, 'openEnded' | 'closedCount' >;
	/** Whether the published site answers for a canonical URL, its query aside. */
	readonly answersFor: ( url: string ) => boolean;
}

/** One law of the gate about the site as a whole. */
export type SiteCheck = ( site: CheckedSite ) => readonly Finding[];

/** On a small site, one page is a large share. */
const SMALLEST_FALL = 3;
/** So many pages must end properly before one that does not stands out, for each that does not. */
const CLOSED_PER_OPEN = 3;
/** With fewer pages there is no usual size. */
const FEWEST_TO_COMPARE = 10;
/** A theme repeats its mistake under many addresses; a person reads the first ones. */
const MOST_LISTED = 100;

const fallenPageCount: SiteCheck = ( {
	pageCount,
	lastPageCount,
	largestPageLoss,
} ) => {
	if ( lastPageCount === null ) {
		return [];
	}
	const lost = lastPageCount - pageCount;
	return lost >= SMALLEST_FALL &&
		lost > ( lastPageCount * largestPageLoss ) / 100
		? [
				{
					severity: 'error',
					code: 'page_count_fell',
					message: `The site has ${ pageCount } pages, the last publish had ${ lastPageCount }. It may lose ${ largestPageLoss } %.`,
					values: {
						pages: pageCount,
						before: lastPageCount,
						limit: largestPageLoss,
					},
					action: 'Look for a plugin that was switched off, a changed visibility or a changed rule. If the pages are meant to go, publish anyway.',
				},
			]
		: [];
};

const redirectLoops: SiteCheck = ( { redirects } ) =>
	redirects
		.list()
		.filter( ( { from } ) => redirects.resolve( from ).kind === 'loop' )
		.map( ( { from, to } ) => ( {
			severity: 'error',
			code: 'redirect_loop',
			message: `The address redirects to ${ to } and from there never to a page.`,
			values: { target: to },
			url: from,
			action: 'Correct the redirect.',
		} ) );

/**
 * HTML allows to leave `</html>` out, and some themes do, on every page. Where nearly all pages have it, the one
 * without it was cut off.
 *
 * @param site
 * @param site.pageEnds
 * @param site.pageEnds.openEnded
 * @param site.pageEnds.closedCount
 */
const openEndedPages: SiteCheck = ( {
	pageEnds: { openEnded, closedCount },
} ) =>
	closedCount >= openEnded.length * CLOSED_PER_OPEN
		? openEnded.map( ( page ) => ( {
				severity: 'error',
				code: 'page_truncated',
				message:
					'The page has no end, unlike the other pages of the site.',
				...placeOf( page ),
				action: 'Look into the error log of PHP for this address: time and memory limits end a page like this.',
			} ) )
		: [];

const smallPages: SiteCheck = ( { resources, smallestPageShare } ) => {
	const pages = resources.filter(
		( { kind, contentType } ) =>
			isListed( { kind } ) &&
			kind !== 'not-found' &&
			/^text\/html\b/i.test( contentType )
	);
	if ( pages.length < FEWEST_TO_COMPARE ) {
		return [];
	}
	const sizes = pages.map( ( { size } ) => size ).sort( ( a, b ) => a - b );
	const median = sizes[ Math.floor( sizes.length / 2 ) ] ?? 0;
	return pages
		.filter( ( { size } ) => size < ( median * smallestPageShare ) / 100 )
		.map( ( { url, size } ) => ( {
			severity: 'warning',
			code: 'page_small',
			message: `The page has ${ size } bytes, where others have about ${ median }.`,
			values: { size, usual: median },
			url,
			action: 'Open the address in a private window and see whether its content is there.',
		} ) );
};

const isWorkingCopy = ( url: URL ): boolean =>
	url.searchParams.has( 'preview' ) ||
	url.searchParams.has( 'customize_changeset_uuid' );

/**
 * @param url
 * @param information
 */
const isEditLink = (
	url: URL,
	information: CheckedSite[ 'information' ]
): boolean =>
	url.pathname.startsWith(
		new URL( 'wp-admin/', information.siteUrl ).pathname
	) &&
	/\/(?:post|post-new|edit|customize|site-editor)\.php$/.test( url.pathname );

const linksForAuthors: SiteCheck = ( { looseEnds, information } ) =>
	looseEnds.flatMap( ( { url, referrer } ): Finding[] => {
		const address = new URL( url );
		const place = { url: referrer, subject: url };
		if ( isWorkingCopy( address ) ) {
			return [
				{
					severity: 'warning',
					code: 'preview_link',
					message: 'The page links to a preview.',
					...place,
					action: 'Link to the published page; visitors cannot open previews.',
				},
			];
		}
		return isEditLink( address, information )
			? [
					{
						severity: 'warning',
						code: 'edit_link',
						message: 'The page links to the editor of WordPress.',
						...place,
						action: 'Remove the link; it shows visitors where WordPress is.',
					},
				]
			: [];
	} );

const missingTargets: SiteCheck = ( {
	looseEnds,
	information,
	answersFor,
} ) => {
	const missing = new Map< string, LooseEnd >();
	for ( const { url, referrer } of looseEnds ) {
		const address = new URL( url );
		const place = address.origin + address.pathname;
		if (
			! missing.has( place ) &&
			! isWorkingCopy( address ) &&
			! isEditLink( address, information ) &&
			! answersFor( url )
		) {
			missing.set( place, { url: place, referrer } );
		}
	}
	return [ ...missing.values() ]
		.slice( 0, MOST_LISTED )
		.map( ( { url, referrer } ) => ( {
			severity: 'warning',
			code: 'target_missing',
			message:
				'The page refers to an address that is not part of the published site.',
			url: referrer,
			subject: url,
			action: 'Remove the reference, or change the rule that leaves the address out. What only a running WordPress answers works nowhere else.',
		} ) );
};

/** Everything that must be true of a rendered site before any target is touched. */
export const SITE_CHECKS: readonly SiteCheck[] = [
	redirectLoops,
	openEndedPages,
	fallenPageCount,
	smallPages,
	linksForAuthors,
	missingTargets,
];

export const checkSite = ( site: CheckedSite ): readonly Finding[] =>
	SITE_CHECKS.flatMap( ( check ) => check( site ) );
