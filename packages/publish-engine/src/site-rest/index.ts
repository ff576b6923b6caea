export { createLedger } from './ledger';
export { createPublishRecords } from './publish-records';
export { jsonRequest, restJson, type SiteRest } from './rest';
export { restPages } from './rest-pages';
export { createSiteSource } from './site-source';
