<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter_Providers;

/**
 * Where the parent's relay may send the secrets of these providers: no further than what a publish needs.
 */
final class Provider_Hosts {

	private const CLOUDFLARE_API = 'api.cloudflare.com/client/v4';

	public static function register(): void {
		aether_register_provider_hosts(
			'cloudflare-r2',
			array(
				'{cloudflare_account_id}.r2.cloudflarestorage.com',
				'{cloudflare_account_id}.eu.r2.cloudflarestorage.com',
				'{cloudflare_account_id}.fedramp.r2.cloudflarestorage.com',
			)
		);
		aether_register_provider_hosts( 'gitlab', array( 'gitlab.com/api/v4' ) );
		aether_register_provider_hosts( 'gitlab-pages', array( 'gitlab.com/api/v4' ) );
		aether_register_provider_hosts(
			'cloudflare-workers',
			array( self::CLOUDFLARE_API . '/accounts/{account_id}', self::CLOUDFLARE_API . '/user/tokens/verify', self::CLOUDFLARE_API . '/zones' ),
			relay_only: true
		);
	}
}
