export {
	type Blueprint,
	type BundlePart,
	createBlueprint,
	type SiteParts,
} from './blueprint';
export { gatherSite } from './gather-site';
export type * from './ports';
export { createRestBundleSource } from './rest-bundle-source';
export { zipStream } from './zip';
