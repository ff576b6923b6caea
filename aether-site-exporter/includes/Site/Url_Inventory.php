<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site;

use Aether\Site_Exporter\Site\Inventory\Authors_Section;
use Aether\Site_Exporter\Site\Inventory\Dates_Section;
use Aether\Site_Exporter\Site\Inventory\Fixed_Section;
use Aether\Site_Exporter\Site\Inventory\Posts_Section;
use Aether\Site_Exporter\Site\Inventory\Section;
use Aether\Site_Exporter\Site\Inventory\Site_Lists;
use Aether\Site_Exporter\Site\Inventory\Terms_Section;
use Aether\Site_Exporter\Site\Inventory\Url;

/**
 * Every public URL of the site, a portion at a time.
 */
final class Url_Inventory {

	/**
	 * @param Cursor  $cursor Where the last portion ended.
	 * @param int     $limit  Most URLs in this portion.
	 * @param ?string $kind   Only this kind.
	 * @return array{items: list<array{url: string, kind: string, modified?: string}>, next: ?string}
	 */
	public function page( Cursor $cursor, int $limit, ?string $kind = null ): array {
		$items = array();
		foreach ( $cursor->remaining( $this->sections() ) as $section ) {
			foreach ( $section->urls( $cursor->position_in( $section->id() ) ) as $position => $url ) {
				if ( ( null !== $kind && $kind !== $url->kind ) || ! self::is_wanted( $url ) ) {
					continue;
				}
				if ( count( $items ) === $limit ) {
					return array(
						'items' => $items,
						'next'  => $last,
					);
				}
				$items[] = $url->to_array();
				$last    = Cursor::encode( $section->id(), (string) $position );
			}
		}

		return array(
			'items' => $items,
			'next'  => null,
		);
	}

	/**
	 * @return list<Section>
	 */
	private function sections(): array {
		$sections   = array( new Fixed_Section( 'home', Site_Lists::home( ... ) ) );
		$types      = array_filter( get_post_types( array( 'public' => true ) ), 'is_post_type_viewable' );
		$taxonomies = array_filter( get_taxonomies( array( 'public' => true ) ), 'is_taxonomy_viewable' );
		if ( ! get_option( 'wp_attachment_pages_enabled' ) ) {
			unset( $types['attachment'] );
		}
		array_push( $sections, ...array_map( static fn ( string $type ): Section => new Posts_Section( $type ), array_values( $types ) ) );
		$sections[] = new Fixed_Section( 'archives', Site_Lists::archives( ... ) );
		array_push( $sections, ...array_map( static fn ( string $taxonomy ): Section => new Terms_Section( $taxonomy ), array_values( $taxonomies ) ) );
		array_push(
			$sections,
			new Authors_Section(),
			new Dates_Section( 'year' ),
			new Dates_Section( 'month' ),
			new Dates_Section( 'day' ),
			new Fixed_Section( 'feeds', Site_Lists::feeds( ... ) ),
			new Fixed_Section( 'sitemaps', Site_Lists::sitemaps( ... ) ),
			new Fixed_Section( 'robots', Site_Lists::robots( ... ) ),
			new Fixed_Section( 'not-found', Site_Lists::not_found( ... ) ),
		);

		/**
		 * Filters the sections of the URL inventory: remove one, or add your own.
		 *
		 * @param list<Section> $sections
		 */
		$filtered = apply_filters( 'aether_url_inventory_sections', $sections );

		return array_values( array_filter( (array) $filtered, static fn ( mixed $section ): bool => $section instanceof Section ) );
	}

	private static function is_wanted( Url $url ): bool {
		/**
		 * Filters whether a URL belongs to the inventory.
		 *
		 * @param bool   $is_wanted
		 * @param string $url
		 * @param string $kind
		 */
		return (bool) apply_filters( 'aether_url_inventory_includes', true, $url->url, $url->kind );
	}
}
