<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

use Aether\Site_Exporter\Audit\Audit_Log;
use Aether\Site_Exporter\Settings\Provider_Settings;
use Aether\Site_Exporter\Settings\Secret_Sources;
use WP_Error;
use WP_Http;

/**
 * Sends a provider's requests from this server, with secrets that the sender never sees, to hosts of that provider only.
 */
final class Relay {

	public function __construct(
		private readonly Provider_Addresses $addresses,
		private readonly Provider_Settings $settings,
		private readonly Secret_Sources $secrets,
		private readonly Guard $guard,
		private readonly Secret_Bodies $bodies,
	) {
	}

	/**
	 * @param string $provider Id.
	 * @param string $message  An envelope: `{ url, method, headers }` and the body.
	 */
	public function send( string $provider, string $message ): Relay_Answer|WP_Error {
		$request = Relay_Request::parse( $message );
		if ( is_string( $request ) ) {
			return self::malformed( $request );
		}
		$config  = $this->settings->config( $provider );
		$ips     = $this->admit( $provider, $config, $request->address );
		$headers = is_wp_error( $ips ) ? $ips : ( new Secret_Headers( $this->secrets, $this->addresses, $this->guard->allowed ) )->reveal( $provider, $config, $request );
		$filled  = is_wp_error( $headers ) ? $headers : $this->bodies->fill( $provider, $config, $request, $headers );
		if ( is_wp_error( $filled ) ) {
			Audit_Log::record(
				'relay.refused',
				$provider,
				'refused',
				array(
					'host'   => $request->address->origin(),
					'method' => $request->method,
					'reason' => $filled->get_error_data()['reason'] ?? $filled->get_error_code(),
				)
			);

			return $filled;
		}

		$known = new Known_Secrets( $this->settings, $this->secrets, $this->bodies );

		return ( new Transport( $filled[0], $filled[1], $ips, new Redactor( $known->of( $provider ) ) ) )->send();
	}

	/**
	 * What a host needs to know to decide which requests it sends here.
	 *
	 * @return array{addresses: list<string>, relayOnly: list<string>, secretValues?: array{field: string, names: list<string>, revision: string, maySend: bool}}
	 */
	public function describe( string $provider ): array {
		$config = $this->settings->config( $provider );
		$url    = static fn ( Address $address ): string => $address->url();

		return array(
			'addresses' => array_map( $url, $this->addresses->of( $provider, $config ) ),
			'relayOnly' => array_map( $url, $this->addresses->relay_only( $provider, $config ) ),
		) + array_filter( array( 'secretValues' => $this->bodies->describe( $provider ) ) );
	}

	/**
	 * @param array<string, mixed> $config
	 * @return list<string>|WP_Error
	 */
	private function admit( string $provider, array $config, Address $address ): array|WP_Error {
		$bases = array_filter( $this->addresses->of( $provider, $config ), $address->is_within( ... ) );
		if ( array() === $bases ) {
			/* translators: %s: the address of a host. */
			return Refusal::because( 'host', sprintf( __( 'The relay does not send there for this provider: %s is no address of it.', 'aether-site-exporter' ), $address->origin() ) );
		}
		$ips = $this->guard->admit( $address );
		if ( ! is_wp_error( $ips ) && ( new WP_Http() )->block_request( $address->url() ) ) {
			return Refusal::because( 'blocked', __( 'This site does not let WordPress reach other hosts: add the host to WP_ACCESSIBLE_HOSTS in wp-config.php.', 'aether-site-exporter' ) );
		}

		return $ips;
	}

	private static function malformed( string $part ): WP_Error {
		return new WP_Error(
			'aether_contract_violated',
			/* translators: %s: a part of a request, such as "url". */
			sprintf( __( 'The relay cannot send this request: its %s does not fit.', 'aether-site-exporter' ), $part ),
			array(
				'status' => 400,
				'reason' => $part,
			)
		);
	}
}
