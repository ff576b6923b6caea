<?php
/**
 * What people change about the look of a site beside its content: menus, widgets and colours of a classic theme; styles,
 * template parts and patterns of a block theme.
 */

declare( strict_types=1 );

namespace Aether\Stand;

require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/nav-menu.php';

/** Each place of a menu that content can stand at, and a link to another site. */
function classic_look(): void {
	wp_set_current_user( 1 );
	switch_theme( 'plain-child' );
	$menu = wp_create_nav_menu( 'Main menu' );
	if ( is_wp_error( $menu ) ) {
		throw new \RuntimeException( $menu->get_error_message() );
	}
	$add      = static function ( array $item ) use ( $menu ): int {
		$id = wp_update_nav_menu_item( $menu, 0, $item + array( 'menu-item-status' => 'publish' ) );
		if ( is_wp_error( $id ) ) {
			throw new \RuntimeException( $id->get_error_message() );
		}
		return $id;
	};
	[ $page ] = get_posts( array( 'post_type' => 'page', 'numberposts' => 1, 'orderby' => 'ID', 'order' => 'ASC' ) );
	[ $term ] = get_terms( array( 'taxonomy' => 'category', 'orderby' => 'count', 'order' => 'DESC', 'number' => 1 ) );
	$parent   = $add( array( 'menu-item-type' => 'post_type', 'menu-item-object' => 'page', 'menu-item-object-id' => $page->ID, 'menu-item-title' => 'A page' ) );
	$add( array( 'menu-item-type' => 'taxonomy', 'menu-item-object' => 'category', 'menu-item-object-id' => $term->term_id, 'menu-item-parent-id' => $parent ) );
	$add( array( 'menu-item-type' => 'custom', 'menu-item-title' => 'At home', 'menu-item-url' => home_url( '/?from=menu' ), 'menu-item-classes' => 'home', 'menu-item-target' => '_blank' ) );
	$add( array( 'menu-item-type' => 'custom', 'menu-item-title' => 'Elsewhere', 'menu-item-url' => 'https://elsewhere.example/' ) );
	set_theme_mod( 'nav_menu_locations', array( 'main' => $menu ) );
	set_theme_mod( 'motto', 'Grüße, “quoted” & kept 🌊' );
	wp_update_custom_css_post( '.motto { color: #124; background: url(' . content_url( 'themes/plain/assets/paper.svg' ) . '); }' );

	update_option( 'widget_text', array( 2 => array( 'title' => 'Words', 'text' => 'From ' . home_url( '/' ), 'filter' => false, 'visual' => false ), '_multiwidget' => 1 ) );
	update_option( 'widget_block', array( 3 => array( 'content' => '<!-- wp:paragraph --><p>A block of a sidebar.</p><!-- /wp:paragraph -->' ), '_multiwidget' => 1 ) );
	update_option( 'widget_nav_menu', array( 4 => array( 'title' => 'Again', 'nav_menu' => $menu ), '_multiwidget' => 1 ) );
	wp_set_sidebars_widgets( array( 'wp_inactive_widgets' => array(), 'below' => array( 'text-2', 'block-3', 'nav_menu-4' ) ) );
}

/** Colours, a footer, and a pattern that stands in two places. */
function block_look(): void {
	wp_set_current_user( 1 );
	switch_theme( 'twentytwentyfive' );
	$styles = \WP_Theme_JSON_Resolver::get_user_global_styles_post_id();
	wp_update_post(
		array(
			'ID'           => $styles,
			'post_content' => wp_slash( (string) wp_json_encode(
				array(
					'version'                     => \WP_Theme_JSON::LATEST_SCHEMA,
					'isGlobalStylesUserThemeJSON' => true,
					'styles'                      => array(
						'color'    => array( 'background' => '#f4f1ea', 'text' => '#1b2430' ),
						'elements' => array( 'link' => array( 'color' => array( 'text' => '#0a5c66' ) ) ),
						'css'      => '.wp-site-blocks { border-top: 4px solid #0a5c66; }',
					),
				)
			) ),
		)
	);
	$pattern = wp_insert_post( array( 'post_type' => 'wp_block', 'post_status' => 'publish', 'post_title' => 'Notice', 'post_content' => '<!-- wp:paragraph --><p>The pattern that stands in two places.</p><!-- /wp:paragraph -->' ) );
	$footer  = wp_insert_post(
		array(
			'post_type'    => 'wp_template_part',
			'post_status'  => 'publish',
			'post_name'    => 'footer',
			'post_title'   => 'Footer',
			'post_content' => wp_slash( sprintf( '<!-- wp:paragraph --><p>A footer of one’s own, at <a href="%s">home</a>.</p><!-- /wp:paragraph --><!-- wp:block {"ref":%d} /-->', esc_url( home_url( '/' ) ), $pattern ) ),
		)
	);
	wp_set_post_terms( $footer, 'twentytwentyfive', 'wp_theme' );
	wp_set_post_terms( $footer, 'footer', 'wp_template_part_area' );
}
