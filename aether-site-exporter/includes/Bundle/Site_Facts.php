<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * What a blueprint says about the site before any content.
 */
final class Site_Facts {

	private const OURS = array( 'aether-site-exporter/aether-site-exporter.php', 'aether-site-exporter-providers/aether-site-exporter-providers.php' );

	/**
	 * @return array<string, mixed>
	 */
	public static function describe( Content_Choice $content ): array {
		$chosen = Selection::plugins();

		return array(
			'title'       => wp_specialchars_decode( get_bloginfo( 'name' ), ENT_QUOTES ),
			'description' => wp_specialchars_decode( get_bloginfo( 'description' ), ENT_QUOTES ),
			'language'    => get_locale(),
			'wordPress'   => (string) preg_replace( '/^(\d+\.\d+).*$/', '$1', wp_get_wp_version() ),
			'php'         => PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION,
			'themes'      => array_values( array_unique( array( get_template(), get_stylesheet() ) ) ),
			'plugins'     => array_values( array_filter( $chosen, static fn ( string $file ): bool => is_file( WP_PLUGIN_DIR . '/' . $file ) ) ),
			'unmet'       => Activation_Order::unmet( $chosen ),
			'budget'      => Selection::budget(),
			'leftAtHome'  => array_values( array_diff( self::other_plugins(), $chosen ) ),
			'mustUse'     => array_map( 'basename', wp_get_mu_plugins() ),
			'emptied'     => array( ...self::emptied( Options_Section::looked_into() ), ...self::emptied( Plugin_Options_Section::looked_into() ) ),
			'unsaid'      => Comments_Section::left_at_home( $content ),
		);
	}

	/**
	 * @param iterable<string, Public_Value> $options
	 * @return list<array{option: string, values: list<string>}> Names only, of what would be empty in a copy.
	 */
	private static function emptied( iterable $options ): array {
		$emptied = array();
		foreach ( $options as $name => $public ) {
			if ( array() !== $public->emptied ) {
				$emptied[] = array(
					'option' => $name,
					// An option that is one text has no names in it.
					'values' => array_map( static fn ( string $value ): string => '' === $value ? $name : $value, $public->emptied ),
				);
			}
		}

		return $emptied;
	}

	/**
	 * @return list<string> Files of the active plugins that are not ours: a copy publishes nothing.
	 */
	public static function other_plugins(): array {
		return array_values( array_diff( Selection::active_plugins(), self::OURS ) );
	}
}
