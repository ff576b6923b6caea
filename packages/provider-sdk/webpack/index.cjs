/**
 * The build of a provider plugin on top of `@wordpress/scripts`: the SDK is taken from the page, and the page is told
 * which SDK the plugin was built with.
 */
const { readFileSync } = require( 'node:fs' );
const { join } = require( 'node:path' );
const { version: SDK_VERSION } = require( '../package.json' );

const SDK_GLOBAL = 'AetherProviderSDK';
const SDK_HANDLE = 'aether-provider-sdk';
const SDK_REQUESTS = [ '@aether/provider-sdk', '@aether/provider-sdk/react' ];

const isSdk = ( request ) => SDK_REQUESTS.includes( request );

const isDependencyExtraction = ( plugin ) =>
	plugin.constructor.name === 'DependencyExtractionWebpackPlugin';

/**
 * The plugin of `@wordpress/scripts` that writes the asset file, made to know the SDK as well. What it was told before
 * still holds.
 *
 * @param {Object} plugin
 */
function extractSdk( plugin ) {
	const { constructor: DependencyExtraction, options } = plugin;
	return new DependencyExtraction( {
		...options,
		requestToExternal: ( request ) =>
			isSdk( request )
				? SDK_GLOBAL
				: options?.requestToExternal?.( request ),
		requestToHandle: ( request ) =>
			isSdk( request )
				? SDK_HANDLE
				: options?.requestToHandle?.( request ),
	} );
}

/** Opens every entry with a sentence that the SDK of the page understands, or does not need to. */
class AnnounceBuild {
	apply( compiler ) {
		new compiler.webpack.BannerPlugin( {
			banner: announcement( pluginName( compiler.context ) ),
			raw: true,
			entryOnly: true,
			test: /\.js$/,
		} ).apply( compiler );
	}
}

const announcement = ( plugin ) =>
	`window.${ SDK_GLOBAL }&&window.${ SDK_GLOBAL }.announceBuild&&window.${ SDK_GLOBAL }.announceBuild(${ JSON.stringify(
		{ plugin, sdkVersion: SDK_VERSION }
	) });`;

/**
 * @param {string} directory Where webpack runs: the plugin's folder.
 */
function pluginName( directory ) {
	const { name } = JSON.parse(
		readFileSync( join( directory, 'package.json' ), 'utf8' )
	);
	return name;
}

function withSdkFromPage( config ) {
	if ( ! config.plugins?.some( isDependencyExtraction ) ) {
		throw new Error(
			'withAetherSdk() takes the configuration of @wordpress/scripts, with its DependencyExtractionWebpackPlugin.'
		);
	}
	return {
		...config,
		plugins: [
			...config.plugins.map( ( plugin ) =>
				isDependencyExtraction( plugin ) ? extractSdk( plugin ) : plugin
			),
			new AnnounceBuild(),
		],
	};
}

/**
 * Maps `@aether/provider-sdk` to `window.AetherProviderSDK` and adds the script handle `aether-provider-sdk` to the
 * generated asset file.
 *
 * ```js
 * const { withAetherSdk } = require( '@aether/provider-sdk/webpack' );
 * module.exports = withAetherSdk( require( '@wordpress/scripts/config/webpack.config' ) );
 * ```
 *
 * @param {Object|Object[]} config That of `@wordpress/scripts`, or your own on top of it.
 */
function withAetherSdk( config ) {
	return Array.isArray( config )
		? config.map( withSdkFromPage )
		: withSdkFromPage( config );
}

module.exports = { withAetherSdk };
