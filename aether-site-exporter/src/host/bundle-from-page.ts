import {
	buildBundle,
	type BundleMeasure,
	measureBundle,
	type SiteBundle,
} from '@aether/publish-engine';
import { createBrowserHost } from './services';

export interface MeasureFromPageOptions {
	/** Bytes of files; absent: what the site says. */
	readonly budget?: number | undefined;
	readonly signal: AbortSignal;
}

export interface BundleFromPageOptions extends MeasureFromPageOptions {
	/** Bytes of files; `total` is null while unknown. */
	readonly onProgress: (
		loaded: number,
		total: number | null,
		caption: string
	) => void;
}

/**
 * Makes the Playground bundle of this site in the page. It is kept nowhere else.
 *
 * @param options
 */
export async function bundleFromPage(
	options: BundleFromPageOptions
): Promise< SiteBundle > {
	const { site, content, hasher } = createBrowserHost().services;
	try {
		return await buildBundle( { ...options, site, content, hasher } );
	} finally {
		await content.dispose();
	}
}

/**
 * Says how large the bundle of this site would be, and what it would lack.
 *
 * @param options
 */
export async function measureFromPage(
	options: MeasureFromPageOptions
): Promise< BundleMeasure > {
	const { site, content, hasher } = createBrowserHost().services;
	try {
		return await measureBundle( { ...options, site, content, hasher } );
	} finally {
		await content.dispose();
	}
}
