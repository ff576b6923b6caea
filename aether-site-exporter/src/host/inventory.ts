import type { OperationOptions } from '@aether/provider-sdk';
import {
	compilePattern,
	compileRules,
	NO_RULES,
	restJson,
	restPages,
	rulePath,
	type SiteAsset,
	type SiteInformation,
	type SiteRest,
	type SiteRules,
	type SiteUrl,
} from '@aether/publish-engine';
import { systemClock } from './clock';

/** What there is to publish, as paths that rules are matched against. */
export interface Inventory {
	readonly pages: readonly string[];
	readonly assets: readonly string[];
	/** False when the site has more than were read. */
	readonly isComplete: boolean;
}

/** Enough to judge a rule by, few enough to match while somebody types. */
const MOST_PATHS = 20_000;

async function readPaths(
	items: AsyncIterable< { readonly url: string } >,
	homeUrl: string
): Promise< { paths: readonly string[]; isComplete: boolean } > {
	const paths: string[] = [];
	for await ( const { url } of items ) {
		if ( paths.length === MOST_PATHS ) {
			return { paths, isComplete: false };
		}
		paths.push( rulePath( url, homeUrl ) );
	}
	return { paths, isComplete: true };
}

/**
 * @param rest
 * @param options
 */
export async function readInventory(
	rest: SiteRest,
	options: OperationOptions
): Promise< Inventory > {
	const { homeUrl } = await restJson< SiteInformation >(
		rest,
		'aether/v1/site',
		options
	);
	const pages = await readPaths(
		restPages< SiteUrl >(
			rest,
			'aether/v1/site/urls',
			options,
			systemClock
		),
		homeUrl
	);
	const assets = await readPaths(
		restPages< SiteAsset >(
			rest,
			'aether/v1/site/assets',
			options,
			systemClock
		),
		homeUrl
	);
	return {
		pages: pages.paths,
		assets: assets.paths,
		isComplete: pages.isComplete && assets.isComplete,
	};
}

/** What one pattern matches. */
export interface PatternMatch {
	readonly pattern: string;
	/** Null when the pattern cannot be read. */
	readonly count: number | null;
	/** The first one. */
	readonly example: string | undefined;
}

/**
 * @param patterns
 * @param paths
 */
export const matchPatterns = (
	patterns: readonly string[],
	paths: readonly string[]
): readonly PatternMatch[] =>
	patterns.map( ( pattern ) => {
		const test = compilePattern( pattern );
		if ( test === null ) {
			return { pattern, count: null, example: undefined };
		}
		const found = paths.filter( test );
		return { pattern, count: found.length, example: found[ 0 ] };
	} );

/**
 * How many of the inventory a publish with these rules begins with.
 *
 * @param rules
 * @param inventory
 */
export function countPublished(
	rules: SiteRules,
	inventory: Inventory
): { readonly pages: number; readonly assets: number } {
	const { allowsPage, allowsAsset } = compileRules( {
		...NO_RULES,
		...rules,
	} );
	return {
		pages: inventory.pages.filter( allowsPage ).length,
		assets: inventory.assets.filter( allowsAsset ).length,
	};
}
