import type { SiteEnvironment, SiteRest } from '@aether/publish-engine';
import { RunningElsewhere } from './running-elsewhere';
import { useRunningPublish } from './running-publish';

interface WatchedPublishProps {
	readonly rest: SiteRest;
	/** Default: none. */
	readonly environments?: readonly SiteEnvironment[] | undefined;
}

/**
 * The publish that somebody runs, for a person who may only look.
 *
 * @param props
 * @param props.rest
 * @param props.environments
 */
export function WatchedPublish( { rest, environments }: WatchedPublishProps ) {
	const running = useRunningPublish( rest, false );
	return (
		running && (
			<RunningElsewhere
				publish={ running }
				environments={ environments ?? [] }
			/>
		)
	);
}
