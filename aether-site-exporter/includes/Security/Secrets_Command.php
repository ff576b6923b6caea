<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Security;

use Aether\Site_Exporter\Settings\Settings_Store;
use WP_CLI;

/**
 * Looks after the secrets of the providers.
 */
final class Secrets_Command {

	/**
	 * Encrypts all secrets again with the key of today.
	 *
	 * Put the old key into AETHER_ENCRYPTION_KEY_PREVIOUS and a new one into AETHER_ENCRYPTION_KEY, run this, and take the
	 * old one out of wp-config.php.
	 */
	public function rotate(): void {
		$count = ( new Secret_Rotation( new Settings_Store() ) )->run();
		if ( is_wp_error( $count ) ) {
			WP_CLI::error( $count->get_error_message() );
		}
		foreach ( $count['unreadable'] as $name ) {
			/* translators: %s: a provider and a field. */
			WP_CLI::warning( sprintf( __( '%s cannot be opened with any key. Enter it again in Settings → Aether.', 'aether-site-exporter' ), $name ) );
		}
		/* translators: 1: a number, 2: a number. */
		WP_CLI::success( sprintf( __( '%1$d encrypted again, %2$d were up to date.', 'aether-site-exporter' ), $count['rotated'], $count['current'] ) );
	}
}
