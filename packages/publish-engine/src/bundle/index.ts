export type { SiteParts } from './blueprint';
export {
	buildBundle,
	requireBundleSource,
	type BuildBundleOptions,
	type SiteBundle,
} from './build-bundle';
export {
	measureBundle,
	type BundleMeasure,
	type MeasureBundleOptions,
} from './measure-bundle';
export { gatherSite } from './gather-site';
export { writeBundle } from './write-bundle';
