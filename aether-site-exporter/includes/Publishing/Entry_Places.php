<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

use Aether\Site_Exporter\Settings\Provider_Settings;
use WP_Post;

/**
 * Where one entry of the site was published to, and whether each place shows it as it is now.
 */
final class Entry_Places {

	/** Publishes that are looked through; a place that none of them reached and that is switched off has been given up. */
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
				$places[ $provider ] ??= self::place( $post, (string) $provider, $record, $base_url );
			}
		}

		foreach ( array_diff( $this->settings->receivers( 'static_site' ), array_map( 'strval', array_keys( $places ) ) ) as $provider ) {
			$record              = $this->last_that_reached( $provider );
			$places[ $provider ] = self::place( $post, $provider, $record, null === $record ? '' : self::reached( $record )[ $provider ] );
		}

		return array_values( $places );
	}

	/** Longer ago than the others: most publishes may have been for other places only. */
	private function last_that_reached( string $provider ): ?Publish_Record {
		foreach ( $this->records->naming( $provider ) as $record ) {
			if ( isset( self::reached( $record )[ $provider ] ) ) {
				return $record;
			}
		}

		return null;
	}

	/**
	 * @return array{provider: string, state: string, publishedAt: string|null, url: string|null}
	 */
	private static function place( WP_Post $post, string $provider, ?Publish_Record $record, string $base_url ): array {
		return array(
			'provider'    => $provider,
			'state'       => Unpublished_Changes::state_since( $post, Place_States::since( $provider, 'static_site' ) ?? $record?->started_at ),
			'publishedAt' => null === $record ? null : Publish_Record::iso( $record->started_at ),
			'url'         => self::address( $post, $base_url ),
		);
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
