import type { TargetPath } from '@aether/provider-sdk';
import type { Finding } from '../events';
import type { Reference } from '../references/types';

/** Knows which URLs belong to the site, and gives each of them one spelling. */
export interface SiteAddresses {
	/** The front page, canonical. */
	readonly homeUrl: string;
	/** Host names as ASCII, in lower case and without port: what to look for in text. */
	readonly hosts: readonly string[];

	/**
	 * The one spelling of a URL of this site, without fragment: scheme, host and port as WordPress has them in its
	 * settings, percent-encoding normal, query kept. Null when the URL is not of this site, not http(s) or not a URL.
	 *
	 * @param url  As written; relative ones need a base.
	 * @param base Absolute URL.
	 */
	canonical: ( url: string, base?: string ) => string | null;
	/** Like `canonical()`, with the fragment as it was written. */
	resolve: ( url: string, base?: string ) => string | null;
	isSameSite: ( url: string, base?: string ) => boolean;
	/**
	 * Where a URL of this site lies below a target's base URL, percent-encoded, without leading slash, query and
	 * fragment.
	 *
	 * @param canonicalUrl
	 */
	pathBelowBase: ( canonicalUrl: string ) => string;
}

/** Decides under which path each resource of the site is published. */
export interface PathPlan {
	/**
	 * Gives a resource its path. Which of two resources keeps a path that both want does not depend on the order of the
	 * calls, so the answer is final once every resource was assigned; `pathOf()` then says it.
	 *
	 * @param canonicalUrl
	 * @param contentType  `Content-Type` header of its response.
	 */
	assign: ( canonicalUrl: string, contentType: string ) => TargetPath;
	/** The path of an assigned resource, also when asked with another cache-busting query. */
	pathOf: ( canonicalUrl: string ) => TargetPath | undefined;
	/** The canonical URL whose resource has this path; undefined as well when two spellings of it were assigned. */
	urlOf: ( path: TargetPath ) => string | undefined;
	/** Every path that is not the one a visitor of WordPress would expect. */
	findings: () => readonly Finding[];
}

/** Writes references as one target wants them. */
export interface TargetAddresses {
	/**
	 * What has to stand at the place of a reference, unescaped. Undefined when the bytes that are there are right.
	 *
	 * @param reference
	 * @param documentPath The published document that contains the reference.
	 */
	urlFor: (
		reference: Reference,
		documentPath: TargetPath
	) => string | undefined;
	/**
	 * Where an address of the site is on the target, absolute. Null for one of another site.
	 *
	 * @param url Absolute, fragment included.
	 */
	addressOf: ( url: string ) => string | null;
}
