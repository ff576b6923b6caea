import { ProviderRegistry, type ProviderClass } from '@aether/provider-sdk';
import { LocalFilesystemProvider } from 'aether-site-exporter/providers/local-filesystem';
import { CloudflareR2Provider } from 'aether-site-exporter-providers/providers/cloudflare-r2';
import { CloudflareWorkersProvider } from 'aether-site-exporter-providers/providers/cloudflare-workers';
import { GitLabProvider } from 'aether-site-exporter-providers/providers/gitlab';
import { GitLabPagesProvider } from 'aether-site-exporter-providers/providers/gitlab-pages';
import { S3Provider } from 'aether-site-exporter-providers/providers/s3';

const CLASSES: Readonly< Record< string, ProviderClass > > = {
	'local-filesystem': LocalFilesystemProvider,
	'cloudflare-r2': CloudflareR2Provider,
	'cloudflare-workers': CloudflareWorkersProvider,
	s3: S3Provider,
	gitlab: GitLabProvider,
	'gitlab-pages': GitLabPagesProvider,
};

/** A registry of its own for each host, so that two sites in one process do not share configurations. */
export function createBuiltinRegistry(): ProviderRegistry {
	const registry = new ProviderRegistry();
	for ( const [ id, providerClass ] of Object.entries( CLASSES ) ) {
		registry.register( id, providerClass );
	}
	return registry;
}
