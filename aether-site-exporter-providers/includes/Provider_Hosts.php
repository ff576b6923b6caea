<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter_Providers;

/**
 * Where the parent's relay may send the secrets of these providers: no further than what a publish needs.
 */
final class Provider_Hosts {

	public static function register(): void {
		aether_register_provider_hosts(
			'cloudflare-r2',
			array(
				'{cloudflare_account_id}.r2.cloudflarestorage.com',
				'{cloudflare_account_id}.eu.r2.cloudflarestorage.com',
				'{cloudflare_account_id}.fedramp.r2.cloudflarestorage.com',
				'{endpoint}',
			)
		);
		aether_register_provider_hosts( 's3', array( 's3.{region}.amazonaws.com', 's3.us-east-1.amazonaws.com', '{endpoint}' ) );
		aether_register_provider_hosts( 'gitlab', array( '{gitlab_url}/api/v4' ) );
		aether_register_provider_hosts( 'gitlab-pages', array( '{gitlab_url}/api/v4' ) );
		aether_register_provider_hosts(
			'cloudflare-workers',
			array( '{api_url}/accounts/{account_id}', '{api_url}/user/tokens/verify' ),
			relay_only: true
		);
		aether_register_secret_body( 'cloudflare-workers', Worker_Secrets::FIELD, Worker_Secrets::read( ... ), Worker_Secrets::compose( ... ) );
	}
}
