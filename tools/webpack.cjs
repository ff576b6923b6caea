/**
 * The build of both plugins on top of wp-scripts: TypeScript from the workspaces, WordPress' packages and the provider
 * SDK taken from the page.
 */
const defaultConfig = require( '@wordpress/scripts/config/webpack.config' );

const SDK_REQUESTS = [ '@aether/provider-sdk', '@aether/provider-sdk/react' ];
const SDK_GLOBAL = 'AetherProviderSDK';
const SDK_HANDLE = 'aether-provider-sdk';

const scriptConfig = Array.isArray( defaultConfig )
	? defaultConfig[ 0 ]
	: defaultConfig;

const isDependencyExtraction = ( plugin ) =>
	plugin.constructor.name === 'DependencyExtractionWebpackPlugin';
const { constructor: DependencyExtractionWebpackPlugin } =
	scriptConfig.plugins.find( isDependencyExtraction );

function dependencyExtraction( externaliseSdk ) {
	const isSdk = ( request ) =>
		externaliseSdk && SDK_REQUESTS.includes( request );
	return new DependencyExtractionWebpackPlugin( {
		requestToExternal: ( request ) =>
			isSdk( request ) ? SDK_GLOBAL : undefined,
		requestToHandle: ( request ) =>
			isSdk( request ) ? SDK_HANDLE : undefined,
	} );
}

const isOutputOf = ( name, file ) =>
	file.startsWith( `${ name }.` ) || file.startsWith( `${ name }-` );

/**
 * One script of a plugin. Each is a compilation of its own, so that one can define the SDK that another finds on the
 * page.
 *
 * @param {Object}  script
 * @param {string}  script.name             File below `build/`, without extension.
 * @param {string}  script.source           Entry file.
 * @param {boolean} [script.externaliseSdk] Takes the SDK from the page. Default: true.
 */
function pluginScript( { name, source, externaliseSdk = true } ) {
	return {
		...scriptConfig,
		name,
		entry: { [ name ]: source },
		output: {
			...scriptConfig.output,
			chunkFilename: `${ name }-[name].js?ver=[chunkhash]`,
			// Stale files go, but not those of the plugin's other scripts.
			clean: { keep: ( file ) => ! isOutputOf( name, file ) },
			// The folder of the script itself: right in any WordPress directory, on any host.
			publicPath: 'auto',
			// Two plugins and several scripts share a page.
			uniqueName: `aether-${ name }`,
		},
		plugins: [
			...scriptConfig.plugins.filter(
				( plugin ) => ! isDependencyExtraction( plugin )
			),
			dependencyExtraction( externaliseSdk ),
		],
	};
}

module.exports = { pluginScript };
