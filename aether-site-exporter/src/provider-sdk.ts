/**
 * The script behind the handle `aether-provider-sdk`: one SDK for every plugin of the page.
 */
import * as sdk from '@aether/provider-sdk';
import * as react from '@aether/provider-sdk/react';

export type AetherProviderSDK = typeof sdk & typeof react;

declare global {
	interface Window {
		AetherProviderSDK: AetherProviderSDK;
	}
}

window.AetherProviderSDK = { ...sdk, ...react };
