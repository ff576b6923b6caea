<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Security;

use Aether\Site_Exporter\Audit\Audit_Log;
use Aether\Site_Exporter\Settings\Secret_Sources;
use Aether\Site_Exporter\Settings\Settings_Store;
use WP_Error;

/**
 * Encrypts every stored secret again with the key of today. One that cannot be opened stays as it is.
 */
final class Secret_Rotation {

	/** Tries, when somebody else saves meanwhile. */
	private const TRIES = 5;

	public function __construct( private readonly Settings_Store $store ) {
	}

	/**
	 * @return array{rotated: int, current: int, unreadable: list<string>}|WP_Error Numbers of secrets; `unreadable` as
	 *                                                                             `<provider>/<field>`.
	 */
	public function run(): array|WP_Error {
		$count = array(
			'rotated'    => 0,
			'current'    => 0,
			'unreadable' => array(),
		);
		foreach ( array_keys( $this->store->providers() ) as $id ) {
			$done = $this->rotate( (string) $id, $count );
			if ( is_wp_error( $done ) ) {
				return $done;
			}
			$count = $done;
		}
		Audit_Log::record(
			'secrets.rotated',
			outcome: array() === $count['unreadable'] ? 'done' : 'failed',
			details: $count
		);

		return $count;
	}

	/**
	 * @param array{rotated: int, current: int, unreadable: list<string>} $before
	 * @return array{rotated: int, current: int, unreadable: list<string>}|WP_Error
	 */
	private function rotate( string $id, array $before ): array|WP_Error {
		$saved = true;
		for ( $try = 0; $try < self::TRIES; $try++ ) {
			$count    = $before;
			$revision = $this->store->revision();
			$config   = $this->store->provider( $id );
			foreach ( array_filter( $config, Encrypter::is_envelope( ... ) ) as $field => $envelope ) {
				$place = Secret_Sources::place( $id, (string) $field );
				$fresh = Encrypter::renew( $envelope, $place );
				if ( is_wp_error( $fresh ) ) {
					return $fresh;
				}
				if ( null === $fresh ) {
					$count['unreadable'][] = $id . '/' . $field;
					continue;
				}
				++$count[ $fresh === $envelope ? 'current' : 'rotated' ];
				$config[ $field ] = $fresh;
			}
			$saved = $this->store->save_provider( $id, $config, $revision );
			if ( ! is_wp_error( $saved ) ) {
				return $count;
			}
		}

		return $saved;
	}
}
