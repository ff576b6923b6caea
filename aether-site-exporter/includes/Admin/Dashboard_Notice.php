<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Admin;

use Aether\Site_Exporter\Publishing\Place_States;
use Aether\Site_Exporter\Publishing\Publish_Record;
use Aether\Site_Exporter\Publishing\Publish_Records;
use Aether\Site_Exporter\Security\Capabilities;

/**
 * Says on the dashboard that a publish went wrong, until each place that it failed at has a later one.
 */
final class Dashboard_Notice {

	public function __construct(
		private readonly Publish_Records $records,
		private readonly Place_States $places,
	) {
	}

	/** A callback of `admin_notices`. */
	public function show(): void {
		if ( 'dashboard' !== get_current_screen()?->id || ! current_user_can( Capabilities::VIEW ) ) {
			return;
		}
		$last = $this->records->latest_that_ended();
		$text = null === $last ? null : $this->text( $last );
		if ( null === $text ) {
			return;
		}
		wp_admin_notice(
			sprintf(
				'%s <a href="%s">%s</a>',
				esc_html( sprintf( $text, human_time_diff( intdiv( $last->finished_at ?? $last->heartbeat_at, 1000 ) ), wp_sprintf_l( '%l', $this->places->failed() ) ) ),
				esc_url( Page::url( 'history' ) ),
				esc_html__( 'See what happened', 'aether-site-exporter' )
			),
			array( 'type' => 'failed' === $last->status ? 'error' : 'warning' )
		);
	}

	/**
	 * With a time span and a list of providers to be filled in. Null where nothing went wrong: a cancel is a person's own
	 * decision.
	 */
	private function text( Publish_Record $last ): ?string {
		return match ( true ) {
			'failed' === $last->status && $last->reached_a_place() =>
				/* translators: %1$s: a time span, such as "3 hours". */
				__( 'Aether: the last publish failed %1$s ago, but some places have the new release.', 'aether-site-exporter' ),
			'failed' === $last->status =>
				/* translators: %1$s: a time span, such as "3 hours". */
				__( 'Aether: the last publish failed %1$s ago, and no place has the new release.', 'aether-site-exporter' ),
			'partial' === $last->status =>
				/* translators: %1$s: a time span, such as "3 hours". */
				__( 'Aether: the last publish, %1$s ago, did not reach every place.', 'aether-site-exporter' ),
			in_array( $last->status, array( 'interrupted', 'running' ), true ) =>
				/* translators: %1$s: a time span, such as "3 hours". */
				__( 'Aether: the last publish broke off %1$s ago; publishing again goes on where it stopped.', 'aether-site-exporter' ),
			array() !== $this->places->failed() =>
				/* translators: %2$s: a list of providers. */
				__( 'Aether: an earlier publish failed at %2$s, and none was made there since.', 'aether-site-exporter' ),
			default => null,
		};
	}
}
