<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

use WP_Error;

/**
 * Why no publish can begin: the site's keys have changed since these were entered.
 */
final class Unreadable_Secrets {

	/**
	 * @param list<array{provider: string, field: string}> $secrets
	 */
	public static function error( array $secrets ): WP_Error {
		$names = array_map( static fn ( array $secret ): string => $secret['provider'] . ': ' . $secret['field'], $secrets );

		return new WP_Error(
			'aether_secret_unreadable',
			/* translators: %s: names of providers and fields. */
			sprintf( __( 'Some secrets were encrypted with another key, so no publish can begin. Enter them again in Settings → Aether: %s', 'aether-site-exporter' ), implode( ', ', $names ) ),
			array(
				'status'  => 400,
				'secrets' => $secrets,
			)
		);
	}
}
