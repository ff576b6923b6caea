/**
 * What the engine asks of its host. The wp-admin page and the Node command line each bring these; nothing in the
 * engine knows which one it runs in.
 */
import type {
	Clock,
	DeploymentReceipt,
	Logger,
	OperationOptions,
	Provider,
	ProviderRuntime,
	TargetPath,
	TransferPlan,
} from '@aether/provider-sdk';
import type { BundleSource } from './bundle/ports';
import type {
	PublishedEnvironment,
	SiteEnvironment,
} from './environments/types';
import type { FindingValues, SentenceCounts } from './sentences';
import type { SiteRules } from './rules/types';

export type * from './bundle/ports';
export type { PublishedEnvironment, SiteEnvironment, SiteRules };

/** Where WordPress lives. All addresses are absolute, with trailing slash. */
export interface SiteInformation {
	readonly name: string;
	/** The address of the front page. */
	readonly homeUrl: string;
	/** Where WordPress' own files are; differs from `homeUrl` when WordPress has a directory of its own. */
	readonly siteUrl: string;
	readonly contentUrl: string;
	readonly uploadsUrl: string;
	readonly includesUrl: string;
	readonly restUrl: string;
	readonly permalinks: 'pretty' | 'plain';
	/** BCP 47, `en-US`. */
	readonly language: string;
	readonly wordPressVersion: string;
	readonly pluginVersion: string;
	/** Major, minor and patch. */
	readonly phpVersion?: string;
	/** Largest request body that the REST API accepts, in bytes. */
	readonly maxRequestBytes: number;
	/** What a person left out or added. Absent: everything public. */
	readonly rules?: SiteRules;
	/** Absent: every provider publishes to its own address, for everybody. */
	readonly environments?: readonly SiteEnvironment[];
}

export type SiteUrlKind =
	| 'home'
	| 'post'
	| 'term'
	| 'author'
	| 'date'
	| 'archive'
	| 'pagination'
	| 'feed'
	| 'sitemap'
	| 'robots'
	| 'not-found';

/** One public URL of the inventory. */
export interface SiteUrl {
	readonly url: string;
	readonly kind: SiteUrlKind;
	/** ISO 8601, where WordPress knows it. */
	readonly modified?: string;
}

/** One file on disk that the web server gives out. */
export interface SiteAsset {
	readonly url: string;
	/** Bytes. */
	readonly size: number;
	/** Milliseconds since the epoch. */
	readonly mtime: number;
}

/** The answer to one anonymous GET. */
export interface SiteResponse {
	/** The URL that was asked for. */
	readonly url: string;
	readonly status: number;
	readonly headers: Headers;
	/** Set when the site answered with a redirect; then the body is empty. */
	readonly redirect?: {
		/** Absolute. */
		readonly location: string;
		readonly status: 301 | 302 | 307 | 308;
	};
	/** Decoded from any content encoding. */
	readonly body: Uint8Array;
}

export interface FetchResourceOptions extends OperationOptions {
	/** Default: the host's own. A body that grows beyond it rejects with `payload_too_large`. */
	readonly maxBytes?: number;
}

/** The port to WordPress: REST and anonymous HTTP in browser and Node, memory in tests. */
export interface SiteSource {
	getSite: ( options: OperationOptions ) => Promise< SiteInformation >;
	listUrls: ( options: OperationOptions ) => AsyncIterable< SiteUrl >;
	listAssets: ( options: OperationOptions ) => AsyncIterable< SiteAsset >;
	/** What the site's plugins have against publishing it as it is now, as they say it. Absent: they are not asked. */
	listFindings?: (
		options: OperationOptions
	) => Promise< readonly unknown[] >;
	/**
	 * One GET without cookies or credentials, which follows no redirect on its own. Answers with any status; rejects
	 * with `network_failed` when there was no answer.
	 */
	fetchResource: (
		url: string,
		options: FetchResourceOptions
	) => Promise< SiteResponse >;
	/** What a Playground bundle is made of; absent where it cannot be read. */
	readonly bundle?: BundleSource;
}

export interface KeptContent {
	/** Lower-case hex. */
	readonly sha256: string;
	/** Bytes. */
	readonly size: number;
}

/** Keeps bodies by content hash for the length of one run: blobs in a page, files in Node. */
export interface ContentStore {
	has: ( sha256: string ) => boolean;
	put: ( sha256: string, body: Uint8Array ) => Promise< void >;
	/** Keeps a body that is too large for memory while it is made. */
	write: (
		chunks: AsyncIterable< Uint8Array< ArrayBuffer > >
	) => Promise< KeptContent >;
	/** Rejects with `contract_violated` for a hash that was never put. */
	open: ( sha256: string ) => Promise< Blob >;
	/** Frees everything. Idempotent. */
	dispose: () => Promise< void >;
}

export interface Hasher {
	/** Lower-case hex. */
	digest: (
		algorithm: 'sha256' | 'sha1' | 'md5',
		body: Uint8Array
	) => Promise< string >;
}

/** Why something failed, as the record keeps it. */
export interface SummaryError {
	readonly code: string;
	readonly message: string;
	/** Of the provider's own configuration, where one is to blame. */
	readonly field?: string;
}

export interface ProviderSummary {
	readonly providerId: string;
	readonly deploymentType: string;
	/** Absent: it published under its own address, or before records kept this. */
	readonly environment?: PublishedEnvironment;
	readonly success: boolean;
	readonly receipt?: DeploymentReceipt;
	readonly uploaded?: number;
	readonly removed?: number;
	readonly unchanged?: number;
	/** Bytes sent. */
	readonly bytes?: number;
	readonly durationMs?: number;
	readonly error?: SummaryError;
}

export interface PublishSummary {
	readonly status: 'success' | 'partial' | 'failed' | 'cancelled';
	readonly providers: readonly ProviderSummary[];
	readonly pageCount: number;
	readonly fileCount: number;
	readonly error?: SummaryError;
	/** Codes of the errors that a person decided to publish with; absent when there were none. */
	readonly overridden?: readonly string[];
}

export type LogLevel = 'info' | 'warning' | 'error';

export type LogKind =
	| 'step-start'
	| 'step-skip'
	| 'step-end'
	| 'provider-start'
	| 'provider-end'
	| 'retry'
	| 'finding'
	| 'error';

/** One line of the log of a publish. */
export interface LogEntry {
	/** Milliseconds since the epoch. */
	readonly at: number;
	readonly level: LogLevel;
	readonly kind: LogKind;
	/** Id of the step it belongs to. */
	readonly step?: string;
	readonly providerId?: string;
	/** The engine's words; empty where `kind` says it all. */
	readonly message: string;
	/** What `message` says, for a page in another language: the code of the sentence, finding or error, and what it names. */
	readonly code?: string;
	readonly counts?: SentenceCounts;
	/** Of a finding. */
	readonly values?: FindingValues;
	/** Addresses that a finding is about, with a space between. */
	readonly place?: string;
}

/** One file that a provider planned to send or to remove. */
export interface JournalFile {
	readonly path: TargetPath;
	readonly reason: TransferPlan[ 'uploads' ][ number ][ 'reason' ] | 'gone';
	readonly providerId: string;
	readonly deploymentType: string;
}

/** A portion of what the history shows of one publish. */
export interface JournalBatch {
	/** From 0; the same part again, because its answer was lost, is written once. */
	readonly part: number;
	readonly lines: readonly LogEntry[];
	readonly files: readonly JournalFile[];
	/** How many found no room since the part before. */
	readonly omitted: { readonly lines: number; readonly files: number };
}

/** One run at a time per site: WordPress gives the lease, and keeps the record. */
/** How a run stands, for whoever watches it from elsewhere. */
export interface RunProgress {
	/** 0 to 1. */
	readonly fraction: number;
	/** Id of the step that began last. */
	readonly step: string;
	/** What that step has done so far, in its own units. Default: 0. */
	readonly loaded?: number;
	/** Absent while unknown. */
	readonly total?: number;
}

export interface PublishLease {
	/** UUID of the publish. */
	readonly publishId: string;
	/** The longest pause between two heartbeats before others may take over. */
	readonly heartbeatMs: number;
	/** Rejects with `lease_lost` when somebody else took over, or a person cancelled from elsewhere. */
	heartbeat: (
		progress: RunProgress,
		options: OperationOptions
	) => Promise< void >;
	/** Keeps a portion of log and files with the record. Takes no signal: it must also run after a cancel. */
	note?: ( batch: JournalBatch ) => Promise< void >;
	/** Writes the outcome and gives the lease back. Takes no signal: it must also run after a cancel. */
	close: ( summary: PublishSummary ) => Promise< void >;
}

export interface PublishRecords {
	/** Rejects with `publish_running` when another run holds the lease. */
	open: (
		request: {
			readonly takeOver?: boolean;
			/** Providers it is for; absent: all that are switched on. Whoever continues it publishes to no others. */
			readonly only?: readonly string[];
		},
		options: OperationOptions
	) => Promise< PublishLease >;
	/** Of the last publish that reached a provider; null when the records hold none. */
	lastSummary: (
		options: OperationOptions
	) => Promise< PublishSummary | null >;
}

export interface PublishServices {
	readonly providers: {
		get: ( id: string ) => Provider | null;
		getAllIds: () => readonly string[];
	};
	readonly runtimeFor: (
		providerId: string,
		options: OperationOptions
	) => Promise< ProviderRuntime >;
	readonly site: SiteSource;
	readonly content: ContentStore;
	readonly hasher: Hasher;
	readonly logger: Logger;
	readonly clock: Clock;
	/** A number from 0 (inclusive) to 1 (exclusive), for jitter. */
	readonly random: () => number;
}
