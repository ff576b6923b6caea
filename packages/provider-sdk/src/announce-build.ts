import { __, sprintf } from '@wordpress/i18n';
import { logWarning } from './log';
import { ProviderRegistry } from './provider-registry';
import { compareSdkVersions } from './sdk-version';
import { SDK_VERSION } from './version';

/** What a built plugin says of itself. */
export interface PluginBuild {
	/** Name of the plugin's package. */
	readonly plugin: string;
	/** Of the SDK in its `node_modules`. */
	readonly sdkVersion: string;
}

/**
 * Called by the first line of every script that `@aether/provider-sdk/webpack` has built. A plugin that was built for
 * another major version of the contract becomes a notice on Settings → Aether; it is loaded all the same.
 *
 * @param build
 */
export function announceBuild( build: PluginBuild ): void {
	const plugin = String( build?.plugin );
	const built = String( build?.sdkVersion );
	switch ( compareSdkVersions( built ) ) {
		case 'plugin-outdated':
			return report(
				plugin,
				sprintf(
					/* translators: 1: name of a plugin, 2 and 3: versions. */
					__(
						'“%1$s” was built for version %2$s of the Aether provider SDK, and this site has %3$s. It may not work: please update it, or tell its author.',
						'aether-site-exporter'
					),
					plugin,
					built,
					SDK_VERSION
				)
			);
		case 'page-outdated':
			return report(
				plugin,
				sprintf(
					/* translators: 1: name of a plugin, 2 and 3: versions. */
					__(
						'“%1$s” was built for version %2$s of the Aether provider SDK, and this site has %3$s. It may not work: please update Aether Site Exporter.',
						'aether-site-exporter'
					),
					plugin,
					built,
					SDK_VERSION
				)
			);
		case 'page-older':
			return logWarning(
				`"${ plugin }" was built with the provider SDK ${ built }, and this page has ${ SDK_VERSION }: what is new in ${ built } is missing.`
			);
		case null:
			return logWarning(
				`"${ plugin }" was built with a provider SDK of no known version: "${ built }".`
			);
		default:
	}
}

const report = ( id: string, message: string ): void =>
	ProviderRegistry.getInstance().reportProblem( {
		id,
		code: 'sdk_mismatch',
		severity: 'warning',
		message,
	} );
