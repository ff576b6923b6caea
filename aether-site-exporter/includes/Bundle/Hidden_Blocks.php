<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * Blocks that an author hid everywhere: since version 6.9 WordPress keeps their text in the content and shows it to nobody.
 */
final class Hidden_Blocks {

	/**
	 * @param string $content Of an entry or of a widget.
	 * @return string The same, byte by byte, where nothing is hidden.
	 */
	public static function without( string $content ): string {
		if ( ! str_contains( $content, 'blockVisibility' ) || ! function_exists( 'wp_render_block_visibility_support' ) ) {
			return $content;
		}
		$blocks = parse_blocks( $content );
		$shown  = self::shown( $blocks );

		return $shown === $blocks ? $content : serialize_blocks( $shown );
	}

	/**
	 * @param list<array<string, mixed>> $blocks
	 * @return list<array<string, mixed>>
	 */
	private static function shown( array $blocks ): array {
		return array_map( self::with_shown_children( ... ), array_values( array_filter( $blocks, self::is_shown( ... ) ) ) );
	}

	/**
	 * @param array<string, mixed> $block
	 */
	private static function is_shown( array $block ): bool {
		return false !== ( $block['attrs']['metadata']['blockVisibility'] ?? null );
	}

	/**
	 * @param array<string, mixed> $block
	 * @return array<string, mixed>
	 */
	private static function with_shown_children( array $block ): array {
		$next    = 0;
		$content = array();
		foreach ( $block['innerContent'] as $part ) {
			// Null stands for the next child.
			if ( null !== $part || self::is_shown( $block['innerBlocks'][ $next++ ] ) ) {
				$content[] = $part;
			}
		}
		$block['innerContent'] = $content;
		$block['innerBlocks']  = self::shown( $block['innerBlocks'] );

		return $block;
	}
}
