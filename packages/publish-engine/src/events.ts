/**
 * The one stream that screen, command line and tests read. Names are noun-action; `seq` rises by one; progress never
 * falls.
 */
import type {
	AetherError,
	DeploymentReceipt,
	TargetPath,
	TransferPlan,
} from '@aether/provider-sdk';
import type { PublishedEnvironment } from './environments/types';
import type { PublishSummary } from './ports';
import type { FindingValues, SentenceCode, SentenceCounts } from './sentences';

/** Phases run in order; the steps of a phase run together. The shape the `aether.publish.workflow.steps` filter sees. */
export type PublishWorkflow = readonly ( readonly ( readonly [
	stepId: string,
	weight: number,
] )[] )[];

/** Something about the build that a person should know; an error stops the publish before any target is touched. */
export interface Finding {
	readonly severity: 'error' | 'warning';
	/** `page_failed`, `page_is_login`, `php_error_text`, … */
	readonly code: string;
	readonly message: string;
	/** What `message` names, for a host that speaks another language. Default: the code says it all. */
	readonly values?: FindingValues;
	/** Where it was seen. */
	readonly url?: string;
	/** What it is about, when that is another address. */
	readonly subject?: string;
	/** What to do. */
	readonly action?: string;
	/** A person decided to publish with this error. */
	readonly accepted?: true;
	/** A plugin of the site says it, in its own words; they may have a code that the engine has, too. */
	readonly fromPlugin?: true;
}

type DistributiveOmit< T, K extends PropertyKey > = T extends unknown
	? Omit< T, K >
	: never;

/** What happened, without the numbering that the stream adds. */
export type PublishEventBody =
	| { readonly type: 'run-start'; readonly workflow: PublishWorkflow }
	| {
			readonly type: 'step-start';
			readonly step: string;
			readonly label: string;
	  }
	| {
			readonly type: 'step-skip';
			readonly step: string;
			readonly reason: string;
			/** Which reason it is, where it is the engine's own. */
			readonly code?: SentenceCode;
	  }
	| {
			readonly type: 'step-progress';
			readonly step: string;
			readonly loaded: number;
			/** Null while unknown. */
			readonly total: number | null;
			/** What is being worked on: a URL or a path. */
			readonly caption?: string;
	  }
	/**
	 * `message` is the sentence for the person: `Uploaded static site to 2/2 providers`. `code` and `counts` say the same to a
	 * host that speaks another language.
	 */
	| {
			readonly type: 'step-end';
			readonly step: string;
			readonly durationMs: number;
			readonly message?: string;
			readonly code?: SentenceCode;
			readonly counts?: SentenceCounts;
			readonly level?: 'success' | 'warning';
	  }
	| {
			readonly type: 'step-error';
			readonly step: string;
			readonly error: AetherError;
	  }
	| {
			readonly type: 'finding';
			readonly step: string;
			readonly finding: Finding;
	  }
	| {
			readonly type: 'provider-start';
			readonly step: string;
			readonly providerId: string;
			readonly deploymentType: string;
			/** Absent: the provider publishes under its own address. */
			readonly environment?: PublishedEnvironment;
	  }
	| {
			readonly type: 'provider-plan';
			readonly step: string;
			readonly providerId: string;
			readonly plan: TransferPlan;
	  }
	| {
			readonly type: 'provider-progress';
			readonly step: string;
			readonly providerId: string;
			/** Files. */
			readonly loaded: number;
			readonly total: number;
			/** Bytes sent so far. */
			readonly bytes: number;
			/** What the target waits for, when it is not sending. */
			readonly status?: string;
	  }
	| {
			readonly type: 'provider-end';
			readonly step: string;
			readonly providerId: string;
			readonly receipt: DeploymentReceipt;
			readonly uploaded: number;
			readonly removed: number;
			readonly unchanged: number;
			readonly bytes: number;
			readonly durationMs: number;
	  }
	| {
			readonly type: 'provider-error';
			readonly step: string;
			readonly providerId: string;
			readonly error: AetherError;
	  }
	| {
			readonly type: 'file-retry';
			readonly providerId: string;
			readonly path: TargetPath;
			readonly attempt: number;
			readonly delayMs: number;
	  }
	/** 0 to 1. */
	| { readonly type: 'run-progress'; readonly fraction: number }
	| { readonly type: 'run-end'; readonly summary: PublishSummary };

/** What a step may report about one of its providers; the engine adds the step's id. */
export type ProviderEventBody = DistributiveOmit<
	Extract<
		PublishEventBody,
		{ readonly type: `provider-${ string }` | 'file-retry' }
	>,
	'step'
>;

export type PublishEvent = {
	/** UUID of the publish. */
	readonly runId: string;
	readonly seq: number;
	/** Milliseconds since the epoch. */
	readonly at: number;
} & PublishEventBody;
