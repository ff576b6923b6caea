import { buildBundle, type SiteBundle } from '@aether/publish-engine';
import { createBrowserHost } from './services';

export interface BundleFromPageOptions {
	readonly signal: AbortSignal;
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
