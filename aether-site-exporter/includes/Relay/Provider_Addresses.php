<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

use Aether\Site_Exporter\Settings\Provider_Settings;
use Aether\Site_Exporter\Settings\Schema_Registry;

/**
 * Which addresses belong to a provider: those registered in PHP, and the hosts of the URL fields of its saved
 * configuration. A field that a registered address names counts as that address says, not as a whole host.
 *
 * A registered address is a host with an optional path, `{field}` standing for a saved value: `gitlab.com/api/v4/projects`,
 * `{account_id}.example.com`, `{gitlab_url}/api/v4/projects`.
 */
final class Provider_Addresses {

	private const FIELD = '/\{([A-Za-z0-9_-]{1,64})\}/';

	/** What a value may be that becomes a part of a host or path. */
	private const PART = '/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/D';

	/** @var array<string, list<string>> Provider id to addresses. */
	private array $registered = array();

	/** @var array<string, list<string>> Those of them that answer no browser. */
	private array $relay_only = array();

	private bool $is_collected = false;

	public function __construct( private readonly Schema_Registry $schemas ) {
	}

	/**
	 * @param string       $id         Provider id.
	 * @param list<string> $addresses
	 * @param bool         $relay_only Whether browsers cannot call these hosts themselves.
	 */
	public function register( string $id, array $addresses, bool $relay_only ): void {
		$addresses               = array_filter( $addresses, 'is_string' );
		$this->registered[ $id ] = array( ...( $this->registered[ $id ] ?? array() ), ...$addresses );
		$this->relay_only[ $id ] = array( ...( $this->relay_only[ $id ] ?? array() ), ...( $relay_only ? $addresses : array() ) );
	}

	/**
	 * @return list<Address> Below these a browser gets no answer.
	 */
	public function relay_only( string $id, Provider_Settings $settings ): array {
		$this->collect();

		return self::filled( $this->relay_only[ $id ] ?? array(), self::texts( $id, $settings ) );
	}

	/**
	 * @return list<Address>
	 */
	public function of( string $id, Provider_Settings $settings ): array {
		$this->collect();
		$config    = self::texts( $id, $settings );
		$templates = $this->registered[ $id ] ?? array();
		$addresses = self::filled( $templates, $config );
		foreach ( $this->schemas->fields( $id ) as $field => $schema ) {
			if ( 'url' === $schema['type'] && isset( $config[ $field ] ) && ! str_contains( implode( ' ', $templates ), '{' . $field . '}' ) ) {
				$origin      = Address::parse( $config[ $field ] )?->origin();
				$addresses[] = null === $origin ? null : Address::parse( $origin );
			}
		}

		return array_values( array_filter( $addresses ) );
	}

	/**
	 * @return array<string, string>
	 */
	private static function texts( string $id, Provider_Settings $settings ): array {
		return array_filter( $settings->config( $id ), 'is_string' );
	}

	/**
	 * @param list<string>          $templates
	 * @param array<string, string> $config
	 * @return list<Address> Of those whose fields all have a value.
	 */
	private static function filled( array $templates, array $config ): array {
		return array_values( array_filter( array_map( static fn ( string $template ): ?Address => self::fill( $template, $config ), $templates ) ) );
	}

	/**
	 * @param array<string, string> $config
	 */
	private static function fill( string $template, array $config ): ?Address {
		$is_whole = true;
		$filled   = preg_replace_callback(
			self::FIELD,
			static function ( array $found ) use ( $config, &$is_whole ): string {
				[ [ $text, $offset ], [ $field ] ] = $found;
				$value                             = $config[ $field ] ?? '';
				$is_url                            = 0 === $offset && null !== Address::parse( $value ) && ! str_contains( $value, '?' ) && ! str_contains( $value, '#' );
				$is_whole                          = $is_whole && ( $is_url || 1 === preg_match( self::PART, $value ) );

				return $is_url ? rtrim( $value, '/' ) : $value;
			},
			$template,
			-1,
			$count,
			PREG_OFFSET_CAPTURE
		);
		if ( ! $is_whole ) {
			return null;
		}

		return Address::parse( 1 === preg_match( '~^https?://~i', (string) $filled ) ? (string) $filled : 'https://' . $filled );
	}

	private function collect(): void {
		if ( $this->is_collected ) {
			return;
		}
		$this->is_collected = true;

		/**
		 * Fires when the relay needs to know the providers' hosts: call `aether_register_provider_hosts()`.
		 */
		do_action( 'aether_register_provider_hosts' );
	}
}
