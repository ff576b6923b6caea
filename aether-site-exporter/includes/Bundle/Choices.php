<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

use Aether\Site_Exporter\Settings\Bundle_Choice;
use Aether\Site_Exporter\Settings\Settings_Store;

/**
 * What a person can choose for a bundle, in the words that the screens of this site use.
 */
final class Choices {

	/**
	 * @return array{plugins: list<array{file: string, name: string}>, postTypes: list<array{name: string, label: string, count: int}>, entries: list<array{id: int, title: string}>, mayChooseOptions: bool}
	 *         `entries` are those that were chosen and are public.
	 */
	public static function describe(): array {
		return array(
			'plugins'          => array_map( self::plugin( ... ), Site_Facts::other_plugins() ),
			'postTypes'        => array_map( self::post_type( ... ), Selection::content_types() ),
			'entries'          => array_map( self::entry( ... ), Content_Choice::public_among( ( new Bundle_Choice( new Settings_Store() ) )->read()['entries'] ) ),
			'mayChooseOptions' => current_user_can( Plugin_Options::CAPABILITY ),
		);
	}

	/**
	 * @return array{file: string, name: string}
	 */
	private static function plugin( string $file ): array {
		$header = get_file_data( WP_PLUGIN_DIR . '/' . $file, array( 'name' => 'Plugin Name' ) );

		return array(
			'file' => $file,
			'name' => '' === $header['name'] ? $file : wp_strip_all_tags( $header['name'] ),
		);
	}

	/**
	 * @return array{name: string, label: string, count: int}
	 */
	private static function post_type( string $name ): array {
		return array(
			'name'  => $name,
			'label' => (string) ( get_post_type_object( $name )->labels->name ?? $name ),
			'count' => (int) ( wp_count_posts( $name )->publish ?? 0 ),
		);
	}

	/**
	 * @return array{id: int, title: string}
	 */
	private static function entry( int $id ): array {
		return array(
			'id'    => $id,
			'title' => html_entity_decode( wp_strip_all_tags( get_the_title( $id ) ), ENT_QUOTES | ENT_HTML5, 'UTF-8' ),
		);
	}
}
