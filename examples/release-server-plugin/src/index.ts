import { ProviderRegistry } from '@aether/provider-sdk';
import { ReleaseServerProvider } from './release-server-provider';

ProviderRegistry.getInstance().register(
	'release-server',
	ReleaseServerProvider
);
