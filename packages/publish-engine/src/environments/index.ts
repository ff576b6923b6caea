export { closedRobots, readsRobots, robotsOutOfReach } from './robots';
export {
	environmentOf,
	inEnvironment,
	publishedEnvironment,
} from './target-environment';
export {
	compareRelease,
	type PublishedRelease,
	readPublishedRelease,
} from './published-release';
export type { PublishedEnvironment, SiteEnvironment } from './types';
