/**
 * The build of both plugins on top of wp-scripts: TypeScript from the workspaces, WordPress' packages and the provider
 * SDK taken from the page.
 */
const { withAetherSdk } = require( '@aether/provider-sdk/webpack' );
const defaultConfig = require( '@wordpress/scripts/config/webpack.config' );

const scriptConfig = Array.isArray( defaultConfig )
	? defaultConfig[ 0 ]
	: defaultConfig;

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
		...( externaliseSdk ? withAetherSdk( scriptConfig ) : scriptConfig ),
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
	};
}

module.exports = { pluginScript };
