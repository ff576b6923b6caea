<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

use Aether\Site_Exporter\Settings\Bundle_Choice;
use Aether\Site_Exporter\Settings\Settings_Store;
use WP_Error;
use WP_REST_Request;

/**
 * Which of the public content travels: all of it, or chosen types and entries with what they need to be shown.
 */
final class Content_Choice {

	/** Stands for the whole site where types are named. */
	public const ALL = 'all';

	/** Of the front end, whatever content was chosen. */
	public readonly Shown_Parts $parts;

	/** @var ?list<int> */
	private ?array $needed = null;

	/**
	 * @param ?list<string> $types   Every entry of these travels; null: of all types.
	 * @param list<int>     $entries Travel besides.
	 */
	private function __construct( private readonly ?array $types, private readonly array $entries ) {
		$this->parts = new Shown_Parts();
	}

	/** As the settings have it. */
	public static function stored(): self {
		$choice = ( new Bundle_Choice( new Settings_Store() ) )->read();

		return self::of( $choice['postTypes'], $choice['entries'] );
	}

	/**
	 * As a request has it; where it says nothing, as the settings have it.
	 */
	public static function of_request( WP_REST_Request $request ): self|WP_Error {
		if ( ! isset( $request['post_types'] ) && ! isset( $request['entries'] ) ) {
			return self::stored();
		}
		$types   = $request['post_types'] ?? array();
		$entries = $request['entries'] ?? array();
		$unknown = array_diff( $types, Selection::post_types(), array( self::ALL ) );
		$hidden  = array_diff( $entries, self::public_among( $entries ) );
		if ( array() === $unknown && array() === $hidden ) {
			return in_array( self::ALL, $types, true ) ? new self( null, array() ) : self::of( $types, $entries );
		}

		return new WP_Error(
			'aether_config_invalid',
			array() === $unknown
				/* translators: %s: numbers of entries. */
				? sprintf( __( 'These entries are not public, or there are none with these numbers: %s.', 'aether-site-exporter' ), implode( ', ', $hidden ) )
				/* translators: %s: names of post types. */
				: sprintf( __( 'This site has no public post types with these names: %s.', 'aether-site-exporter' ), implode( ', ', $unknown ) ),
			array( 'status' => 400 )
		);
	}

	/**
	 * @return array<string, array<string, mixed>> Parameters of a route.
	 */
	public static function args(): array {
		$properties = Bundle_Choice::schema()['properties'];

		return array(
			'post_types' => $properties['postTypes'],
			'entries'    => $properties['entries'],
		);
	}

	public function is_whole(): bool {
		return null === $this->types;
	}

	/**
	 * @param string $table Alias of the table of posts.
	 * @return string A condition of SQL, escaped: entries that travel.
	 */
	public function condition( string $table ): string {
		$public = Selection::posts_condition( $table ) . ' AND ' . $this->parts->condition( $table );
		if ( null === $this->types ) {
			return $public;
		}
		$types = Selection::quoted( array( ...$this->types, ...Selection::parts() ) );
		$ids   = implode( ',', array( 0, ...$this->needed() ) );

		return "{$public} AND ( {$table}.post_type IN ({$types}) OR {$table}.ID IN ({$ids}) )";
	}

	/**
	 * @param list<string> $types
	 * @param list<int>    $entries
	 */
	private static function of( array $types, array $entries ): self {
		return array() === $types && array() === $entries ? new self( null, array() ) : new self( array_values( array_intersect( $types, Selection::post_types() ) ), $entries );
	}

	/**
	 * @return list<int> The chosen entries, the pages that stand for the front page and the list of posts, and the parents of
	 *                   all of them, which are part of their addresses.
	 */
	private function needed(): array {
		if ( null !== $this->needed ) {
			return $this->needed;
		}
		$pages = 'page' === get_option( 'show_on_front' ) ? array( (int) get_option( 'page_on_front' ), (int) get_option( 'page_for_posts' ) ) : array();
		$ids   = array( ...$this->entries, ...array_filter( $pages ) );

		_prime_post_caches( $ids, false, false );
		$this->needed = array_values( array_unique( array( ...$ids, ...array_merge( ...array_map( 'get_post_ancestors', $ids ) ) ) ) );

		return $this->needed;
	}

	/**
	 * @param list<int> $ids
	 * @return list<int> Entries that everybody may read.
	 */
	public static function public_among( array $ids ): array {
		global $wpdb;
		$list = implode( ',', array( 0, ...array_map( 'intval', $ids ) ) );

		return array_map( 'intval', $wpdb->get_col( "SELECT p.ID FROM {$wpdb->posts} p WHERE p.ID IN ({$list}) AND " . Selection::posts_condition( 'p' ) ) ); // phpcs:ignore WordPress.DB -- Numbers; the condition is escaped.
	}

	/**
	 * @param list<int> $ids
	 * @return list<int> Attachments that were not uploaded to an entry which only some may read.
	 */
	public static function public_media_among( array $ids ): array {
		global $wpdb;
		$list = implode( ',', array( 0, ...array_map( 'intval', $ids ) ) );

		return array_map( 'intval', $wpdb->get_col( "SELECT a.ID FROM {$wpdb->posts} a LEFT JOIN {$wpdb->posts} p ON p.ID = a.post_parent WHERE a.ID IN ({$list}) AND a.post_type = 'attachment' AND a.post_status IN ('inherit', 'publish') AND ( p.ID IS NULL OR " . Selection::posts_condition( 'p' ) . ' )' ) ); // phpcs:ignore WordPress.DB -- Numbers; the condition is escaped.
	}
}
