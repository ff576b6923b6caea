import { type ProviderClass, ProviderRegistry } from '@aether/provider-sdk';
import { AbstractAWSProvider } from './families/aws';
import { AbstractGitProvider } from './families/git';
import { CloudflareR2Provider } from './providers/cloudflare-r2';
import { CloudflareWorkersProvider } from './providers/cloudflare-workers';
import { GitLabProvider } from './providers/gitlab';
import { GitLabPagesProvider } from './providers/gitlab-pages';
import { S3Provider } from './providers/s3';

const PROVIDERS: Readonly< Record< string, ProviderClass > > = {
	'cloudflare-r2': CloudflareR2Provider,
	'cloudflare-workers': CloudflareWorkersProvider,
	s3: S3Provider,
	gitlab: GitLabProvider,
	'gitlab-pages': GitLabPagesProvider,
};

/** What this plugin offers to others by class name: its providers, and the families that they may extend. */
const CLASSES = {
	AbstractAWSProvider,
	CloudflareR2Provider,
	CloudflareWorkersProvider,
	S3Provider,
	AbstractGitProvider,
	GitLabProvider,
	GitLabPagesProvider,
} as const;

export type AetherProviders = typeof CLASSES;

declare global {
	interface Window {
		AetherProviders: AetherProviders;
	}
}

for ( const [ id, providerClass ] of Object.entries( PROVIDERS ) ) {
	ProviderRegistry.getInstance().register( id, providerClass );
}

ProviderRegistry.getInstance().addAlias( 'cloudflare', 'cloudflare-workers' );

window.AetherProviders = CLASSES;
