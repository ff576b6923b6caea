import { applyContainedFilter, getRegisteredSteps } from '@aether/provider-sdk';
import {
	type PublishEvent,
	publishSite,
	type PublishSummary,
	type PublishWorkflow,
} from '@aether/publish-engine';
import { createBrowserHost } from './services';

export interface PublishFromPageOptions {
	readonly takeOver: boolean;
	/** Publishes to these providers only; absent: to all that are switched on. */
	readonly only?: readonly string[];
	/** Codes of the errors that a person decided to publish with. */
	readonly acceptFindings: readonly string[];
	readonly signal: AbortSignal;
	readonly onEvent: ( event: PublishEvent ) => void;
}

/** A browser opens six connections per host; one stays free for the heartbeat. */
const CONCURRENCY = 5;

const isWorkflow = ( value: unknown ): value is PublishWorkflow =>
	Array.isArray( value );

/**
 * One publish by the wp-admin page, with the steps and the workflow filter of this page's plugins.
 *
 * @param options
 */
export function publishFromPage(
	options: PublishFromPageOptions
): Promise< PublishSummary > {
	return publishSite( {
		...createBrowserHost( { isPublishing: true } ),
		...options,
		concurrency: CONCURRENCY,
		registeredSteps: getRegisteredSteps(),
		filterWorkflow: ( workflow ) =>
			applyContainedFilter(
				'aether.publish.workflow.steps',
				workflow,
				isWorkflow
			),
	} );
}
