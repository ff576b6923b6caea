<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

use WP_Error;

/**
 * What the relay answers to a request that it does not send.
 */
final class Refusal {

	/**
	 * @param string $reason For the audit log: `host`, `private`, `secret_place`, …
	 */
	public static function because( string $reason, string $message ): WP_Error {
		return new WP_Error(
			'aether_permission_denied',
			$message,
			array(
				'status' => 403,
				'reason' => $reason,
			)
		);
	}

	/** Who can save settings must not be able to send what only the owner of the server knows to a host of theirs. */
	public static function of_constant(): WP_Error {
		return self::because( 'secret_place', __( 'This secret comes from wp-config.php or the environment. It is sent to an address from the settings only when wp-config.php names the host too, in AETHER_RELAY_ALLOWED_HOSTS.', 'aether-site-exporter' ) );
	}
}
