import { AetherError } from './errors';
import { logWarning } from './log';
import { pageSingleton } from './page-singleton';
import type { Clock, Logger } from './types';

/**
 * Phases run in order; the steps of a phase run together. The weight is the step's share of the progress bar.
 *
 * ```js
 * [ [ [ 'discoverAssets', 10 ] ], [ [ 'uploadStaticSiteFiles', 40 ], [ 'uploadSiteArchive', 20 ] ] ]
 * ```
 */
export type PublishWorkflow = readonly ( readonly ( readonly [
	stepId: string,
	weight: number,
] )[] )[];

/** What every step, a third party's too, may rely on. The engine's own context has more. */
export interface StepContext {
	/** UUID of the publish. */
	readonly runId: string;
	/** Ids of the providers that take part, per deployment type. */
	readonly staticSiteProviders: readonly string[];
	readonly blueprintBundleProviders: readonly string[];
	readonly edgeFunctionProviders: readonly string[];
	/**
	 * The same for any type, also one that a plugin has added.
	 *
	 * @param deploymentType One of `DEPLOYMENT_TYPES`.
	 */
	readonly providersFor: ( deploymentType: string ) => readonly string[];
	/** What an earlier step has made; undefined when none did. */
	readonly get: ( artifact: string ) => unknown;
	/** Aborted when a person cancels; hand it to every fetch and wait. */
	readonly signal: AbortSignal;
	readonly progress: {
		/**
		 * @param loaded
		 * @param total   Null while unknown.
		 * @param caption What is being worked on.
		 */
		set: ( loaded: number, total: number | null, caption?: string ) => void;
	};
	readonly logger: Logger;
	readonly clock: Clock;
}

/** One step of a publish. It reads the context and returns what it made; the engine merges, so steps share no state. */
export interface WorkflowStep< Context extends StepContext = StepContext > {
	/** The name by which a workflow calls it. */
	readonly id: string;
	/** What a person reads while it runs. */
	readonly label: string;
	/** Rejects to fail the publish: `Step failed: …`. */
	readonly run: (
		context: Context
	) => Promise< Readonly< Record< string, unknown > > | void >;
	/** A reason to skip for a person to read, or false. */
	readonly shouldSkip?: ( context: Context ) => string | false;
}

/** Steps by id, whatever context they ask for: the engine that runs them gives all it has. */
export type RegisteredSteps = ReadonlyMap< string, WorkflowStep< never > >;

const steps = () =>
	pageSingleton(
		'workflow-steps',
		() => new Map< string, WorkflowStep< never > >()
	);

/**
 * Makes a step known under its id. The filter `aether.publish.workflow.steps` puts it into a workflow.
 *
 * The same id again replaces the handler, with a warning: a plugin may improve another's step.
 * @param  step
 * @throws {AetherError} `contract_violated` when id, label or run is missing.
 */
export function registerStep< Context extends StepContext = StepContext >(
	step: WorkflowStep< Context >
): void {
	if (
		typeof step?.id !== 'string' ||
		step.id === '' ||
		typeof step.label !== 'string' ||
		typeof step.run !== 'function'
	) {
		throw new AetherError(
			'contract_violated',
			'registerStep() needs an object { id, label, run } with a non-empty id and a function to run.'
		);
	}
	if ( steps().has( step.id ) ) {
		logWarning(
			`The workflow step "${ step.id }" was registered already; the later one is used.`
		);
	}
	steps().set( step.id, step );
}

/** The steps that plugins have registered so far, as a copy. */
export function getRegisteredSteps(): RegisteredSteps {
	return new Map( steps() );
}

/**
 * @param id
 * @return False when there was none.
 */
export function unregisterStep( id: string ): boolean {
	return steps().delete( id );
}
