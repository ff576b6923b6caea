<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter_Providers;

/**
 * Which requests may carry Cloudflare's API token: those that deploy a Worker and give it an address. No request from here
 * reads a secret, a script's code or another service of the account. A Worker that is deployed may: it can be bound to
 * whatever the token may bind it to.
 */
final class Worker_Requests {

	private const PROVIDERS = array( 'cloudflare-workers', 'cloudflare' );

	private const SCRIPT = '/workers/scripts/[a-z0-9-]+';

	/** Below `/accounts/<id>`; empty for the address that verifies the token. */
	private const ALLOWED = array(
		'GET'  => array(
			'',
			'/tokens/verify',
			'/workers/subdomain',
			'/workers/domains',
			self::SCRIPT . '/(?:deployments|subdomain|versions(?:/[0-9a-f-]+)?)',
		),
		'PUT'  => array( self::SCRIPT, '/workers/domains' ),
		'POST' => array( self::SCRIPT . '/(?:deployments|subdomain|versions)' ),
	);

	/**
	 * A callback of `aether_relay_may_carry_secret`.
	 *
	 * @param ?bool  $may
	 * @param string $provider Id, of an instance too.
	 * @param string $method   HTTP method.
	 * @param string $path     Below a registered address.
	 */
	public static function may_carry_token( ?bool $may, string $provider, string $method, string $path ): ?bool {
		if ( ! in_array( strtok( $provider, ':' ), self::PROVIDERS, true ) ) {
			return $may;
		}
		$allowed = implode( '|', self::ALLOWED[ $method ] ?? array( '(?!)' ) );

		return false !== $may && 1 === preg_match( '~^(?:' . $allowed . ')$~D', $path );
	}
}
