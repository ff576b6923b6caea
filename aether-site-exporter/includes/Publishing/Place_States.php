<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

use Aether\Site_Exporter\Settings\Provider_Settings;

/**
 * What each place has: how old the site is that its visitors see, and whether a later publish failed there. A place is a
 * provider together with a deployment type.
 */
final class Place_States {

	/** `provider/type` to `since`, when the publish began whose release the place has (ms since the epoch; 0: none), and `failed`. */
	public const OPTION = 'aether_place_states';

	/** Types that show entries of the site. */
	private const SHOW_ENTRIES = array( 'static_site', 'blueprint_bundle' );

	public function __construct( private readonly Provider_Settings $settings ) {
	}

	/** What a publish that has ended says of each place. A cancel is a person's own decision, and no place's fault. */
	public static function note_publish( Publish_Record $record ): void {
		$states = self::all();
		foreach ( $record->outcomes() as $outcome ) {
			$place      = self::key( $outcome['providerId'] ?? null, $outcome['deploymentType'] ?? null );
			$is_reached = true === ( $outcome['success'] ?? null );
			if ( null !== $place && ( $is_reached || 'cancelled' !== $record->status ) ) {
				$states[ $place ] = array(
					'since'  => $is_reached ? $record->started_at : $states[ $place ]['since'] ?? 0,
					'failed' => ! $is_reached,
				);
			}
		}
		self::write( $states );
	}

	/** Another release was brought back. Where the history does not know how old it is, nothing is noted. */
	public static function note_activation( string $provider, string $type, string $release ): void {
		$since = Release_Origin::began( $provider, $type, $release );
		$place = self::key( $provider, $type );
		if ( null !== $since && null !== $place ) {
			$states                    = self::all();
			$states[ $place ]['since'] = $since;
			self::write( $states );
		}
	}

	/** When the publish began whose release a place has. Milliseconds since the epoch; null: nothing is known of one. */
	public static function since( string $provider, string $type ): ?int {
		$since = self::all()[ "{$provider}/{$type}" ]['since'] ?? 0;

		return 0 === $since ? null : $since;
	}

	/**
	 * Since when everything is new to some place that is switched on and has a release; where none is, to the one that got
	 * one last. Milliseconds since the epoch; null: none ever got one.
	 */
	public function oldest(): ?int {
		$times = array_filter( array_map( static fn ( string $place ): int => self::all()[ $place ]['since'] ?? 0, $this->switched_on( self::SHOW_ENTRIES ) ) );
		$known = array_filter( array_column( self::all(), 'since' ) );

		return match ( true ) {
			array() !== $times => min( $times ),
			array() !== $known => max( $known ),
			default            => null,
		};
	}

	/**
	 * @return list<string> Ids of providers that are switched on, and lack what the last publish that was for them made.
	 */
	public function failed(): array {
		$types  = array_unique( array_map( static fn ( string $place ): string => substr( $place, strrpos( $place, '/' ) + 1 ), array_keys( self::all() ) ) );
		$failed = array_filter( $this->switched_on( $types ), static fn ( string $place ): bool => self::all()[ $place ]['failed'] ?? false );

		return array_values( array_unique( array_map( static fn ( string $place ): string => substr( $place, 0, strrpos( $place, '/' ) ), $failed ) ) );
	}

	/**
	 * @param array<string> $types
	 * @return list<string>
	 */
	private function switched_on( array $types ): array {
		$places = array();
		foreach ( $types as $type ) {
			foreach ( $this->settings->receivers( $type ) as $provider ) {
				$places[] = "{$provider}/{$type}";
			}
		}

		return $places;
	}

	/** Any program that may publish says what it likes. */
	private static function key( mixed $provider, mixed $type ): ?string {
		return is_string( $provider ) && is_string( $type ) && '' !== $provider && strlen( $provider . $type ) <= 200 ? "{$provider}/{$type}" : null;
	}

	/**
	 * @return array<string, array{since: int, failed: bool}>
	 */
	private static function all(): array {
		return (array) get_option( self::OPTION, array() );
	}

	/**
	 * Those that were given up long ago are forgotten.
	 *
	 * @param array<string, array{since?: int, failed?: bool}> $states
	 */
	private static function write( array $states ): void {
		$states = array_map( static fn ( array $state ): array => $state + array( 'since' => 0, 'failed' => false ), $states ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		uasort( $states, static fn ( array $one, array $other ): int => $other['since'] <=> $one['since'] );
		// The admin bar of every page asks.
		update_option( self::OPTION, array_slice( $states, 0, 200, true ), true );
	}
}
