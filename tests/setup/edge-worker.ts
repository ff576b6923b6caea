import { buildEdgeWorker } from '@aether/edge-worker/build';

/** Providers deploy the Worker as it was built, so a single spec builds it, too. */
export default buildEdgeWorker;
