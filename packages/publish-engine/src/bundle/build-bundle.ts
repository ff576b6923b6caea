import { AetherError, type OperationOptions } from '@aether/provider-sdk';
import type { Finding } from '../events';
import type { ContentStore, Hasher, SiteSource } from '../ports';
import type { SiteParts } from './blueprint';
import { type AcceptedFindings } from '../gate/findings';
import { checkParts } from './findings';
import { gatherSite, type GatherOptions } from './gather-site';
import { writeBundle } from './write-bundle';

export interface BuildBundleOptions
	extends
		OperationOptions,
		Pick< GatherOptions, 'budget' | 'choice' | 'onProgress' > {
	readonly site: SiteSource;
	readonly content: ContentStore;
	readonly hasher: Hasher;
	/** Codes of errors to build it with. Default: none. */
	readonly acceptFindings?: AcceptedFindings;
}

export interface SiteBundle {
	/** The ZIP; readable until the content store is disposed of. */
	readonly archive: Blob;
	/** Lower-case hex. */
	readonly sha256: string;
	/** Bytes of what is inside, before compression. */
	readonly sizes: SiteParts[ 'sizes' ];
	/** What a person should know of it; errors were accepted. */
	readonly findings: readonly Finding[];
}

/**
 * @param  site
 * @param  site.bundle
 * @throws {AetherError} `contract_violated` where a host cannot read what a bundle is made of.
 */
export function requireBundleSource( {
	bundle,
}: SiteSource ): NonNullable< SiteSource[ 'bundle' ] > {
	if ( ! bundle ) {
		throw new AetherError(
			'contract_violated',
			'This host cannot read what a bundle is made of.'
		);
	}
	return bundle;
}

/**
 * Makes the Playground bundle of a site without publishing it.
 *
 * @param  options
 * @throws {AetherError} `payload_too_large` for a site that no browser could open; `build_rejected` when a secret would be
 * shown.
 */
export async function buildBundle(
	options: BuildBundleOptions
): Promise< SiteBundle > {
	const {
		site,
		content,
		hasher,
		budget,
		choice,
		acceptFindings,
		signal,
		onProgress,
	} = options;
	const parts = await gatherSite( {
		source: requireBundleSource( site ),
		content,
		hasher,
		budget,
		choice,
		signal,
		onProgress,
	} );
	const findings: Finding[] = [];
	checkParts(
		parts,
		( finding ) => findings.push( finding ),
		acceptFindings
	);
	const { sha256 } = await writeBundle( parts, content, { signal } );
	return {
		archive: await content.open( sha256 ),
		sha256,
		sizes: parts.sizes,
		findings,
	};
}
