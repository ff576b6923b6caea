export { EXIT, type ExitCode } from './exit-codes';
export { main } from './main';
export {
	createNodeHost,
	type NodeHost,
	type NodeHostOptions,
} from './node-host';
export type { Output } from './output/output';
export { runAether, type RunAetherOptions } from './run-aether';
