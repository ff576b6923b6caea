<?php
/**
 * Name, reading settings, icon and navigation of the demo site.
 */

declare( strict_types=1 );

namespace Aether\Stand;

function set_up_site( int $icon ): void {
	update_option( 'blogname', 'Low Tide Journal' );
	update_option( 'blogdescription', 'Walks, weather and woodwork from a small harbour town' );
	update_option( 'posts_per_page', 5 );
	update_option( 'posts_per_rss', 5 );
	update_option( 'page_comments', 0 );
	update_option( 'show_avatars', 0 );
	update_option( 'site_icon', $icon );
	switch_theme( 'twentytwentyfive' );

	$link = static fn ( string $label, string $type, string $kind, int $id, string $url ): string => sprintf(
		'<!-- wp:navigation-link %s /-->',
		wp_json_encode( compact( 'label', 'type', 'id', 'url', 'kind' ), JSON_UNESCAPED_SLASHES )
	);
	$page = static function ( string $path ) use ( $link ): string {
		$found = get_page_by_path( $path );
		return $link( $found->post_title, 'page', 'post-type', $found->ID, (string) get_permalink( $found ) );
	};
	$term = static function ( string $slug ) use ( $link ): string {
		$found = get_term_by( 'slug', $slug, 'category' );
		return $link( $found->name, 'category', 'taxonomy', $found->term_id, (string) get_term_link( $found ) );
	};

	insert(
		array(
			'post_type'    => 'wp_navigation',
			'post_status'  => 'publish',
			'post_name'    => 'navigation',
			'post_title'   => 'Navigation',
			'post_date'    => '2026-02-01 08:00:00',
			'post_author'  => 1,
			'post_content' => implode(
				"\n",
				array(
					'<!-- wp:home-link {"label":"Journal"} /-->',
					$term( 'walks' ),
					$term( 'workshop' ),
					$page( 'about' ),
					$page( 'visit' ),
				)
			),
		)
	);
}
