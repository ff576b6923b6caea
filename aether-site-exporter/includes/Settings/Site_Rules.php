<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

/**
 * What a person takes out of the published site or adds to it: lists of patterns, which the engine reads, and the
 * thresholds of its checks.
 */
final class Site_Rules extends Settings_Section {

	public const NAME = 'rules';

	/** The lists of the engine's `SiteRules`. */
	public const LISTS = array( 'includePages', 'excludePages', 'includeAssets', 'excludeAssets', 'queryPages' );

	/** Thresholds in percent, with their defaults: how many pages may be gone, and how small a page may be. The engine's names. */
	public const PERCENTAGES = array(
		'largestPageLoss'   => 20,
		'smallestPageShare' => 5,
	);

	private const MOST_PATTERNS = 200;

	/** Characters. */
	private const LONGEST_PATTERN = 500;

	/**
	 * @return array<string, mixed> As a REST parameter.
	 */
	public static function schema(): array {
		$list = array(
			'type'     => 'array',
			'maxItems' => self::MOST_PATTERNS,
			'items'    => array(
				'type'      => 'string',
				'maxLength' => self::LONGEST_PATTERN,
			),
		);

		$percentage = array(
			'type'    => 'integer',
			'minimum' => 0,
			'maximum' => 100,
		);

		return array(
			'type'                 => 'object',
			'required'             => true,
			'properties'           => array_fill_keys( self::LISTS, $list ) + array_fill_keys( array_keys( self::PERCENTAGES ), $percentage ),
			'additionalProperties' => false,
		);
	}

	/**
	 * @param array<string, mixed> $section
	 * @return array<string, list<string>|int>
	 */
	protected static function sanitize( array $section ): array {
		$sanitized = array();
		foreach ( self::LISTS as $name ) {
			$patterns = array_filter( (array) ( $section[ $name ] ?? array() ), 'is_string' );
			$patterns = array_map( static fn ( string $pattern ): string => trim( (string) preg_replace( '/[\x00-\x1f\x7f]/', '', wp_check_invalid_utf8( $pattern ) ) ), $patterns );
			$patterns = array_unique( array_filter( $patterns, static fn ( string $pattern ): bool => '' !== $pattern ) );

			$sanitized[ $name ] = array_slice( array_values( $patterns ), 0, self::MOST_PATTERNS );
		}

		foreach ( self::PERCENTAGES as $name => $default ) {
			$percent            = $section[ $name ] ?? $default;
			$sanitized[ $name ] = is_numeric( $percent ) ? max( 0, min( 100, (int) $percent ) ) : $default;
		}

		return $sanitized;
	}
}
