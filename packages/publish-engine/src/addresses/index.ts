export { createPathPlan } from './path-plan';
export { createSiteAddresses, type SiteRoots } from './site-addresses';
export {
	createTargetAddresses,
	type TargetAddressesOptions,
} from './target-addresses';
export type { PathPlan, SiteAddresses, TargetAddresses } from './types';
