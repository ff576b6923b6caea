import type { RegisteredSteps } from '@aether/provider-sdk';
import { toAetherError } from '@aether/provider-sdk';
import { linkAbort } from './async/abort';
import type { AcceptedFindings } from './gate/findings';
import { PublishJournal } from './journal/publish-journal';
import type {
	PublishLease,
	PublishRecords,
	PublishServices,
	PublishSummary,
	SiteRules,
} from './ports';
import { keepLease } from './run/lease-keeper';
import { runWorkflow } from './run/run-workflow';
import { SummaryProjection } from './run/summary';
import { createSteps } from './steps';
import { createEventStream, type EventListener } from './workflow/event-stream';
import type { PublishRun } from './workflow/run-publish';
import type { PublishStep } from './workflow/step';
import { filterWorkflow, type WorkflowFilter } from './workflow/workflow';

export interface PublishSiteOptions {
	/** What the host brings. The content store is disposed of at the end. */
	readonly services: PublishServices;
	readonly records: PublishRecords;
	/** Steps of plugins: `getRegisteredSteps()`. An id of the engine's own replaces that step. */
	readonly registeredSteps?: RegisteredSteps;
	/** The filter `aether.publish.workflow.steps`. */
	readonly filterWorkflow?: WorkflowFilter;
	/** Publishes to these providers only. */
	readonly only?: readonly string[];
	/** Takes the lease from a run that has gone silent. */
	readonly takeOver?: boolean;
	/** The most requests to WordPress in flight while rendering; fewer while it is slow. Default: 6. Minimum: 1. */
	readonly concurrency?: number;
	/** What to leave out or add. Default: the site's own rules. */
	readonly rules?: SiteRules;
	/** Codes of errors to publish with, true for all: a person's decision, kept in the record. Default: none. */
	readonly acceptFindings?: AcceptedFindings;
	readonly signal?: AbortSignal;
	readonly onEvent?: EventListener;
}

export type PublishResult = PublishSummary & {
	/** UUID. */
	readonly publishId: string;
};

/** Enough to keep a few PHP workers busy, few enough for a small host. */
export const DEFAULT_CONCURRENCY = 6;

/**
 * Publishes the site once to every provider that takes part.
 *
 * Resolves with whatever came of it: success, partial, failed or cancelled. Rejects only while there is no run yet, with
 * `publish_running` when another one holds the lease.
 *
 * @param options
 */
export async function publishSite(
	options: PublishSiteOptions
): Promise< PublishResult > {
	const { services, records, takeOver = false } = options;
	const link = linkAbort( options.signal ?? new AbortController().signal );
	try {
		const lease = await records.open(
			{
				takeOver,
				...( options.only === undefined ? {} : { only: options.only } ),
			},
			{ signal: link.signal }
		);
		return await runUnderLease( lease, options, link );
	} finally {
		link.unlink();
		await services.content.dispose();
	}
}

async function runUnderLease(
	lease: PublishLease,
	options: PublishSiteOptions,
	cancel: Pick< ReturnType< typeof linkAbort >, 'signal' | 'abort' >
): Promise< PublishResult > {
	const { services, onEvent } = options;
	const { clock, logger, random } = services;
	const { publishId, note } = lease;
	const projection = new SummaryProjection();
	const journal =
		note && new PublishJournal( { note, clock, random, logger } );
	const emit = createEventStream( {
		runId: publishId,
		clock,
		logger,
		listeners: [
			projection.observe,
			...( journal ? [ journal.observe ] : [] ),
			...( onEvent ? [ onEvent ] : [] ),
		],
	} );
	const keeper = keepLease( {
		lease,
		clock,
		logger,
		progress: () => projection.progress,
		onLost: cancel.abort,
	} );
	const { workflow, finding } = filterWorkflow(
		options.filterWorkflow,
		logger
	);
	const run = await runWorkflow( {
		runId: publishId,
		workflow,
		steps: stepsFor( options ),
		services,
		only: options.only,
		findings: finding ? [ finding ] : [],
		emit,
		signal: cancel.signal,
	} ).catch( ( error: unknown ): PublishRun => ( {
		status: 'failed',
		artifacts: {},
		error: toAetherError( error ),
	} ) );
	await keeper.stop();
	const summary = projection.summarise( run );
	const isNoted = journal?.close();
	try {
		await lease.close( summary );
	} catch ( error ) {
		logger.warn( 'The record of the publish could not be closed.', {
			error,
		} );
	}
	emit( { type: 'run-end', summary } );
	// Nobody who looks at the outcome waits for this.
	await isNoted;
	return { ...summary, publishId };
}

/**
 * @param options
 * @param options.records
 * @param options.concurrency
 * @param options.rules
 * @param options.acceptFindings
 * @param options.registeredSteps Written for the part of the context that the SDK promises; the engine's has all of it.
 */
const stepsFor = ( {
	records,
	concurrency = DEFAULT_CONCURRENCY,
	rules,
	acceptFindings,
	registeredSteps = new Map(),
}: PublishSiteOptions ): ReadonlyMap< string, PublishStep > =>
	new Map( [
		...createSteps( {
			concurrency,
			rules,
			acceptFindings,
			lastSummary: ( options ) => records.lastSummary( options ),
		} ),
		...( registeredSteps as ReadonlyMap< string, PublishStep > ),
	] );
