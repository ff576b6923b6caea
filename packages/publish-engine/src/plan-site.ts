import type { TransferPlan } from '@aether/provider-sdk';
import type { Finding, PublishEvent } from './events';
import type { AcceptedFindings } from './gate/findings';
import type {
	PublishedEnvironment,
	PublishRecords,
	PublishServices,
	PublishSummary,
	SiteRules,
} from './ports';
import { DEFAULT_CONCURRENCY } from './publish-site';
import { withoutWriting } from './run/dry-run';
import { runWorkflow } from './run/run-workflow';
import { SummaryProjection } from './run/summary';
import { createSteps } from './steps';
import { createEventStream, type EventListener } from './workflow/event-stream';
import type { PublishStep } from './workflow/step';
import { DEFAULT_WORKFLOW } from './workflow/workflow';

export interface PlanSiteOptions {
	/** What the host brings. The content store is disposed of at the end. */
	readonly services: PublishServices;
	/** What to compare with. Absent: nothing is compared with the last publish. */
	readonly records?: Pick< PublishRecords, 'lastSummary' >;
	/** Plans for these providers only. */
	readonly only?: readonly string[];
	/** The most requests to WordPress in flight while rendering; fewer while it is slow. Default: 6. Minimum: 1. */
	readonly concurrency?: number;
	/** What to leave out or add. Default: the site's own rules. */
	readonly rules?: SiteRules;
	/** Codes of errors to publish with, true for all: a person's decision, kept in the record. Default: none. */
	readonly acceptFindings?: AcceptedFindings;
	readonly signal?: AbortSignal;
	readonly onEvent?: EventListener;
}

/** What a publish would do at one provider. */
export interface ProviderPlan {
	readonly providerId: string;
	readonly deploymentType: string;
	/** Absent when the provider failed. */
	readonly plan?: TransferPlan;
	/** Which address the pages would name. Absent for what has none, and when the provider failed. */
	readonly baseUrl?: string;
	/** Absent: it would publish under its own address. */
	readonly environment?: PublishedEnvironment;
	readonly error?: { readonly code: string; readonly message: string };
}

export interface SitePlan {
	readonly status: PublishSummary[ 'status' ];
	readonly providers: readonly ProviderPlan[];
	readonly findings: readonly Finding[];
	readonly pageCount: number;
	readonly fileCount: number;
	readonly error?: { readonly code: string; readonly message: string };
}

/** A dry run is no publish: the nil UUID stands for it. */
const NO_PUBLISH = '00000000-0000-0000-0000-000000000000';

/**
 * Renders the site and lets every provider plan, then lets go: writes nothing anywhere and needs no lease. Steps of
 * plugins do not run, because nobody can know what they write.
 *
 * @param options
 */
export async function planSite(
	options: PlanSiteOptions
): Promise< SitePlan > {
	const { onEvent, only } = options;
	const services = withoutWriting( options.services );
	const projection = new SummaryProjection();
	const findings: Finding[] = [];
	const plans = new Plans();
	const observe = ( event: PublishEvent ) => {
		if ( event.type === 'finding' ) {
			findings.push( event.finding );
		}
		plans.observe( event );
	};
	const emit = createEventStream( {
		runId: NO_PUBLISH,
		clock: services.clock,
		logger: services.logger,
		listeners: [
			projection.observe,
			observe,
			...( onEvent ? [ onEvent ] : [] ),
		],
	} );
	try {
		const run = await runWorkflow( {
			runId: NO_PUBLISH,
			workflow: DEFAULT_WORKFLOW,
			steps: silentSteps( options ),
			services,
			only,
			findings: [],
			emit,
			signal: options.signal ?? new AbortController().signal,
		} );
		const summary = projection.summarise( run );
		emit( { type: 'run-end', summary } );
		const { status, pageCount, fileCount, error } = summary;
		return {
			status,
			pageCount,
			fileCount,
			findings,
			providers: summary.providers.map( ( provider ) =>
				toProviderPlan( provider, plans )
			),
			...( error ? { error } : {} ),
		};
	} finally {
		await services.content.dispose();
	}
}

/** What providers plan; one provider may receive several deployment types, each in a step of its own. */
class Plans {
	readonly #types = new Map< string, string >();
	readonly #plans = new Map< string, TransferPlan >();

	observe( event: PublishEvent ): void {
		if ( event.type === 'provider-start' ) {
			this.#types.set( keyOf( event ), event.deploymentType );
		} else if ( event.type === 'provider-plan' ) {
			const type = this.#types.get( keyOf( event ) ) ?? '';
			this.#plans.set( `${ type } ${ event.providerId }`, event.plan );
		}
	}

	of( {
		providerId,
		deploymentType,
	}: PublishSummary[ 'providers' ][ 0 ] ): TransferPlan | undefined {
		return this.#plans.get( `${ deploymentType } ${ providerId }` );
	}
}

const keyOf = ( event: {
	readonly step: string;
	readonly providerId: string;
} ): string => `${ event.step } ${ event.providerId }`;

const toProviderPlan = (
	provider: PublishSummary[ 'providers' ][ 0 ],
	plans: Plans
): ProviderPlan => {
	const { providerId, deploymentType, environment, receipt, error } =
		provider;
	const plan = plans.of( provider );
	const baseUrl = deploymentType === 'static_site' ? receipt?.url : undefined;
	return {
		providerId,
		deploymentType,
		...( environment ? { environment } : {} ),
		...( baseUrl === undefined ? {} : { baseUrl } ),
		...( plan && ! error ? { plan } : {} ),
		...( error ? { error } : {} ),
	};
};

/**
 * A plan uploads nothing, so no step may say that it did.
 *
 * @param options
 * @param options.concurrency
 * @param options.rules
 * @param options.acceptFindings
 * @param options.records
 */
const silentSteps = ( {
	concurrency = DEFAULT_CONCURRENCY,
	rules,
	acceptFindings,
	records,
}: PlanSiteOptions ): ReadonlyMap< string, PublishStep > =>
	new Map(
		[
			...createSteps( {
				concurrency,
				rules,
				acceptFindings,
				lastSummary: records && ( ( o ) => records.lastSummary( o ) ),
			} ),
		].map( ( [ id, { conclude: _conclude, ...step } ] ) => [ id, step ] )
	);
