<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

use WP_Error;

/**
 * What a person chose for Playground bundles: the plugins that may be given away, and which content. With neither types nor
 * entries it is the whole site.
 */
final class Bundle_Choice {

	private const SECTION = 'bundle';

	/** Of each list. */
	public const MOST = 200;

	/** Characters of the file of a plugin or the name of a type. */
	private const LONGEST = 255;

	public function __construct( private readonly Settings_Store $store ) {
	}

	/**
	 * @return array{plugins: list<string>, postTypes: list<string>, entries: list<int>}
	 */
	public function read(): array {
		return self::sanitize( $this->store->section( self::SECTION ) );
	}

	/**
	 * Replaces what is named, keeps the rest.
	 *
	 * @param array<string, mixed> $changes Checked against the schema.
	 */
	public function update( array $changes, string $revision ): bool|WP_Error {
		return $this->store->save_section( self::SECTION, self::sanitize( $changes + $this->read() ), $revision );
	}

	/**
	 * @return array<string, mixed> As a REST parameter.
	 */
	public static function schema(): array {
		$names = array(
			'type'     => 'array',
			'maxItems' => self::MOST,
			'items'    => array(
				'type'      => 'string',
				'maxLength' => self::LONGEST,
			),
		);

		return array(
			'type'                 => 'object',
			'required'             => true,
			'properties'           => array(
				'plugins'   => $names,
				'postTypes' => $names,
				'entries'   => array(
					'type'     => 'array',
					'maxItems' => self::MOST,
					'items'    => array(
						'type'    => 'integer',
						'minimum' => 1,
					),
				),
			),
			'additionalProperties' => false,
		);
	}

	/**
	 * @param array<string, mixed> $choice
	 * @return array{plugins: list<string>, postTypes: list<string>, entries: list<int>}
	 */
	private static function sanitize( array $choice ): array {
		$list  = static fn ( string $name ): array => is_array( $choice[ $name ] ?? null ) ? $choice[ $name ] : array();
		$names = static fn ( string $name ): array => self::cut( array_filter( $list( $name ), static fn ( mixed $value ): bool => is_string( $value ) && 0 === validate_file( $value ) && 1 === preg_match( '~^[\w.-]+(?:/[\w.-]+)*$~Du', $value ) ) );

		return array(
			'plugins'   => $names( 'plugins' ),
			'postTypes' => $names( 'postTypes' ),
			'entries'   => self::cut( array_filter( $list( 'entries' ), static fn ( mixed $id ): bool => is_int( $id ) && $id > 0 ) ),
		);
	}

	/**
	 * @param array<string|int> $values
	 * @return list<string|int> Sorted, each once.
	 */
	private static function cut( array $values ): array {
		$values = array_values( array_unique( $values ) );
		sort( $values );

		return array_slice( $values, 0, self::MOST );
	}
}
