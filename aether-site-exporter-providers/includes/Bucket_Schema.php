<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter_Providers;

/**
 * The fields of the providers that publish into a bucket with an S3 API.
 */
final class Bucket_Schema {

	private const BUCKET = '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]';

	/**
	 * @return list<array<string, mixed>>
	 */
	public static function cloudflare_r2(): array {
		return array(
			...self::bucket( array( 'releases', 'plain' ) ),
			Field::of( 'cloudflare_account_id', 'text', __( 'Cloudflare account ID', 'aether-site-exporter-providers' ), array( 'pattern' => '[0-9a-f]{32}' ) ),
			Field::choice( 'jurisdiction', __( 'Jurisdiction', 'aether-site-exporter-providers' ), array( 'default', 'eu', 'us', 'fedramp', 'fedramp-high' ) ),
			Field::of( 'worker_endpoint', 'url', __( 'Worker address', 'aether-site-exporter-providers' ) ),
		);
	}

	/**
	 * @return list<array<string, mixed>>
	 */
	public static function s3(): array {
		return self::bucket( array( 'plain', 'releases' ) );
	}

	/**
	 * @param string[] $layouts The default first.
	 * @return list<array<string, mixed>>
	 */
	private static function bucket( array $layouts ): array {
		return array(
			Field::of( 'access_key_id', 'text', __( 'Access key ID', 'aether-site-exporter-providers' ), array( 'required' => true ) ),
			Field::of(
				'secret_access_key',
				'password',
				__( 'Secret access key', 'aether-site-exporter-providers' ),
				array(
					'required'  => true,
					'sensitive' => true,
				)
			),
			Field::of(
				'bucket_name',
				'text',
				__( 'Bucket', 'aether-site-exporter-providers' ),
				array(
					'required' => true,
					'pattern'  => self::BUCKET,
				)
			),
			Field::of( 'region', 'text', __( 'Region', 'aether-site-exporter-providers' ), array( 'default' => 'auto' ) ),
			Field::of( 'endpoint', 'url', __( 'Endpoint', 'aether-site-exporter-providers' ) ),
			Field::of( 'prefix', 'text', __( 'Path in the bucket', 'aether-site-exporter-providers' ), array( 'pattern' => Field::PREFIX ) ),
			Field::of( 'public_url', 'url', __( 'Public address', 'aether-site-exporter-providers' ) ),
			Field::choice( 'layout', __( 'Layout', 'aether-site-exporter-providers' ), $layouts ),
			Field::of(
				'keep_releases',
				'number',
				__( 'Releases to keep', 'aether-site-exporter-providers' ),
				array(
					'min'     => 1,
					'max'     => 50,
					'default' => 5,
				)
			),
			Field::of(
				'rollout_percentage',
				'number',
				__( 'Visitors that get a new release, in percent', 'aether-site-exporter-providers' ),
				array(
					'min'     => 1,
					'max'     => 100,
					'step'    => 1,
					'default' => 100,
				)
			),
			Field::choice( 'url_style', __( 'Links between pages', 'aether-site-exporter-providers' ), array( 'absolute', 'root-relative', 'document-relative' ) ),
		);
	}
}
