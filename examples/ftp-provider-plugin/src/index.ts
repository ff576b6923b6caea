import { ProviderRegistry } from '@aether/provider-sdk';
import { FtpProvider } from './ftp-provider';

ProviderRegistry.getInstance().register( 'ftp', FtpProvider );
