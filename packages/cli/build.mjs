#!/usr/bin/env node
/** Bundles the command line into dist/aether.js, which needs nothing but Node. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const path = ( name ) => fileURLToPath( new URL( name, import.meta.url ) );

export async function buildCommandLine() {
	await build( {
		entryPoints: [ path( 'src/index.ts' ) ],
		outfile: path( 'dist/aether.js' ),
		bundle: true,
		format: 'esm',
		platform: 'node',
		target: 'node20.19',
		sourcemap: 'linked',
		legalComments: 'linked',
		logLevel: 'warning',
		// The library for buckets announces what its next versions will need; this bundle holds the one that it was built with.
		define: {
			'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED':
				'"true"',
		},
		// CommonJS packages in the bundle ask for Node's modules by require().
		banner: {
			js: `import { createRequire as createBundleRequire } from 'node:module'; const require = createBundleRequire( import.meta.url );`,
		},
	} );
}

if ( process.argv[ 1 ] === fileURLToPath( import.meta.url ) ) {
	await buildCommandLine();
}
