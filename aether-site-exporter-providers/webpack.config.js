import { fileURLToPath } from 'node:url';
import { pluginScript } from '../tools/webpack.cjs';

const source = ( path ) => fileURLToPath( new URL( path, import.meta.url ) );

// A default export, because webpack looks for one.
export default pluginScript( {
	name: 'providers',
	source: source( './src/index.ts' ),
} );
