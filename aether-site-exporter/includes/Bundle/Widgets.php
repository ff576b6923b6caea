<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * The widgets that visitors see. Those that were put aside, or belonged to a theme of before, are notes of the site's owner.
 */
final class Widgets {

	/** Sidebars that no theme shows. */
	private const ASIDE = '/^(?:wp_inactive_widgets$|orphaned_widgets_)/';

	/**
	 * @param array<mixed> $sidebars As the option `sidebars_widgets` has it.
	 * @return array<mixed>
	 */
	public static function sidebars( array $sidebars ): array {
		return array_filter( $sidebars, static fn ( string|int $name ): bool => 1 !== preg_match( self::ASIDE, (string) $name ), ARRAY_FILTER_USE_KEY ) + array( 'wp_inactive_widgets' => array() );
	}

	/**
	 * @param string       $kind      `text`, `block`, …
	 * @param array<mixed> $instances As the option `widget_<kind>` has them.
	 * @return array<mixed>
	 */
	public static function in_use( string $kind, array $instances ): array {
		$used = array_merge( ...array_values( array_filter( self::sidebars( (array) get_option( 'sidebars_widgets', array() ) ), 'is_array' ) ) );
		$made = array();
		foreach ( $instances as $number => $instance ) {
			if ( ! is_int( $number ) ) {
				$made[ $number ] = $instance;
			} elseif ( in_array( "{$kind}-{$number}", $used, true ) ) {
				$made[ $number ] = is_array( $instance ) && is_string( $instance['content'] ?? null ) ? array( 'content' => Hidden_Blocks::without( $instance['content'] ) ) + $instance : $instance;
			}
		}

		return $made;
	}
}
