/**
 * Maps `@aether/provider-sdk` to `window.AetherProviderSDK` and adds the script handle `aether-provider-sdk` to the
 * generated asset file.
 *
 * ```js
 * const { withAetherSdk } = require( '@aether/provider-sdk/webpack' );
 * module.exports = withAetherSdk( require( '@wordpress/scripts/config/webpack.config' ) );
 * ```
 *
 * @param config That of `@wordpress/scripts`, or your own on top of it.
 * @throws {Error} For a configuration without the `DependencyExtractionWebpackPlugin` of WordPress.
 */
export function withAetherSdk< Config extends object >( config: Config ): Config;
