import type { Clock, Logger, OperationOptions } from '@aether/provider-sdk';
import type { Finding, ProviderEventBody } from '../events';
import type { SentenceCode, SentenceCounts } from '../sentences';
import type { PublishServices } from '../ports';

/** What steps hand to later steps. A step of your own adds its keys by declaration merging. */

export interface PublishArtifacts {}

export type PublishArtifactKey = keyof PublishArtifacts;
export type PublishPatch = Partial< PublishArtifacts >;

export interface StepProgress {
	/**
	 * What falls behind what was said before is not shown.
	 *
	 * @param loaded
	 * @param total   Null while unknown.
	 * @param caption What is being worked on: a URL or a path.
	 */
	set: ( loaded: number, total: number | null, caption?: string ) => void;
}

/** What a step may see and do. It is made anew for each step and never changes under it. */
export interface PublishContext extends OperationOptions {
	/** UUID of the publish. */
	readonly runId: string;
	/** Ids of the providers that take part, per type. */
	readonly staticSiteProviders: readonly string[];
	readonly blueprintBundleProviders: readonly string[];
	readonly edgeFunctionProviders: readonly string[];
	/**
	 * The same for any type, also one that a third party declared.
	 *
	 * @param deploymentType One of `DEPLOYMENT_TYPES`.
	 */
	providersFor: ( deploymentType: string ) => readonly string[];
	/**
	 * @param key
	 * @throws `contract_violated`, naming step and key, when no earlier phase made it.
	 */
	require: < K extends PublishArtifactKey >(
		key: K
	) => NonNullable< PublishArtifacts[ K ] >;
	/** Undefined when no earlier phase made it. */
	get: < K extends PublishArtifactKey >(
		key: K
	) => PublishArtifacts[ K ] | undefined;
	readonly progress: StepProgress;
	/** Says something about the build that a person should know. */
	report: ( finding: Finding ) => void;
	/** Says what happens at one provider. */
	emit: ( event: ProviderEventBody ) => void;
	readonly logger: Logger;
	readonly clock: Clock;
	readonly services: PublishServices;
}

/** A sentence in English, and what a host needs to say it in another language. */
export interface Sentence {
	readonly message: string;
	/** Which sentence it is; absent: only its own words are known, such as those of a plugin. */
	readonly code?: SentenceCode;
	/** The numbers in it, by name. */
	readonly counts?: SentenceCounts;
}

export interface StepConclusion extends Sentence {
	readonly level: 'success' | 'warning';
}

/** Reads the context, returns what it made; the engine merges, so that steps never share mutable state. */
export interface PublishStep {
	readonly id: string;
	readonly label: string;
	/** The reason to leave it out, or false. */
	shouldSkip?: ( context: PublishContext ) => string | false;

	run: ( context: PublishContext ) => Promise< PublishPatch | void >;
	/** The sentence for the person about what was made. */
	conclude?: ( made: PublishPatch ) => StepConclusion | undefined;
}
