import {
	type PublishEvent,
	planSite,
	type SitePlan,
} from '@aether/publish-engine';
import { createBrowserHost } from './services';

export interface PlanFromPageOptions {
	readonly signal: AbortSignal;
	readonly onEvent: ( event: PublishEvent ) => void;
}

/** A browser opens six connections per host; one stays free for whatever else the page asks. */
const CONCURRENCY = 5;

/**
 * What a publish would do now. Writes nothing anywhere.
 *
 * @param options
 */
export function planFromPage(
	options: PlanFromPageOptions
): Promise< SitePlan > {
	return planSite( {
		...createBrowserHost(),
		...options,
		concurrency: CONCURRENCY,
	} );
}
