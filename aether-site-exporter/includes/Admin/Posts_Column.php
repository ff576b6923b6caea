<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Admin;

use Aether\Site_Exporter\Publishing\Unpublished_Changes;
use Aether\Site_Exporter\Security\Capabilities;

/**
 * In the lists of posts and pages: whether the published site shows an entry as it is now.
 */
final class Posts_Column {

	private const ID = 'aether';

	public function __construct( private readonly Unpublished_Changes $changes ) {
	}

	/**
	 * A callback of `manage_posts_columns` and `manage_pages_columns`.
	 *
	 * @param array<string, string> $columns
	 * @return array<string, string>
	 */
	public function add( array $columns, string $post_type = 'page' ): array {
		$is_wanted = current_user_can( Capabilities::VIEW ) && in_array( $post_type, Unpublished_Changes::types(), true );

		return $is_wanted ? $columns + array( self::ID => __( 'Published site', 'aether-site-exporter' ) ) : $columns;
	}

	/** A callback of `manage_posts_custom_column` and `manage_pages_custom_column`. */
	public function render( string $column, int $post_id ): void {
		$post = self::ID === $column ? get_post( $post_id ) : null;
		if ( null !== $post ) {
			echo esc_html( self::label( $this->changes->state( $post ) ) );
		}
	}

	private static function label( string $state ): string {
		return match ( $state ) {
			'new'     => __( 'Not there yet', 'aether-site-exporter' ),
			'changed' => __( 'Changed since', 'aether-site-exporter' ),
			'current' => __( 'Up to date', 'aether-site-exporter' ),
			default   => __( 'Not public', 'aether-site-exporter' ),
		};
	}
}
