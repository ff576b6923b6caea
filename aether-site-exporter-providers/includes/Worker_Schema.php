<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter_Providers;

/**
 * What PHP must know of the fields of Cloudflare Workers.
 */
final class Worker_Schema {

	/** Also a label of a host name. */
	private const SCRIPT_NAME = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';

	private const HOST_NAME = '(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]';

	private const BUCKET = '[a-z0-9][a-z0-9-]{1,61}[a-z0-9]';

	private const NAMES = '[A-Za-z_][A-Za-z0-9_]*(?:\s*,\s*[A-Za-z_][A-Za-z0-9_]*)*';

	/** NAME=value, one a line. */
	private const VALUES = '[A-Za-z_][A-Za-z0-9_]*=[^\n]+(?:\n+[A-Za-z_][A-Za-z0-9_]*=[^\n]+)*';

	/**
	 * @return list<array<string, mixed>>
	 */
	public static function cloudflare_workers(): array {
		return array(
			...self::access(),
			...self::source(),
			...self::addresses(),
		);
	}

	/**
	 * @return list<array<string, mixed>>
	 */
	private static function access(): array {
		return array(
			Field::of(
				'account_id',
				'text',
				__( 'Account ID', 'aether-site-exporter-providers' ),
				array(
					'required' => true,
					'pattern'  => '[0-9a-f]{32}',
				)
			),
			Field::of(
				'api_token',
				'password',
				__( 'API token', 'aether-site-exporter-providers' ),
				array(
					'required'  => true,
					'sensitive' => true,
				)
			),
			Field::of(
				'script_name',
				'text',
				__( 'Name of the Worker', 'aether-site-exporter-providers' ),
				array(
					'default' => 'aether-site',
					'pattern' => self::SCRIPT_NAME,
				)
			),
		);
	}

	/**
	 * @return list<array<string, mixed>>
	 */
	private static function source(): array {
		return array(
			Field::choice( 'source', __( 'What runs', 'aether-site-exporter-providers' ), array( 'edge-worker', 'code', 'folder' ) ),
			Field::of( 'code', 'textarea', __( 'Module', 'aether-site-exporter-providers' ), array( 'max' => 500000 ) + self::only_for( 'code' ) ),
			Field::of( 'folder', 'text', __( 'Folder', 'aether-site-exporter-providers' ), array( 'pattern' => '[A-Za-z0-9_-]+' ) + self::only_for( 'folder' ) ),
			Field::of( 'bucket_name', 'text', __( 'R2 bucket', 'aether-site-exporter-providers' ), array( 'pattern' => self::BUCKET ) ),
			Field::choice( 'jurisdiction', __( 'Jurisdiction of the bucket', 'aether-site-exporter-providers' ), array( 'default', 'eu', 'us', 'fedramp', 'fedramp-high' ) ),
			Field::of( 'prefix', 'text', __( 'Path in the bucket', 'aether-site-exporter-providers' ), array( 'pattern' => Field::PREFIX ) ),
			Field::of( 'variables', 'textarea', __( 'Variables', 'aether-site-exporter-providers' ), array( 'max' => 20000 ) + self::only_for( 'code', 'folder' ) ),
			Field::of(
				Worker_Secrets::FIELD,
				'textarea',
				__( 'Values of secrets', 'aether-site-exporter-providers' ),
				array(
					'sensitive'      => true,
					'max'            => 20000,
					'pattern'        => self::VALUES,
					'patternMessage' => __( 'Each line needs the form NAME=value.', 'aether-site-exporter-providers' ),
				) + self::only_for( 'code', 'folder' )
			),
			Field::of( 'secret_names', 'text', __( 'Secrets stored at Cloudflare', 'aether-site-exporter-providers' ), array( 'pattern' => self::NAMES ) + self::only_for( 'code', 'folder' ) ),
		);
	}

	/**
	 * @return list<array<string, mixed>>
	 */
	private static function addresses(): array {
		return array(
			Field::of( 'workers_dev', 'checkbox', __( 'Reachable below workers.dev', 'aether-site-exporter-providers' ), array( 'default' => true ) ),
			Field::of( 'custom_domain', 'text', __( 'Domain', 'aether-site-exporter-providers' ), array( 'pattern' => self::HOST_NAME ) ),
			Field::of( 'take_over', 'text', __( 'Take over from', 'aether-site-exporter-providers' ), array( 'max' => 63 ) ),
			Field::of(
				'rollout_percentage',
				'number',
				__( 'Visitors that get a new version, in percent', 'aether-site-exporter-providers' ),
				array(
					'min'     => 1,
					'max'     => 100,
					'step'    => 1,
					'default' => 100,
				)
			),
			Field::of( 'api_url', 'url', __( 'API address', 'aether-site-exporter-providers' ), array( 'default' => 'https://api.cloudflare.com/client/v4' ) ),
		);
	}

	/**
	 * @return array<string, mixed>
	 */
	private static function only_for( string ...$sources ): array {
		return array( 'showIf' => array( 'source' => $sources ) );
	}
}
