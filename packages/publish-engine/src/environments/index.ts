export { closedRobots, readsRobots, robotsOutOfReach } from './robots';
export { environmentOf, inEnvironment } from './target-environment';
export type { SiteEnvironment } from './types';
