import { fileURLToPath } from 'node:url';
import { pluginScript } from '../tools/webpack.cjs';

const source = ( path ) => fileURLToPath( new URL( path, import.meta.url ) );

// A default export, because webpack looks for one.
export default [
	pluginScript( {
		name: 'provider-sdk',
		source: source( './src/provider-sdk.ts' ),
		externaliseSdk: false,
	} ),
	pluginScript( {
		name: 'admin',
		source: source( './src/admin/index.tsx' ),
	} ),
	pluginScript( {
		name: 'editor',
		source: source( './src/editor/index.tsx' ),
	} ),
];
