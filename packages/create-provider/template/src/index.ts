import { ProviderRegistry } from '@aether/provider-sdk';
import { MyCloudProvider } from './my-cloud-provider';

ProviderRegistry.getInstance().register( 'my-cloud', MyCloudProvider );
