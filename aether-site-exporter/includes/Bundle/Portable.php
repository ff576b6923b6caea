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

	/** Slash and colon as text, JSON and queries write them. */
	private const SPELLINGS = array(
		array( '/', ':' ),
		array( '\\/', ':' ),
		array( '%2F', '%3A' ),
	);

	/** @var list<array{string, string, string}> Pattern, what stands for it with a scheme, and without. */
	private array $patterns = array();

	/**
	 * @param array<string, string> $addresses Address of this site to path below `ORIGIN`.
	 */
	public function __construct( array $addresses ) {
		uksort( $addresses, static fn ( string $a, string $b ): int => strlen( $b ) <=> strlen( $a ) );
		foreach ( $addresses as $address => $path ) {
			$place = (string) preg_replace( '#^https?://#i', '', untrailingslashit( $address ) );
			foreach ( self::SPELLINGS as [ $slash, $colon ] ) {
				$spell            = static fn ( string $text ): string => str_replace( array( ':', '/' ), array( $colon, $slash ), $text );
				$this->patterns[] = array(
					'#(https?' . preg_quote( $colon, '#' ) . ')?' . preg_quote( $slash . $slash . $spell( $place ), '#' ) . '(?![\w-]|[.:]\w)#i',
					$spell( self::ORIGIN . $path ),
					$spell( substr( self::ORIGIN, strlen( 'https:' ) ) . $path ),
				);
			}
		}
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
		return match ( true ) {
			is_string( $value )          => $this->text( $value ),
			is_scalar( $value ), null === $value => $value,
			is_array( $value )           => $this->items( $value ),
			$value instanceof stdClass   => array( self::OBJECT => $this->items( (array) $value ) ),
			default                      => null,
		};
	}

	public function text( string $text ): string {
		foreach ( $this->patterns as [ $pattern, $absolute, $relative ] ) {
			$text = preg_replace_callback( $pattern, static fn ( array $match ): string => isset( $match[1] ) && '' !== $match[1] ? $absolute : $relative, $text ) ?? $text;
		}

		return $text;
	}

	/**
	 * @param array<mixed> $items
	 * @return array<mixed>
	 */
	private function items( array $items ): array {
		$made = array();
		foreach ( $items as $key => $item ) {
			$made[ $key ] = $this->value( $item );
		}

		return $made;
	}
}
