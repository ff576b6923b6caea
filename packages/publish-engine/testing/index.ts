export { assertOnlyUrlsChanged } from './assert-only-urls-changed';
export { openEnvelope, packEnvelope } from '../src/relay/envelope';
export { measureScanning, type ScanningSpeed } from './measure-scanning';
export { MemoryContentStore } from './memory-content-store';
export { MemoryRecords, type MemoryRecordsOptions } from './memory-records';
export {
	MemorySite,
	type MemoryResource,
	type MemorySiteOptions,
	type SiteFault,
} from './memory-site';
export {
	createTestServices,
	type TestServices,
	type TestServicesOptions,
} from './test-services';
export { until } from './until';
export { webCryptoHasher } from '@aether/provider-sdk';
