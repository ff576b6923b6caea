/** The edge worker as one module, as it is deployed. */
export { bundleEdgeWorker } from '@aether/edge-worker/build';
