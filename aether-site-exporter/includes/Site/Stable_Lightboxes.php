<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site;

/**
 * WordPress names each picture that can be enlarged, and each gallery, by the moment at which it renders them, so that a
 * page with one would differ in every publish though nothing changed. The names only tie parts of one page together; here
 * they are numbers, in the order of the page.
 */
final class Stable_Lightboxes {

	private const IMAGE_ID = '/\bimageId(?:"|&quot;):(?:"|&quot;)([0-9a-f]{13})\b/';

	/** @var array<string, string> Name that WordPress gave => number. */
	private static array $images = array();

	private static int $galleries = 0;

	/**
	 * @param string $html An image block's markup.
	 */
	public static function settle( string $html ): string {
		if ( 1 !== preg_match( self::IMAGE_ID, $html, $found ) ) {
			return $html;
		}
		self::$images[ $found[1] ] ??= 'image-' . ( count( self::$images ) + 1 );

		return str_replace( $found[1], self::$images[ $found[1] ], $html );
	}

	/**
	 * @param array<string, mixed> $context Of a block.
	 * @param array<string, mixed> $block   As it was parsed.
	 * @return array<string, mixed>
	 */
	public static function name_gallery( array $context, array $block ): array {
		if ( 'core/gallery' === ( $block['blockName'] ?? null ) && isset( $context['galleryId'] ) ) {
			$context['galleryId'] = 'gallery-' . ++self::$galleries;
		}

		return $context;
	}

	/**
	 * @param array<string, mixed> $data What the scripts of the page are told.
	 * @return array<string, mixed>
	 */
	public static function settle_state( array $data ): array {
		$metadata = $data['state']['core/image']['metadata'] ?? null;
		if ( is_array( $metadata ) ) {
			$names                                   = array_map( static fn ( string|int $name ): string => self::$images[ $name ] ?? (string) $name, array_keys( $metadata ) );
			$data['state']['core/image']['metadata'] = array_combine( $names, $metadata );
		}

		return $data;
	}
}
