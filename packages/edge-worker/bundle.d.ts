/** The Worker as one module, minified: what is deployed. Written by `build.mjs`. */
export const EDGE_WORKER: string;
