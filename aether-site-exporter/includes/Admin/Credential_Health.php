<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Admin;

use Aether\Site_Exporter\Settings\Credential_Ends;

/**
 * What Tools → Site Health says of credentials that end.
 */
final class Credential_Health {

	private const TEST = 'aether_credentials';

	/** Days. */
	private const WARNS_BEFORE = 14;

	/**
	 * @param callable(): Credential_Ends $ends
	 */
	public function __construct( private readonly mixed $ends ) {
	}

	/**
	 * A callback of `site_status_tests`.
	 *
	 * @param array<string, array<string, array<string, mixed>>> $tests
	 * @return array<string, array<string, array<string, mixed>>>
	 */
	public function add( array $tests ): array {
		$tests['direct'][ self::TEST ] = array(
			'label' => __( 'Aether credentials', 'aether-site-exporter' ),
			'test'  => $this->test( ... ),
		);

		return $tests;
	}

	/**
	 * @return array<string, mixed>
	 */
	public function test(): array {
		$ends  = ( $this->ends )()->all();
		$today = gmdate( 'Y-m-d' );
		$soon  = gmdate( 'Y-m-d', time() + self::WARNS_BEFORE * DAY_IN_SECONDS );
		$due   = array_filter( $ends, static fn ( string $day ): bool => $day <= $soon );
		if ( array() === $due ) {
			return Health_Result::good( self::TEST, __( 'No credentials of Aether end soon', 'aether-site-exporter' ), __( 'As far as the providers told when their connection was tested.', 'aether-site-exporter' ) );
		}
		$has_ended = reset( $due ) <= $today;
		$places    = array_map( static fn ( string $provider, string $day ): string => $provider . ' (' . date_i18n( get_option( 'date_format' ), (int) strtotime( $day . ' UTC' ), true ) . ')', array_keys( $due ), $due );

		return Health_Result::of(
			self::TEST,
			$has_ended ? 'critical' : 'recommended',
			$has_ended ? __( 'Credentials of Aether have ended', 'aether-site-exporter' ) : __( 'Credentials of Aether end soon', 'aether-site-exporter' ),
			/* translators: %s: names of providers, each with a date. */
			sprintf( __( 'Make new ones at the host, enter them in Settings → Aether and test the connection: %s', 'aether-site-exporter' ), implode( ', ', $places ) ),
			Page::url( 'providers' ),
			__( 'Settings → Aether', 'aether-site-exporter' )
		);
	}
}
