import type { Finding } from '../events';
import type { SiteParts } from './blueprint';
import { type BuildBundleOptions, requireBundleSource } from './build-bundle';
import { CredentialWatch } from './credential-watch';
import { findingsOf } from './findings';
import { Parts } from './parts';
import { surveySite } from './survey-site';

export type MeasureBundleOptions = Pick<
	BuildBundleOptions,
	'budget' | 'choice' | 'content' | 'hasher' | 'signal' | 'site'
>;

export interface BundleMeasure {
	/** Bytes before compression. */
	readonly sizes: SiteParts[ 'sizes' ];
	/** Bytes of files that it may hold. */
	readonly budget: number;
	/** What it would lack, and keys that its content would show; its files are not looked into. */
	readonly findings: readonly Finding[];
}

/**
 * Says how large a bundle would be, and what it would lack, without reading any file.
 *
 * @param options
 * @throws `payload_too_large` for a site that no browser could open.
 */
export async function measureBundle(
	options: MeasureBundleOptions
): Promise< BundleMeasure > {
	const watch = new CredentialWatch();
	const survey = await surveySite(
		{ ...options, source: requireBundleSource( options.site ) },
		new Parts( options ),
		watch
	);
	return {
		sizes: survey.sizes,
		budget: survey.facts.budget,
		findings: findingsOf( { ...survey, exposed: watch.found } ),
	};
}
