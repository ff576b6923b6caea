<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

use WP_Theme_JSON_Resolver;

/**
 * Which of the parts of a front end visitors can see: what belongs to the active theme alone, as WordPress looks it up, and
 * items of menus that lead somewhere.
 */
final class Shown_Parts {

	/** @var ?list<int> */
	private ?array $templates = null;

	/** @var ?array{hidden: list<int>, terms: list<int>} */
	private ?array $items = null;

	/**
	 * @param string $table Alias of the table of posts.
	 * @return string A condition of SQL, escaped: not what nobody is shown; it holds for entries of all other types.
	 */
	public function condition( string $table ): string {
		global $wpdb;
		$in_menu    = "EXISTS ( SELECT 1 FROM {$wpdb->term_relationships} r JOIN {$wpdb->term_taxonomy} x ON x.term_taxonomy_id = r.term_taxonomy_id WHERE r.object_id = {$table}.ID AND x.taxonomy = 'nav_menu' )";
		$conditions = array(
			'custom_css'       => self::is_css( $table ),
			'wp_global_styles' => "{$table}.ID = " . (int) ( WP_Theme_JSON_Resolver::get_user_data_from_wp_global_styles( wp_get_theme() )['ID'] ?? 0 ),
			'wp_template'      => self::is_among( $table, $this->templates() ),
			'wp_template_part' => self::is_among( $table, $this->templates() ),
			'nav_menu_item'    => 'NOT ' . self::is_among( $table, $this->items()['hidden'] ) . " AND {$in_menu}",
		);

		return implode( ' AND ', array_map( static fn ( string $type, string $condition ): string => "( {$table}.post_type <> '{$type}' OR ( {$condition} ) )", array_keys( $conditions ), $conditions ) );
	}

	/**
	 * @param list<int> $ids
	 */
	private static function is_among( string $table, array $ids ): string {
		return "{$table}.ID IN (" . implode( ',', array( 0, ...$ids ) ) . ')';
	}

	/**
	 * @return list<int> Those that were changed, of the active theme and of plugins, as WordPress looks them up; it shows none of
	 *                   the parent's.
	 */
	private function templates(): array {
		$this->templates ??= array_values( array_filter( array_map( 'intval', array_column( Shared_Texts::templates(), 'wp_id' ) ) ) );

		return $this->templates;
	}

	/**
	 * @return list<int> Terms that items of menus lead to.
	 */
	public function terms(): array {
		return $this->items()['terms'];
	}

	/** The theme's settings name its style, or say that it has none; where they say nothing, its name does. */
	private static function is_css( string $table ): string {
		$known = (int) get_theme_mod( 'custom_css_post_id' );

		return match ( true ) {
			$known > 0 && null !== get_post( $known ) => "{$table}.ID = {$known}",
			-1 === $known => '1 = 0',
			default       => "{$table}.post_name = '" . esc_sql( sanitize_title( get_stylesheet() ) ) . "'",
		};
	}

	/**
	 * @return array{hidden: list<int>, terms: list<int>} Items that lead to what not everybody may read, or to nothing; terms
	 *                                                    that the others lead to.
	 */
	private function items(): array {
		global $wpdb;
		if ( null !== $this->items ) {
			return $this->items;
		}
		$fields = array();
		foreach ( $wpdb->get_results( "SELECT m.post_id, m.meta_key, m.meta_value FROM {$wpdb->postmeta} m JOIN {$wpdb->posts} p ON p.ID = m.post_id WHERE p.post_type = 'nav_menu_item' AND p.post_status = 'publish' AND m.meta_key IN ('_menu_item_type', '_menu_item_object', '_menu_item_object_id') ORDER BY m.meta_id" ) as $row ) { // phpcs:ignore WordPress.DB -- No input.
			$fields[ (int) $row->post_id ][ $row->meta_key ] ??= $row->meta_value;
		}
		$of      = static fn ( string $type ): array => array_filter( $fields, static fn ( array $item ): bool => ( $item['_menu_item_type'] ?? '' ) === $type );
		$targets = static fn ( array $items ): array => array_map( static fn ( array $item ): int => (int) ( $item['_menu_item_object_id'] ?? 0 ), $items );
		$entries = $targets( $of( 'post_type' ) );
		$terms   = $targets( $of( 'taxonomy' ) );

		$shown_entries = array( ...Content_Choice::public_among( array_values( $entries ) ), ...Content_Choice::public_media_among( array_values( $entries ) ) );
		$shown_terms   = self::terms_among( array_values( $terms ) );
		$this->items   = array(
			'hidden' => array(
				...array_keys( array_diff( $entries, $shown_entries ) ),
				...array_keys( array_diff( $terms, $shown_terms ) ),
				...array_keys( array_filter( $of( 'post_type_archive' ), static fn ( array $item ): bool => ! post_type_exists( $item['_menu_item_object'] ?? '' ) ) ),
			),
			'terms'  => $shown_terms,
		);

		return $this->items;
	}

	/**
	 * @param list<int> $ids
	 * @return list<int> Those that there are, of taxonomies that travel.
	 */
	private static function terms_among( array $ids ): array {
		global $wpdb;
		$list = implode( ',', array( 0, ...$ids ) );

		return array_map( 'intval', $wpdb->get_col( "SELECT tt.term_id FROM {$wpdb->term_taxonomy} tt JOIN {$wpdb->terms} t ON t.term_id = tt.term_id WHERE tt.term_id IN ({$list}) AND tt.taxonomy IN (" . Selection::quoted( Selection::taxonomies() ) . ') ORDER BY tt.term_id' ) ); // phpcs:ignore WordPress.DB -- Numbers and quoted names.
	}
}
