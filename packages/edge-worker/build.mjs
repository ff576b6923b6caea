#!/usr/bin/env node
/** Bundles the Worker into dist/bundle.js: a module whose one export is the Worker's source, ready to be deployed. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const path = ( name ) => fileURLToPath( new URL( name, import.meta.url ) );

/**
 * @return {Promise<string>} The Worker as one module.
 */
export async function bundleEdgeWorker() {
	const { outputFiles } = await build( {
		entryPoints: [ path( 'src/index.ts' ) ],
		bundle: true,
		format: 'esm',
		target: 'es2022',
		minify: true,
		write: false,
		logLevel: 'warning',
	} );
	return outputFiles[ 0 ].text;
}

export async function buildEdgeWorker() {
	const source = await bundleEdgeWorker();
	await mkdir( path( 'dist' ), { recursive: true } );
	// Renamed, so that who loads it meanwhile gets a whole one.
	const temporary = path( `dist/bundle.${ process.pid }.js` );
	await writeFile(
		temporary,
		`export const EDGE_WORKER = ${ JSON.stringify( source ) };\n`
	);
	await rename( temporary, path( 'dist/bundle.js' ) );
}

if ( process.argv[ 1 ] === fileURLToPath( import.meta.url ) ) {
	await buildEdgeWorker();
}
