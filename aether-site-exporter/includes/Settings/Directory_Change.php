<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

use Aether\Site_Exporter\Storage\Confined_Directory;
use Aether\Site_Exporter\Storage\Local_Place;

/**
 * Which directory of this server may be chosen.
 */
final class Directory_Change {

	/**
	 * @param string               $id      Of a provider.
	 * @param array<string, mixed> $changes Sanitised.
	 * @return list<array{field: string, code: string, message: string}>
	 */
	public static function issues( string $id, array $changes ): array {
		if ( Local_Place::PROVIDER !== $id ) {
			return array();
		}
		$location = Local_Place::location( array_filter( $changes, 'is_string' ), Local_Place::TYPES[0] );
		if ( is_wp_error( $location ) ) {
			return array( self::issue( $location->get_error_message() ) );
		}

		return self::is_of_this_site( $location ) || current_user_can( 'manage_network_options' ) ? array() : array(
			self::issue( __( 'On a network, only a network administrator can choose a directory outside the uploads of this site: it may belong to another one.', 'aether-site-exporter' ) ),
		);
	}

	private static function is_of_this_site( string $location ): bool {
		return ! is_multisite() || Confined_Directory::contains( wp_normalize_path( wp_upload_dir( null, false )['basedir'] ), $location );
	}

	/**
	 * @return array{field: string, code: string, message: string}
	 */
	private static function issue( string $message ): array {
		return array(
			'field'   => 'directory',
			'code'    => 'custom',
			'message' => $message,
		);
	}
}
