import { ProviderRegistry } from '@aether/provider-sdk';
import { NetlifyProvider } from './netlify-provider';

ProviderRegistry.getInstance().register( 'netlify', NetlifyProvider );
