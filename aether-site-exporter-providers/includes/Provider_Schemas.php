<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter_Providers;

/**
 * What PHP must know of the providers' fields: which of them are secret, and what a value may look like.
 */
final class Provider_Schemas {

	public static function register(): void {
		aether_register_provider_schema( 'cloudflare-r2', Bucket_Schema::cloudflare_r2() );
		aether_register_provider_schema( 's3', Bucket_Schema::s3() );
		aether_register_provider_schema( 'gitlab', GitLab_Schema::gitlab() );
		aether_register_provider_schema( 'gitlab-pages', GitLab_Schema::gitlab_pages() );
		aether_register_provider_schema( 'cloudflare-workers', Worker_Schema::cloudflare_workers() );
	}
}
