<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

use Aether\Site_Exporter\Settings\Schema_Registry;

/**
 * Which addresses belong to a provider: those registered in PHP, and the hosts of the URL fields of its saved
 * configuration. A field that a registered address names counts as that address says, not as a whole host.
 *
 * A secret goes to fewer of them: only to what is registered. Where nothing is, to the hosts of the URL fields.
 */
final class Provider_Addresses {

	/** @var array<string, list<Address_Template>> Provider id to addresses. */
	private array $registered = array();

	/** @var array<string, list<Address_Template>> Those of them that answer no browser. */
	private array $relay_only = array();

	private bool $is_collected = false;

	public function __construct( private readonly Schema_Registry $schemas ) {
	}

	/**
	 * @param string       $id         Provider id.
	 * @param list<string> $addresses  See `Address_Template`.
	 * @param bool         $relay_only Whether browsers cannot call these hosts themselves.
	 */
	public function register( string $id, array $addresses, bool $relay_only ): void {
		$templates               = array_map( static fn ( string $text ): Address_Template => new Address_Template( $text ), array_filter( $addresses, 'is_string' ) );
		$this->registered[ $id ] = array( ...( $this->registered[ $id ] ?? array() ), ...$templates );
		$this->relay_only[ $id ] = array( ...( $this->relay_only[ $id ] ?? array() ), ...( $relay_only ? $templates : array() ) );
	}

	/**
	 * @param array<string, mixed> $config Of the provider, without secrets.
	 * @return list<Address> Where requests go.
	 */
	public function of( string $id, array $config ): array {
		$this->collect();

		return array( ...$this->registered( $this->registered, $id, $config ), ...$this->hosts( $id, $config ) );
	}

	/**
	 * @param array<string, mixed> $config Of the provider, without secrets.
	 * @return list<Address> Below these a browser gets no answer.
	 */
	public function relay_only( string $id, array $config ): array {
		$this->collect();

		return $this->registered( $this->relay_only, $id, $config );
	}

	/**
	 * @param array<string, mixed> $config Of the provider, without secrets.
	 * @return list<Address> Where secrets go.
	 */
	public function of_secrets( string $id, array $config ): array {
		return $this->is_registered( $id ) ? $this->registered( $this->registered, $id, $config ) : $this->hosts( $id, $config );
	}

	/**
	 * @param array<string, mixed> $config Of the provider, without secrets.
	 * @return list<Address> Where secrets go whichever address somebody saves.
	 */
	public function without_saved( string $id, array $config ): array {
		$kept = array_filter( $config, static fn ( mixed $value ): bool => ! is_string( $value ) || null === Address::parse( $value ) );

		return $this->is_registered( $id ) ? $this->registered( $this->registered, $id, $kept ) : array();
	}

	/**
	 * @param array<string, mixed> $config Of the provider, without secrets.
	 * @return ?Address The one of those where secrets go that an address is within.
	 */
	public function base_of_secrets( string $id, array $config, Address $address ): ?Address {
		return self::base( $address, $this->of_secrets( $id, $config ) );
	}

	/**
	 * Whether secrets go to an address whatever somebody saves.
	 *
	 * @param array<string, mixed> $config Of the provider, without secrets.
	 */
	public function is_without_saved( string $id, array $config, Address $address ): bool {
		return null !== self::base( $address, $this->without_saved( $id, $config ) );
	}

	/**
	 * @param list<Address> $bases
	 * @return ?Address The first one that an address is within.
	 */
	private static function base( Address $address, array $bases ): ?Address {
		return array_values( array_filter( $bases, $address->is_within( ... ) ) )[0] ?? null;
	}

	private function is_registered( string $id ): bool {
		$this->collect();

		return array() !== ( $this->registered[ Schema_Registry::kind( $id ) ] ?? array() );
	}

	/**
	 * @param array<string, list<Address_Template>> $templates By provider id.
	 * @param array<string, mixed>                  $config
	 * @return list<Address> Of those whose fields all have a value.
	 */
	private function registered( array $templates, string $id, array $config ): array {
		$templates = $templates[ Schema_Registry::kind( $id ) ] ?? array();
		$values    = self::texts( $config ) + self::texts( array_column( $this->schemas->registered( $id ), 'default', 'id' ) );

		return array_values( array_filter( array_map( static fn ( Address_Template $template ): ?Address => $template->fill( $values ), $templates ) ) );
	}

	/**
	 * @param array<string, mixed> $config
	 * @return list<Address> Of the URL fields that no registered address names.
	 */
	private function hosts( string $id, array $config ): array {
		$this->collect();
		$named = array_merge( array(), ...array_map( static fn ( Address_Template $template ): array => $template->fields(), $this->registered[ Schema_Registry::kind( $id ) ] ?? array() ) );
		$urls  = array_intersect_key( self::texts( $config ), array_diff_key( $this->url_fields( $id ), array_flip( $named ) ) );

		return array_values( array_filter( array_map( static fn ( string $url ): ?Address => Address::parse( $url )?->root(), $urls ) ) );
	}

	/**
	 * @return array<string, array<string, mixed>> Field id to field.
	 */
	private function url_fields( string $id ): array {
		return array_filter( $this->schemas->fields( $id ), static fn ( array $field ): bool => 'url' === $field['type'] );
	}

	/**
	 * @param array<string, mixed> $values
	 * @return array<string, string>
	 */
	private static function texts( array $values ): array {
		return array_filter( $values, static fn ( mixed $value ): bool => is_string( $value ) && '' !== $value );
	}

	/** Lets plugins register, once. */
	public function collect(): void {
		if ( $this->is_collected ) {
			return;
		}
		$this->is_collected = true;

		/**
		 * Fires when the relay needs to know the providers' hosts: call `aether_register_provider_hosts()`, and
		 * `aether_register_secret_body()` for a request that hands values of a secret to one.
		 */
		do_action( 'aether_register_provider_hosts' );
	}
}
