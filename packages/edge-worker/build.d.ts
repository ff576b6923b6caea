/** The Worker as one module. */
export function bundleEdgeWorker(): Promise< string >;
/** Writes `dist/bundle.js`. */
export function buildEdgeWorker(): Promise< void >;
