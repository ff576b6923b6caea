import {
	type AetherFilters,
	AetherError,
	registerStep,
} from '@aether/provider-sdk';
import apiFetch from '@wordpress/api-fetch';
import { addFilter } from '@wordpress/hooks';

registerStep( {
	id: 'notifyWebhook',
	label: 'Telling the other server',
	async run( { runId, staticSiteProviders, signal } ) {
		try {
			// Signed where the secret is: in PHP.
			await apiFetch( {
				path: '/webhook-step/v1/notifications',
				method: 'POST',
				data: { publish: runId, providers: staticSiteProviders },
				signal,
			} );
		} catch ( cause ) {
			signal.throwIfAborted();
			throw new AetherError(
				'remote_failed',
				'The other server did not take the notification.',
				{ cause }
			);
		}
	},
} );

/**
 * After everything else, so that the other server hears of what visitors can see.
 *
 * @param workflow
 */
const appendPhase: AetherFilters[ 'aether.publish.workflow.steps' ] = (
	workflow
) => [ ...workflow, [ [ 'notifyWebhook', 1 ] ] ];

addFilter(
	'aether.publish.workflow.steps',
	'webhook-step/notify',
	appendPhase
);
