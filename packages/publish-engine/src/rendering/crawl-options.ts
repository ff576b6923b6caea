import type { SiteAddresses } from '../addresses';
import type { Findings } from '../gate/findings';
import type {
	PublishServices,
	SiteAsset,
	SiteInformation,
	SiteRules,
	SiteUrl,
} from '../ports';

export interface CrawlTask {
	readonly information: SiteInformation;
	/** Where the rendering starts: the inventory of public URLs. */
	readonly urls: readonly SiteUrl[];
	/** What lies on disk: an address that a document only mentions is published when it is in here. */
	readonly assets: readonly SiteAsset[];
	readonly services: Pick<
		PublishServices,
		'site' | 'content' | 'hasher' | 'clock' | 'random'
	>;
	/** Requests in flight. Minimum: 1. */
	readonly concurrency: number;
	/** Default: the site's own. */
	readonly rules?: SiteRules;
	readonly signal: AbortSignal;
	readonly onProgress: ( loaded: number, total: number, url: string ) => void;
}

export interface CrawlOptions extends CrawlTask {
	readonly addresses: SiteAddresses;
	readonly findings: Findings;
}
