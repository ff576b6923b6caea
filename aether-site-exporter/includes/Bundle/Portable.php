<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

use stdClass;

/**
 * Makes values independent of this site's address: whatever spelling of it becomes that of `ORIGIN`, which the importer
 * replaces by the address that the copy has.
 */
final class Portable {

	/** Belongs to nobody, by RFC 2606. */
	public const ORIGIN = 'https://site.aether.invalid';

	/** Marks what was an object without a class; the importer makes one again. */
	public const OBJECT = '@object';

	/** @var list<array{string, string}> Pattern, and path below `ORIGIN`. */
	private array $patterns = array();

	private readonly Rooted_Addresses $rooted;

	/**
	 * @param array<string, string> $addresses Address of this site to path below `ORIGIN`. The first is where visitors find it.
	 */
	public function __construct( array $addresses ) {
		$this->rooted = new Rooted_Addresses( self::moved( $addresses ) );
		uksort( $addresses, static fn ( string $a, string $b ): int => strlen( $b ) <=> strlen( $a ) );
		foreach ( $addresses as $address => $path ) {
			$place = (string) preg_replace( '#^https?://#i', '', untrailingslashit( $address ) );
			$this->patterns[] = array( self::pattern( $place, ':', '(\\\\*+/)' ), $path );
			$this->patterns[] = array( self::pattern( $place, '%3A', '(%2F)' ), $path );
		}
	}

	/**
	 * @param array<string, string> $addresses
	 * @return array<string, string> Path below the root of the first one's host to path below `ORIGIN`, where the two differ.
	 */
	private static function moved( array $addresses ): array {
		$moved = array();
		$home  = self::host_and_path( (string) array_key_first( $addresses ) )[0];
		foreach ( $addresses as $address => $path ) {
			[ $host, $own ] = self::host_and_path( $address );
			if ( $host === $home && '/' !== $own && $own !== $path ) {
				$moved[ $own ] = $path;
			}
		}

		return $moved;
	}

	/**
	 * @return array{string, string} Host with its port, in small letters; path with a slash before it.
	 */
	private static function host_and_path( string $address ): array {
		[ $host, $path ] = array( ...explode( '/', (string) preg_replace( '#^(?:https?:)?//#i', '', untrailingslashit( $address ) ), 2 ), '' );

		return array( strtolower( $host ), '/' . $path );
	}

	/**
	 * @param string $slash A group that matches a slash, with a backslash or several before it where JSON is in JSON. All
	 *                      slashes of one address are the same.
	 */
	private static function pattern( string $place, string $colon, string $slash ): string {
		$same  = '\g{2}';
		$parts = array_map( static fn ( string $part ): string => preg_quote( str_replace( ':', $colon, $part ), '#' ), explode( '/', $place ) );

		// Blocks write two hyphens so that they end no comment.
		$place = str_replace( '\-\-', '(?:--|(?:\\\\+u002d){2})', implode( $same, $parts ) );

		return '#(https?' . $colon . ')?' . $slash . $same . $place . '(?![\w-]|[.:]\w)#i';
	}

	public static function of_this_site(): self {
		$uploads = wp_upload_dir( null, false );

		return new self(
			array(
				home_url()          => '',
				site_url()          => '',
				content_url()       => '/wp-content',
				$uploads['baseurl'] => '/wp-content/uploads',
			)
		);
	}

	/**
	 * @return mixed Scalars, null and arrays; what is neither becomes null.
	 */
	public function value( mixed $value ): mixed {
		return self::marked( $this->in_place( $value ) );
	}

	public function text( string $text ): string {
		$text = $this->rooted->in_text( $text );
		foreach ( $this->patterns as [ $pattern, $path ] ) {
			$text = preg_replace_callback( $pattern, static fn ( array $match ): string => self::spell( $path, '' !== $match[1], $match[2] ), $text ) ?? $text;
		}

		return $text;
	}

	/**
	 * @param string $slash As the text around writes it.
	 */
	private static function spell( string $path, bool $has_scheme, string $slash ): string {
		$address = ( $has_scheme ? self::ORIGIN : substr( self::ORIGIN, strlen( 'https:' ) ) ) . $path;

		return str_replace( array( ':', '/' ), array( str_starts_with( $slash, '%' ) ? '%3A' : ':', $slash ), $address );
	}

	private function in_place( mixed $value ): mixed {
		return match ( true ) {
			is_string( $value )          => is_serialized( $value ) ? $this->packed( $value ) : $this->text( $this->rooted->in_value( $value ) ),
			is_scalar( $value ), null === $value => $value,
			is_array( $value )           => array_map( $this->in_place( ... ), $value ),
			$value instanceof stdClass   => (object) array_map( $this->in_place( ... ), (array) $value ),
			default                      => null,
		};
	}

	/** Serialised text counts the bytes of each string, so what is in it changes where it is taken apart. */
	private function packed( string $text ): string {
		$value = @unserialize( $text, array( 'allowed_classes' => array( stdClass::class ) ) ); // phpcs:ignore -- The site's own data, and no class of anybody's; what is damaged stays as it is.

		return false === $value && 'b:0;' !== $text ? $this->text( $text ) : serialize( $this->in_place( $value ) ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- As it was stored.
	}

	private static function marked( mixed $value ): mixed {
		return match ( true ) {
			is_array( $value )         => array_map( self::marked( ... ), $value ),
			$value instanceof stdClass => array( self::OBJECT => array_map( self::marked( ... ), (array) $value ) ),
			default                    => $value,
		};
	}
}
