<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

use Aether\Site_Exporter\Settings\Provider_Settings;
use WP_Post;

/**
 * Where one entry of the site was published to, and whether each place shows it as it is now.
 */
final class Entry_Places {

	/** Publishes that are looked through; a place that none of them reached has been given up. */
	private const LATEST = 20;

	public function __construct(
		private readonly Publish_Records $records,
		private readonly Provider_Settings $settings,
	) {
	}

	/**
	 * Those that were reached, and those that are switched on and never were.
	 *
	 * @return list<array{provider: string, state: string, publishedAt: string|null, url: string|null}> `publishedAt`: null
	 *         where nothing is known of a publish; `url`: of the entry there; null where the place is not public, or the entry
	 *         is not.
	 */
	public function of( WP_Post $post ): array {
		$places = array();
		foreach ( $this->records->page( 1, self::LATEST ) as $record ) {
			foreach ( self::reached( $record ) as $provider => $base_url ) {
				$places[ $provider ] ??= array(
					'provider'    => (string) $provider,
					'state'       => Unpublished_Changes::state_since( $post, $record->started_at ),
					'publishedAt' => Publish_Record::iso( $record->started_at ),
					'url'         => self::address( $post, $base_url ),
				);
			}
		}

		foreach ( $this->settings->receivers( 'static_site' ) as $provider ) {
			$places[ $provider ] ??= array(
				'provider'    => $provider,
				'state'       => Unpublished_Changes::state_since( $post, null ),
				'publishedAt' => null,
				'url'         => null,
			);
		}

		return array_values( $places );
	}

	/**
	 * What a publish says of itself; any program that may publish wrote it.
	 *
	 * @return array<string, string> Provider id to the address of the site there, '' where it has none.
	 */
	private static function reached( Publish_Record $record ): array {
		$reached = array();
		foreach ( $record->outcomes() as $outcome ) {
			if ( 'static_site' === ( $outcome['deploymentType'] ?? null ) && true === ( $outcome['success'] ?? null ) && is_string( $outcome['providerId'] ?? null ) ) {
				$url                                = $outcome['receipt']['url'] ?? '';
				$reached[ $outcome['providerId'] ] = is_string( $url ) ? $url : '';
			}
		}

		return $reached;
	}

	private static function address( WP_Post $post, string $base_url ): ?string {
		$home      = home_url( '/' );
		$permalink = (string) get_permalink( $post );
		$is_there  = 'private' !== Unpublished_Changes::state_since( $post, null );
		if ( ! $is_there || 1 !== preg_match( '~^https?://~i', $base_url ) || ! str_starts_with( $permalink, $home ) || '' === (string) get_option( 'permalink_structure' ) ) {
			return null;
		}

		return esc_url_raw( trailingslashit( $base_url ) . substr( $permalink, strlen( $home ) ) );
	}
}
