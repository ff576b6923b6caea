<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter_Providers;

/**
 * The fields of the providers that publish into a bucket with an S3 API.
 */
final class Bucket_Schema {

	private const BUCKET = '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]';
	private const PREFIX = '[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*';

	/**
	 * @return list<array<string, mixed>>
	 */
	public static function cloudflare_r2(): array {
		return array(
			...self::bucket( array( 'releases', 'plain' ) ),
			self::field( 'cloudflare_account_id', 'text', __( 'Cloudflare account ID', 'aether-site-exporter-providers' ), array( 'pattern' => '[0-9a-f]{32}' ) ),
			self::choice( 'jurisdiction', __( 'Jurisdiction', 'aether-site-exporter-providers' ), array( 'default', 'eu', 'fedramp' ) ),
			self::field( 'worker_endpoint', 'url', __( 'Worker address', 'aether-site-exporter-providers' ) ),
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
			self::field( 'access_key_id', 'text', __( 'Access key ID', 'aether-site-exporter-providers' ), array( 'required' => true ) ),
			self::field(
				'secret_access_key',
				'password',
				__( 'Secret access key', 'aether-site-exporter-providers' ),
				array(
					'required'  => true,
					'sensitive' => true,
				)
			),
			self::field(
				'bucket_name',
				'text',
				__( 'Bucket', 'aether-site-exporter-providers' ),
				array(
					'required' => true,
					'pattern'  => self::BUCKET,
				)
			),
			self::field( 'region', 'text', __( 'Region', 'aether-site-exporter-providers' ), array( 'default' => 'auto' ) ),
			self::field( 'endpoint', 'url', __( 'Endpoint', 'aether-site-exporter-providers' ) ),
			self::field( 'prefix', 'text', __( 'Path in the bucket', 'aether-site-exporter-providers' ), array( 'pattern' => self::PREFIX ) ),
			self::field( 'public_url', 'url', __( 'Public address', 'aether-site-exporter-providers' ) ),
			self::choice( 'layout', __( 'Layout', 'aether-site-exporter-providers' ), $layouts ),
			self::field(
				'keep_releases',
				'number',
				__( 'Releases to keep', 'aether-site-exporter-providers' ),
				array(
					'min'     => 1,
					'max'     => 50,
					'default' => 5,
				)
			),
			self::choice( 'url_style', __( 'Links between pages', 'aether-site-exporter-providers' ), array( 'absolute', 'root-relative', 'document-relative' ) ),
		);
	}

	/**
	 * A choice whose first value is the default; the form has the words for each.
	 *
	 * @param string[] $values
	 * @return array<string, mixed>
	 */
	private static function choice( string $id, string $label, array $values ): array {
		return self::field(
			$id,
			'select',
			$label,
			array(
				'default' => $values[0],
				'options' => array_map(
					static fn ( string $value ): array => array(
						'value' => $value,
						'label' => $value,
					),
					$values
				),
			)
		);
	}

	/**
	 * @param array<string, mixed> $rules Other members of a ConfigField.
	 * @return array<string, mixed>
	 */
	private static function field( string $id, string $type, string $label, array $rules = array() ): array {
		return compact( 'id', 'type', 'label' ) + $rules;
	}
}
