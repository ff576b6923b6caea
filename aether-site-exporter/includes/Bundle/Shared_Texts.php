<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * Texts that are shown on pages of others: templates of the active theme, synced patterns, navigations, widgets.
 */
final class Shared_Texts {

	private const KINDS_OF_WIDGETS = array( 'block', 'text', 'custom_html' );

	/**
	 * @return list<string> Without blocks that are shown to nobody.
	 */
	public static function all(): array {
		global $wpdb;
		$records = $wpdb->get_col( "SELECT p.post_content FROM {$wpdb->posts} p WHERE p.post_type IN ('wp_block', 'wp_navigation') AND p.post_status = 'publish' AND p.post_password = '' ORDER BY p.ID" ); // phpcs:ignore WordPress.DB -- No input.

		// WordPress reads an empty text as null.
		return array_map( Hidden_Blocks::without( ... ), array_filter( array( ...$records, ...array_column( self::templates(), 'content' ), ...self::widgets() ), 'is_string' ) );
	}

	/**
	 * @return list<\WP_Block_Template> And parts of them: the active theme's own, and as a person or a plugin changed them.
	 */
	public static function templates(): array {
		return array( ...get_block_templates(), ...get_block_templates( array(), 'wp_template_part' ) );
	}

	/**
	 * @return list<string>
	 */
	private static function widgets(): array {
		$texts = array();
		foreach ( self::KINDS_OF_WIDGETS as $kind ) {
			foreach ( Widgets::in_use( $kind, (array) get_option( 'widget_' . $kind, array() ) ) as $instance ) {
				$texts[] = is_array( $instance ) ? ( $instance['content'] ?? $instance['text'] ?? '' ) : '';
			}
		}

		return array_values( array_filter( $texts, 'is_string' ) );
	}
}
