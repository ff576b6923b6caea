/**
 * What a person takes out of the site or adds to it. A pattern is matched against the path below the front page with its
 * query, `/about/?lang=de`: a glob (`/shop/**`), or a regular expression after `regex:`.
 */
export interface SiteRules {
	/** Publishes these pages only; all when empty. Feeds and sitemaps count as pages; the 404 page is always published. */
	readonly includePages: readonly string[];
	readonly excludePages: readonly string[];
	/** Publishes these files only; all when empty. */
	readonly includeAssets: readonly string[];
	readonly excludeAssets: readonly string[];
	/** Addresses with a query that are pages of their own; without a rule, a query is not followed. */
	readonly queryPages: readonly string[];
	/**
	 * Percent of its pages that the site may lose between two publishes before that stops one; 100 lets any loss pass.
	 * Default: 20.
	 */
	readonly largestPageLoss?: number;
	/**
	 * Percent of the usual page, which is the median: a page that is smaller is mentioned; 0 mentions none. Default: 5.
	 */
	readonly smallestPageShare?: number;
}

export const DEFAULT_LARGEST_PAGE_LOSS = 20;
export const DEFAULT_SMALLEST_PAGE_SHARE = 5;

export const NO_RULES: SiteRules = {
	includePages: [],
	excludePages: [],
	includeAssets: [],
	excludeAssets: [],
	queryPages: [],
	largestPageLoss: DEFAULT_LARGEST_PAGE_LOSS,
	smallestPageShare: DEFAULT_SMALLEST_PAGE_SHARE,
};
