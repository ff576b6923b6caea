<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

use Aether\Site_Exporter\Bundle\Plugin_Options;
use Aether\Site_Exporter\Security\Capabilities;
use WP_Error;

/**
 * What a person chose for Playground bundles: the plugins and options of plugins that may be given away, and which content.
 * With neither types nor entries it is the whole site.
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
				'plugins'       => $names,
				'fromDirectory' => $names,
				'options'       => $names,
				'postTypes'     => $names,
				'entries'       => array(
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
	 * Options of other programs are shown to, and so can be chosen by, who may see all of them.
	 */
	public function update( array $changes, string $revision ): bool|WP_Error {
		$added = array_diff( array_filter( (array) ( $changes['options'] ?? array() ), 'is_string' ), $this->read()['options'] );
		if ( array() !== $added && ! current_user_can( Plugin_Options::CAPABILITY ) ) {
			return Capabilities::lacking( Plugin_Options::CAPABILITY );
		}

		return parent::update( $changes, $revision );
	}

	/**
	 * @param array<string, mixed> $section
	 * @return array{plugins: list<string>, fromDirectory: list<string>, options: list<string>, postTypes: list<string>, entries: list<int>}
	 */
	protected static function sanitize( array $section ): array {
		$list  = static fn ( string $name ): array => is_array( $section[ $name ] ?? null ) ? $section[ $name ] : array();
		$names = static fn ( string $name ): array => self::cut( array_filter( $list( $name ), static fn ( mixed $value ): bool => is_string( $value ) && 0 === validate_file( $value ) && 1 === preg_match( '~^[\w.-]+(?:/[\w.-]+)*$~Du', $value ) ) );

		return array(
			'plugins'       => $names( 'plugins' ),
			'fromDirectory' => $names( 'fromDirectory' ),
			'options'       => self::cut( array_filter( $list( 'options' ), static fn ( mixed $value ): bool => is_string( $value ) && 1 === preg_match( '~^[^\x00-\x20\x7f](?:[^\x00-\x1f\x7f]{0,189}[^\x00-\x20\x7f])?$~Du', $value ) ) ),
			'postTypes'     => $names( 'postTypes' ),
			'entries'       => self::cut( array_filter( $list( 'entries' ), static fn ( mixed $id ): bool => is_int( $id ) && $id > 0 ) ),
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
