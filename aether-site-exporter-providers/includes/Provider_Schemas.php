<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter_Providers;

/**
 * What PHP must know of the providers' fields: which of them are secret, and what a value may look like.
 */
final class Provider_Schemas {

	private const ACCOUNT_ID = '[0-9a-f]{32}';

	public static function register(): void {
		aether_register_provider_schema( 'cloudflare-r2', Bucket_Schema::cloudflare_r2() );
		aether_register_provider_schema( 's3', Bucket_Schema::s3() );
		aether_register_provider_schema( 'gitlab', GitLab_Schema::gitlab() );
		aether_register_provider_schema( 'gitlab-pages', GitLab_Schema::gitlab_pages() );
		aether_register_provider_schema( 'cloudflare-workers', self::cloudflare_workers() );
	}

	/**
	 * @return list<array<string, mixed>>
	 */
	private static function cloudflare_workers(): array {
		return array(
			self::field( 'account_id', 'text', __( 'Account ID', 'aether-site-exporter-providers' ), array( 'required' => true, 'pattern' => self::ACCOUNT_ID ) ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
			self::secret( 'api_token', __( 'API token', 'aether-site-exporter-providers' ) ),
		);
	}

	/**
	 * @return array<string, mixed>
	 */
	private static function secret( string $id, string $label ): array {
		return self::field( $id, 'password', $label, array( 'required' => true, 'sensitive' => true ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
	}

	/**
	 * @param array<string, mixed> $rules Other members of a ConfigField.
	 * @return array<string, mixed>
	 */
	private static function field( string $id, string $type, string $label, array $rules = array() ): array {
		return compact( 'id', 'type', 'label' ) + $rules;
	}
}
