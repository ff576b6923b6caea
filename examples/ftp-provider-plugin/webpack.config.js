const { withAetherSdk } = require( '@aether/provider-sdk/webpack' );
module.exports = withAetherSdk(
	require( '@wordpress/scripts/config/webpack.config' )
);
