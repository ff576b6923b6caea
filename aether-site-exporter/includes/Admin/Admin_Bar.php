<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Admin;

use Aether\Site_Exporter\Publishing\Unpublished_Changes;
use Aether\Site_Exporter\Security\Capabilities;
use WP_Admin_Bar;

/**
 * The number of changes that no visitor of the published site sees yet.
 */
final class Admin_Bar {

	private const ID = 'aether';

	public function __construct( private readonly Unpublished_Changes $changes ) {
	}

	/** A callback of `admin_bar_menu`. */
	public function add( WP_Admin_Bar $bar ): void {
		if ( ! current_user_can( Capabilities::VIEW ) ) {
			return;
		}
		$count = $this->changes->count();
		$bar->add_node(
			array(
				'id'    => self::ID,
				'href'  => Page::url(),
				'title' => sprintf(
					'<span class="ab-icon dashicons dashicons-cloud" aria-hidden="true"></span><span class="ab-label" aria-hidden="true">%s</span><span class="screen-reader-text">%s</span>',
					esc_html( self::number( $count ) ),
					esc_html( $this->sentence( $count ) )
				),
				'meta'  => array( 'title' => $this->sentence( $count ) ),
			)
		);
	}

	private function sentence( int $count ): string {
		if ( null === $this->changes->since() ) {
			return __( 'Aether: this site has not been published yet', 'aether-site-exporter' );
		}

		/* translators: %s: number of posts and pages. */
		return sprintf( _n( 'Aether: %s unpublished change', 'Aether: %s unpublished changes', $count, 'aether-site-exporter' ), self::number( $count ) );
	}

	private static function number( int $count ): string {
		return Unpublished_Changes::MOST === $count ? number_format_i18n( $count - 1 ) . '+' : number_format_i18n( $count );
	}
}
