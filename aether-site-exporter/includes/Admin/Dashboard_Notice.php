<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Admin;

use Aether\Site_Exporter\Publishing\Publish_Records;
use Aether\Site_Exporter\Security\Capabilities;

/**
 * Says on the dashboard that the last publish went wrong, until one goes well.
 */
final class Dashboard_Notice {

	public function __construct( private readonly Publish_Records $records ) {
	}

	/** A callback of `admin_notices`. */
	public function show(): void {
		if ( 'dashboard' !== get_current_screen()?->id || ! current_user_can( Capabilities::VIEW ) ) {
			return;
		}
		$last = $this->records->latest( ...Publish_Records::OUTCOMES );
		$text = null === $last ? null : self::text( $last->status );
		if ( null === $text ) {
			return;
		}
		wp_admin_notice(
			sprintf(
				'%s <a href="%s">%s</a>',
				esc_html(
					/* translators: 1: what happened. 2: a time span, such as "3 hours". */
					sprintf( __( 'Aether: %1$s (%2$s ago).', 'aether-site-exporter' ), $text, human_time_diff( intdiv( $last->finished_at ?? $last->started_at, 1000 ) ) )
				),
				esc_url( Page::url( 'history' ) ),
				esc_html__( 'See what happened', 'aether-site-exporter' )
			),
			array( 'type' => 'partial' === $last->status ? 'warning' : 'error' )
		);
	}

	/** Null where nothing went wrong: a cancel is a person's own decision. */
	private static function text( string $status ): ?string {
		return match ( $status ) {
			'failed'  => __( 'the last publish failed, and visitors still see the release before it', 'aether-site-exporter' ),
			'partial' => __( 'the last publish did not reach every place', 'aether-site-exporter' ),
			default   => null,
		};
	}
}
