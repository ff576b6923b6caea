<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * Blocks that are in the content, and that WordPress renders for nobody: those that an author hid everywhere, since version
 * 6.9, and links of a navigation to entries that only some may read.
 */
final class Hidden_Blocks {

	public const LINKS = array( 'core/navigation-link', 'core/navigation-submenu' );

	/** Types of a link that says nothing of its kind: one from before there were kinds. */
	private const TYPES_OF_ENTRIES = array( 'post', 'page' );

	/**
	 * @param list<int> $readable Entries that everybody may read, of those that links lead to.
	 */
	private function __construct( private readonly bool $hides, private readonly array $readable ) {
	}

	/**
	 * @param string $content Of an entry or of a widget.
	 * @return string The same, byte by byte, where nothing is hidden.
	 */
	public static function without( string $content ): string {
		$hides = str_contains( $content, 'blockVisibility' ) && function_exists( 'wp_render_block_visibility_support' );
		if ( ! $hides && 1 !== preg_match( '/wp:(?:core\/)?navigation-(?:link|submenu)\s/', $content ) ) {
			return $content;
		}
		$blocks = parse_blocks( $content );
		$shown  = ( new self( $hides, Content_Choice::public_among( self::targets( $blocks ) ) ) )->shown( $blocks );

		return $shown === $blocks ? $content : serialize_blocks( $shown );
	}

	/**
	 * @param list<array<string, mixed>> $blocks
	 * @return list<int> Entries that links lead to, at any depth.
	 */
	private static function targets( array $blocks ): array {
		return array_values( array_filter( array_merge( ...array_map( static fn ( array $block ): array => array( self::target( $block ), ...self::targets( $block['innerBlocks'] ) ), $blocks ) ), is_int( ... ) ) );
	}

	/**
	 * @param array<string, mixed> $block
	 * @return ?int The entry that WordPress looks at before it renders the block; null: it looks at none.
	 */
	private static function target( array $block ): ?int {
		$link     = $block['attrs'];
		$is_entry = 'post-type' === ( $link['kind'] ?? null ) || in_array( $link['type'] ?? null, self::TYPES_OF_ENTRIES, true );

		return $is_entry && in_array( $block['blockName'], self::LINKS, true ) && is_numeric( $link['id'] ?? null ) ? (int) $link['id'] : null;
	}

	/**
	 * @param list<array<string, mixed>> $blocks
	 * @return list<array<string, mixed>>
	 */
	private function shown( array $blocks ): array {
		return array_map( $this->with_shown_children( ... ), array_values( array_filter( $blocks, $this->is_shown( ... ) ) ) );
	}

	/**
	 * @param array<string, mixed> $block What is in one that is hidden is hidden with it.
	 */
	private function is_shown( array $block ): bool {
		$target = self::target( $block );

		return ! ( $this->hides && false === ( $block['attrs']['metadata']['blockVisibility'] ?? null ) ) && ( null === $target || in_array( $target, $this->readable, true ) );
	}

	/**
	 * @param array<string, mixed> $block
	 * @return array<string, mixed>
	 */
	private function with_shown_children( array $block ): array {
		$next    = 0;
		$content = array();
		foreach ( $block['innerContent'] as $part ) {
			// Null stands for the next child.
			if ( null !== $part || $this->is_shown( $block['innerBlocks'][ $next++ ] ) ) {
				$content[] = $part;
			}
		}
		$block['innerContent'] = $content;
		$block['innerBlocks']  = $this->shown( $block['innerBlocks'] );

		return $block;
	}
}
