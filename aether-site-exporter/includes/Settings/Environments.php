<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

use WP_Error;

/**
 * Named sets of providers, such as production and staging, each with an address of its own and a word to search engines.
 */
final class Environments extends Settings_Section {

	public const NAME = 'environments';

	private const MOST = 10;

	/** Ids of configurations; instances have a colon. */
	private const PROVIDER = '[A-Za-z0-9][A-Za-z0-9_-]{0,63}(?::[A-Za-z0-9][A-Za-z0-9_-]{0,31})?';

	private const ID = '[a-z0-9][a-z0-9-]{0,31}';

	/** `noindex`: search engines shall leave it out. */
	private const ROBOTS = array( 'as-site', 'noindex' );

	/** Without user, query and fragment; as a browser writes it, which is in ASCII. */
	private const BASE_URL = '~^https?://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:/(?!/|\.{1,2}(?:/|$))[A-Za-z0-9._\~%!$&\'()*+,;=:@-]*)*$~D';

	public function __construct( Settings_Store $store, private readonly Schema_Registry $schemas ) {
		parent::__construct( $store );
	}

	/**
	 * Replaces all of them.
	 *
	 * @param array<mixed> $changes Checked against the schema.
	 */
	public function update( array $changes, string $revision ): bool|WP_Error {
		$environments = array_map( self::cleaned( ... ), array_values( $changes ) );
		$issues       = $this->issues( $environments );
		if ( array() !== $issues ) {
			return new WP_Error(
				'aether_config_invalid',
				implode( ' ', array_column( $issues, 'message' ) ),
				array( 'status' => 400, 'issues' => $issues ) // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
			);
		}

		return $this->store->save_section( self::NAME, $environments, $revision );
	}

	/**
	 * @param array<mixed> $section
	 * @return array<string, mixed> By id.
	 */
	public function by_name( array $section ): array {
		return array_column( $section, null, 'id' );
	}

	/**
	 * @return array<string, mixed> As a REST parameter.
	 */
	public static function schema(): array {
		$text = static fn ( int $longest, string $pattern = '' ): array => array(
			'type'      => 'string',
			'maxLength' => $longest,
		) + ( '' === $pattern ? array() : array( 'pattern' => '^' . $pattern . '$' ) );

		return array(
			'type'     => 'array',
			'required' => true,
			'maxItems' => self::MOST,
			'items'    => array(
				'type'                 => 'object',
				'properties'           => array(
					'id'        => $text( 32, self::ID ) + array( 'required' => true ),
					'name'      => $text( 60 ) + array( 'required' => true ),
					'providers' => array(
						'type'     => 'array',
						'required' => true,
						'maxItems' => 100,
						'items'    => $text( 97, self::PROVIDER ),
					),
					'baseUrl'   => $text( 500 ),
					'robots'    => array(
						'type' => 'string',
						'enum' => self::ROBOTS,
					),
				),
				'additionalProperties' => false,
			),
		);
	}

	/**
	 * @param array<mixed> $section
	 * @return list<array{id: string, name: string, providers: list<string>, baseUrl: string, robots: string}>
	 */
	protected static function sanitize( array $section ): array {
		$is_whole = static fn ( mixed $environment ): bool => is_array( $environment ) && is_string( $environment['id'] ?? null ) && 1 === preg_match( '/^' . self::ID . '$/D', $environment['id'] );

		return array_map( self::cleaned( ... ), array_slice( array_values( array_filter( $section, $is_whole ) ), 0, self::MOST ) );
	}

	/**
	 * @param array<string, mixed> $environment
	 * @return array{id: string, name: string, providers: list<string>, baseUrl: string, robots: string}
	 */
	private static function cleaned( array $environment ): array {
		$line   = static fn ( string $name ): string => is_string( $environment[ $name ] ?? null ) ? (string) Value_Sanitizer::sanitize( array( 'type' => 'text' ), wp_check_invalid_utf8( $environment[ $name ] ) ) : '';
		$robots = $environment['robots'] ?? null;

		return array(
			'id'        => $line( 'id' ),
			'name'      => $line( 'name' ),
			'providers' => array_values( array_unique( array_filter( (array) ( $environment['providers'] ?? array() ), static fn ( mixed $id ): bool => is_string( $id ) && 1 === preg_match( '/^' . self::PROVIDER . '$/D', $id ) ) ) ),
			'baseUrl'   => self::with_slash( $line( 'baseUrl' ) ),
			'robots'    => in_array( $robots, self::ROBOTS, true ) ? $robots : self::ROBOTS[0],
		);
	}

	/** Scheme and host are the same in every case, the path is not. */
	private static function with_slash( string $url ): string {
		$lower = static fn ( array $found ): string => strtolower( $found[0] );

		return '' === $url ? '' : (string) preg_replace_callback( '~^[^/]*//[^/]*~', $lower, $url ) . ( str_ends_with( $url, '/' ) || strpbrk( $url, '?#' ) ? '' : '/' );
	}

	/**
	 * @param list<array{id: string, name: string, providers: list<string>, baseUrl: string, robots: string}> $environments
	 * @return list<array{field: string, code: string, message: string}> The fields are ids of environments.
	 */
	private function issues( array $environments ): array {
		$known  = $this->known_providers();
		$issues = array();
		foreach ( $environments as $index => $environment ) {
			$others = array_slice( $environments, 0, $index );
			$found  = self::complaints( $environment ) + self::unknown( $environment, $known ) + self::contradictions( $environment, $others );
			foreach ( $found as $code => $message ) {
				$issues[] = array( 'field' => $environment['id'] ) + compact( 'code', 'message' );
			}
		}

		return $issues;
	}

	/**
	 * @param array{id: string, name: string, baseUrl: string} $environment
	 * @return array<string, string> Message by code.
	 */
	private static function complaints( array $environment ): array {
		$complaints = array();
		if ( '' === $environment['name'] ) {
			/* translators: %s: id of an environment. */
			$complaints['required'] = sprintf( __( 'The environment %s needs a name.', 'aether-site-exporter' ), $environment['id'] );
		}
		if ( '' !== $environment['baseUrl'] && 1 !== preg_match( self::BASE_URL, $environment['baseUrl'] ) ) {
			/* translators: %s: name of an environment. */
			$complaints['url'] = sprintf( __( 'The base URL of %s must begin with http:// or https:// and have no user, query or fragment.', 'aether-site-exporter' ), $environment['name'] );
		}

		return $complaints;
	}

	/**
	 * @param array{name: string, providers: list<string>} $environment
	 * @param array<string, mixed>                         $known       By id.
	 * @return array<string, string> Message by code.
	 */
	private static function unknown( array $environment, array $known ): array {
		$unknown = array_filter( $environment['providers'], static fn ( string $id ): bool => ! isset( $known[ $id ] ) && ! isset( $known[ Schema_Registry::kind( $id ) ] ) );

		return array() === $unknown ? array() : array(
			/* translators: 1: name of an environment. 2: ids of providers. */
			'options' => sprintf( __( '%1$s names providers that this site does not know: %2$s.', 'aether-site-exporter' ), $environment['name'], implode( ', ', $unknown ) ),
		);
	}

	/**
	 * @param array{id: string, providers: list<string>}       $environment
	 * @param list<array{id: string, providers: list<string>}> $others
	 * @return array<string, string> Message by code.
	 */
	private static function contradictions( array $environment, array $others ): array {
		if ( in_array( $environment['id'], array_column( $others, 'id' ), true ) ) {
			/* translators: %s: id of an environment. */
			return array( 'custom' => sprintf( __( 'There are two environments with the id %s.', 'aether-site-exporter' ), $environment['id'] ) );
		}
		$twice = array_intersect( $environment['providers'], array_merge( ...array_column( $others, 'providers' ) ) );

		return array() === $twice ? array() : array(
			/* translators: %s: ids of providers. */
			'custom' => sprintf( __( 'A provider can be in one environment only: %s.', 'aether-site-exporter' ), implode( ', ', $twice ) ),
		);
	}

	/**
	 * @return array<string, mixed> By id: of all kinds, of all that were set up, and of those that an environment names, so that
	 *                              one whose plugin is off keeps its place.
	 */
	private function known_providers(): array {
		return $this->schemas->all() + $this->store->providers() + array_flip( array_merge( ...array_column( $this->read(), 'providers' ) ) );
	}
}
