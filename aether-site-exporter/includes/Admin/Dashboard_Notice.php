<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Admin;

use Aether\Site_Exporter\Publishing\Publish_Record;
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
		$last = $this->records->latest_that_ended();
		$text = null === $last ? null : self::text( $last );
		if ( null === $text ) {
			return;
		}
		wp_admin_notice(
			sprintf(
				'%s <a href="%s">%s</a>',
				esc_html(
					/* translators: 1: what happened. 2: a time span, such as "3 hours". */
					sprintf( __( 'Aether: %1$s (%2$s ago).', 'aether-site-exporter' ), $text, human_time_diff( intdiv( $last->finished_at ?? $last->heartbeat_at, 1000 ) ) )
				),
				esc_url( Page::url( 'history' ) ),
				esc_html__( 'See what happened', 'aether-site-exporter' )
			),
			array( 'type' => 'failed' === $last->status ? 'error' : 'warning' )
		);
	}

	/** Null where nothing went wrong: a cancel is a person's own decision. */
	private static function text( Publish_Record $last ): ?string {
		return match ( $last->status ) {
			'failed'                 => $last->reached_a_place()
				? __( 'the last publish failed, but some places have the new release', 'aether-site-exporter' )
				: __( 'the last publish failed, and no place has the new release', 'aether-site-exporter' ),
			'partial'                => __( 'the last publish did not reach every place', 'aether-site-exporter' ),
			'interrupted', 'running' => __( 'the last publish broke off; publishing again goes on where it stopped', 'aether-site-exporter' ),
			default                  => null,
		};
	}
}
