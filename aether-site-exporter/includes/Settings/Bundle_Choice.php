<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

/**
 * What a person chose for Playground bundles: the plugins that may be given away, and which content. With neither types nor
 * entries it is the whole site.
 */
final class Bundle_Choice extends Settings_Section {

	public const NAME = 'bundle';

	/** Of each list. */
	public const MOST = 200;

	/** Characters of the file of a plugin or the name of a type. */
	private const LONGEST = 255;

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
	 * @param array<string, mixed> $section
	 * @return array{plugins: list<string>, postTypes: list<string>, entries: list<int>}
	 */
	protected static function sanitize( array $section ): array {
		$list  = static fn ( string $name ): array => is_array( $section[ $name ] ?? null ) ? $section[ $name ] : array();
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
