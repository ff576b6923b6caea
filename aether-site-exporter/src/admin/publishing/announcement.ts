import { __ } from '@wordpress/i18n';
import type { PublishState } from './publish-state';
import { stepLabel } from './step-labels';

/**
 * One sentence per step, not one per file: a screen reader must be able to keep up.
 *
 * @param state
 */
export function announcementFor( state: PublishState ): string {
	switch ( state.status ) {
		case 'idle':
			return '';
		case 'starting':
			return __( 'Publishing starts.', 'aether-site-exporter' );
		case 'running':
			return announceStep( state );
		case 'cancelling':
			return __( 'Cancelled, tidying up.', 'aether-site-exporter' );
		case 'success':
			return __( 'The site is published.', 'aether-site-exporter' );
		case 'partial':
			return __(
				'The site is published, but not everywhere.',
				'aether-site-exporter'
			);
		case 'failed':
			return state.providers.some( ( run ) => run.status === 'done' )
				? __(
						'Publishing failed, but some places have the new release.',
						'aether-site-exporter'
					)
				: __( 'Publishing failed.', 'aether-site-exporter' );
		case 'cancelled':
			return __( 'Publishing was cancelled.', 'aether-site-exporter' );
	}
}

function announceStep( { steps }: PublishState ): string {
	const running = steps.findLast( ( { status } ) => status === 'running' );
	return running ? stepLabel( running.id ) : '';
}
