<?php
/**
 * A menu above and a sidebar below what the parent shows.
 */

declare( strict_types=1 );

namespace Aether\Stand\Plain_Child;

add_action(
	'after_setup_theme',
	static function (): void {
		register_nav_menus( array( 'main' => 'Main menu' ) );
	}
);

add_action(
	'widgets_init',
	static function (): void {
		register_sidebar(
			array(
				'id'   => 'below',
				'name' => 'Below',
			)
		);
	}
);

add_action(
	'wp_enqueue_scripts',
	static function (): void {
		wp_enqueue_style( 'plain-child', get_stylesheet_uri(), array( 'plain' ), '1.0' );
	}
);

add_action(
	'wp_body_open',
	static function (): void {
		printf( '<p class="motto">%s</p>', esc_html( (string) get_theme_mod( 'motto', '' ) ) );
		wp_nav_menu(
			array(
				'theme_location' => 'main',
				'container'      => 'nav',
				'menu_class'     => 'main-menu',
				'fallback_cb'    => false,
			)
		);
	}
);

add_action( 'wp_footer', static fn () => dynamic_sidebar( 'below' ) );
