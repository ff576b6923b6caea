import { join } from 'node:path';
import { build } from 'esbuild';

const ENTRY = join(
	import.meta.dirname,
	'../../../packages/edge-worker/src/index.ts'
);

/** The edge worker as one module, as it is deployed. */
export async function bundleEdgeWorker(): Promise< string > {
	const { outputFiles } = await build( {
		entryPoints: [ ENTRY ],
		bundle: true,
		format: 'esm',
		target: 'es2022',
		minify: true,
		write: false,
	} );
	const [ file ] = outputFiles;
	if ( ! file ) {
		throw new Error( 'esbuild wrote nothing.' );
	}
	return file.text;
}
