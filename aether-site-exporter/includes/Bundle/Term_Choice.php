<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * Which terms travel: those of parts of the front end; those that entries have which travel, and what was uploaded to them;
 * those that visitors see though no entry has them; and all terms above.
 */
final class Term_Choice {

	/** Types of a link in a navigation that says nothing of its kind. */
	private const TYPES_OF_TERMS = array( 'category', 'tag' );

	private ?string $condition = null;

	public function __construct( private readonly Content_Choice $choice ) {
	}

	/**
	 * @return string A condition of SQL, escaped, on `tt`, the table of taxonomies.
	 */
	public function condition(): string {
		if ( null === $this->condition ) {
			[ $terms, $taxonomies ] = $this->named();
			$taxonomies             = Selection::quoted( array( ...Selection::part_taxonomies(), ...$taxonomies ) );
			$this->condition        = "( tt.taxonomy IN ({$taxonomies}) OR " . $this->is_used() . ' OR tt.term_id IN (' . implode( ',', array( 0, ...$this->with_parents( array( (int) get_option( 'default_category' ), ...$terms ) ) ) ) . ') )';
		}

		return $this->condition;
	}

	/**
	 * @param list<int> $numbers Of terms in their taxonomies.
	 * @return list<int> Those of them that travel.
	 */
	public function among( array $numbers ): array {
		$list = implode( ',', array( 0, ...$numbers ) );

		return self::numbers( "SELECT tt.term_taxonomy_id FROM %s tt WHERE tt.term_taxonomy_id IN ({$list}) AND " . $this->condition() );
	}

	private function is_used(): string {
		global $wpdb;

		return "EXISTS ( SELECT 1 FROM {$wpdb->term_relationships} tr JOIN {$wpdb->posts} o ON o.ID = tr.object_id JOIN {$wpdb->posts} p ON p.ID = CASE WHEN o.post_type = 'attachment' THEN o.post_parent ELSE o.ID END WHERE tr.term_taxonomy_id = tt.term_taxonomy_id AND " . $this->choice->condition( 'p' ) . ' )';
	}

	/**
	 * @param list<int> $terms
	 * @return list<int> These, and all that are above them or above those in use.
	 */
	private function with_parents( array $terms ): array {
		$known = array();
		$next  = array( ...$terms, ...self::numbers( 'SELECT DISTINCT tt.parent FROM %s tt WHERE tt.parent > 0 AND ' . $this->is_used() ) );
		while ( array() !== $next ) {
			$next  = array_values( array_diff( array_unique( $next ), $known ) );
			$known = array( ...$known, ...$next );
			$next  = array() === $next ? array() : self::numbers( 'SELECT DISTINCT tt.parent FROM %s tt WHERE tt.parent > 0 AND tt.term_id IN (' . implode( ',', $next ) . ')' );
		}

		return $known;
	}

	/**
	 * @return array{list<int>, list<string>} Terms that menus and navigations lead to; taxonomies whose unused terms a list shows.
	 */
	private function named(): array {
		global $wpdb;
		$texts      = $wpdb->get_col( "SELECT p.post_content FROM {$wpdb->posts} p WHERE " . $this->choice->condition( 'p' ) . " AND ( p.post_content LIKE '%wp:navigation-%' OR p.post_content LIKE '%\"showEmpty\":true%' OR p.post_content LIKE '%\"hideEmpty\":false%' )" ); // phpcs:ignore WordPress.DB -- The condition is escaped.
		$terms      = array( $this->choice->parts->terms() );
		$taxonomies = array();
		foreach ( array( ...array_map( Hidden_Blocks::without( ... ), $texts ), ...Shared_Texts::all() ) as $text ) {
			foreach ( self::flat( parse_blocks( $text ) ) as $block ) {
				$terms[]      = self::target( $block );
				$taxonomies[] = self::listed( $block );
			}
		}

		return array( array_values( array_unique( array_merge( ...$terms ) ) ), array_merge( ...$taxonomies ) );
	}

	/**
	 * @param list<array<string, mixed>> $blocks
	 * @return list<array<string, mixed>> With those in them, at any depth.
	 */
	private static function flat( array $blocks ): array {
		return array_merge( ...array_map( static fn ( array $block ): array => array( $block, ...self::flat( $block['innerBlocks'] ) ), $blocks ) );
	}

	/**
	 * @param array<string, mixed> $block
	 * @return list<int>
	 */
	private static function target( array $block ): array {
		$link    = $block['attrs'];
		$is_term = 'taxonomy' === ( $link['kind'] ?? null ) || ( ! isset( $link['kind'] ) && in_array( $link['type'] ?? null, self::TYPES_OF_TERMS, true ) );

		return $is_term && in_array( $block['blockName'], Hidden_Blocks::LINKS, true ) && is_numeric( $link['id'] ?? null ) ? array( (int) $link['id'] ) : array();
	}

	/**
	 * @param array<string, mixed> $block
	 * @return list<string>
	 */
	private static function listed( array $block ): array {
		$list = $block['attrs'];

		return match ( true ) {
			'core/categories' === $block['blockName'] && true === ( $list['showEmpty'] ?? null ) => array( (string) ( $list['taxonomy'] ?? 'category' ) ),
			'core/terms-query' === $block['blockName'] && false === ( $list['termQuery']['hideEmpty'] ?? null ) => array( (string) ( $list['termQuery']['taxonomy'] ?? 'category' ) ),
			default => array(),
		};
	}

	/**
	 * @param string $sql Complete and escaped but for `%s`, the table of taxonomies; of one column.
	 * @return list<int>
	 */
	private static function numbers( string $sql ): array {
		global $wpdb;

		return array_map( 'intval', $wpdb->get_col( str_replace( '%s', $wpdb->term_taxonomy, $sql ) ) ); // phpcs:ignore WordPress.DB -- See above.
	}
}
