import { ProviderRegistry } from '@aether/provider-sdk';
import {
	createPublishController,
	type PublishController,
} from '../admin/publishing/publish-controller';
import type { SettingsApi } from '../admin/settings/settings-api';

/**
 * Publishes with the stored settings, which the editor has no other use for.
 *
 * @param settingsApi
 */
export const createEditorController = (
	settingsApi: SettingsApi
): PublishController =>
	createPublishController( async ( options ) => {
		const { providers } = await settingsApi.load( options );
		ProviderRegistry.getInstance().setConfigs( providers );
		const { publishFromPage } = await import(
			/* webpackChunkName: "publisher" */ '../host/publish-from-page'
		);
		return publishFromPage( options );
	} );
