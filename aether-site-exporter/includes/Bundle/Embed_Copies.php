<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * The copies that WordPress keeps of what is embedded in an entry, as its custom fields. It takes none away when the embed is
 * taken out of the entry, so those travel whose address is still embedded somewhere. A field's name has nothing but a hash of
 * the address and of the room that there was.
 */
final class Embed_Copies {

	private const COPY = '/^_oembed_(?:time_)?([0-9a-f]{32})$/';

	private const NAME = '_oembed_';

	private const TIME = '_oembed_time_';

	/** The year 2100: whenever the copy of a site looks, its embeds were fetched just now, and it fetches none again. */
	private const JUST_NOW = '4102444800';

	/** Pixels. WordPress makes a height of the width that a theme gives to content, and a theme may give each page another. */
	private const WIDEST = 2_560;

	/** As WordPress finds addresses that are alone on a line or in a paragraph. */
	private const ALONE = array( '|^\s*(https?://[^\s<>"]+)\s*$|im', '|<p(?: [^>]*)?>\s*(https?://[^\s<>"]+)\s*</p>|i' );

	/** @var ?array<string, array{string, array<string, string>}> In texts that are shown on pages of others. */
	private ?array $shared = null;

	/**
	 * @param string                      $content Of an entry, as it travels.
	 * @param list<array{string, mixed}> $fields  Its custom fields, name and value.
	 * @return list<array{string, mixed}> Without copies of what is embedded no longer.
	 */
	public function in_use( string $content, array $fields ): array {
		$wanted = array_unique( array_filter( array_map( static fn ( array $field ): ?string => self::hash( $field[0] ), $fields ) ) );
		$found  = self::among( $wanted, self::embedded( $content ) );
		if ( array() !== array_diff( $wanted, $found ) ) {
			$this->shared ??= array_merge( ...array_map( self::embedded( ... ), Shared_Texts::all() ) );
			array_push( $found, ...self::among( $wanted, $this->shared ) );
		}
		$kept = array_filter( $fields, static fn ( array $field ): bool => ! str_starts_with( $field[0], self::NAME ) || in_array( self::hash( $field[0] ), $found, true ) );

		return array_map( static fn ( array $field ): array => str_starts_with( $field[0], self::TIME ) ? array( $field[0], self::JUST_NOW ) : $field, array_values( $kept ) );
	}

	private static function hash( string $key ): ?string {
		return 1 === preg_match( self::COPY, $key, $match ) ? $match[1] : null;
	}

	/**
	 * @return array<string, array{string, array<string, string>}> Addresses with the attributes that stand beside them, each once.
	 */
	private static function embedded( string $content ): array {
		$found = array();
		foreach ( self::ALONE as $pattern ) {
			preg_match_all( $pattern, $content, $matches );
			foreach ( $matches[1] as $address ) {
				$found[] = array( $address, array() );
			}
		}
		preg_match_all( '/' . get_shortcode_regex( array( 'embed' ) ) . '/', $content, $matches, PREG_SET_ORDER );
		foreach ( $matches as $match ) {
			$attributes = (array) shortcode_parse_atts( $match[3] );
			$found[]    = array( '' === ( $match[5] ?? '' ) ? (string) ( $attributes['src'] ?? '' ) : $match[5], array_filter( $attributes, is_string( ... ) ) );
		}
		$unique = array();
		foreach ( $found as [ $address, $attributes ] ) {
			$embed = array( str_replace( '&amp;', '&', $address ), $attributes );
			$unique[ (string) wp_json_encode( $embed ) ] = $embed;
		}

		return $unique;
	}

	/**
	 * @param array<string>                                       $hashes
	 * @param array<string, array{string, array<string, string>}> $embedded
	 * @return list<string> Those of the hashes that one of the embeds has.
	 */
	private static function among( array $hashes, array $embedded ): array {
		$left = array_flip( $hashes );
		foreach ( $embedded as [ $address, $attributes ] ) {
			foreach ( self::rooms( $address ) as $room ) {
				if ( array() === $left ) {
					break 2;
				}
				// As WordPress makes it.
				unset( $left[ md5( $address . serialize( wp_parse_args( $attributes, $room ) ) ) ] ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions
			}
		}

		return array_values( array_diff( $hashes, array_map( 'strval', array_keys( $left ) ) ) );
	}

	/**
	 * @return iterable<array<string, mixed>> Sizes of embeds: the one of now, and all that there can have been.
	 */
	private static function rooms( string $address ): iterable {
		yield wp_embed_defaults( $address );
		for ( $width = 1; $width <= self::WIDEST; $width++ ) {
			yield array(
				'width'  => $width,
				'height' => min( (int) ceil( $width * 1.5 ), 1000 ),
			);
		}
	}
}
