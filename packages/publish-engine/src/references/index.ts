export { rewriteDocument } from './rewrite-document';
export { scanDocument } from './scan-document';
export type * from './types';
