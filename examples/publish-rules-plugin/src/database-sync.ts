import {
	type AetherFilters,
	DEPLOYMENT_TYPE_DESCRIPTIONS,
	DEPLOYMENT_TYPE_LABELS,
	DEPLOYMENT_TYPES,
	registerStep,
} from '@aether/provider-sdk';
import { addFilter } from '@wordpress/hooks';

const DATABASE_SYNC = 'database_sync';

// A deployment type of our own: providers name it, forms show it, the step below asks for those that have it on.
DEPLOYMENT_TYPES.DATABASE_SYNC = DATABASE_SYNC;
DEPLOYMENT_TYPE_LABELS[ DATABASE_SYNC ] = 'Database sync';
DEPLOYMENT_TYPE_DESCRIPTIONS[ DATABASE_SYNC ] =
	'The tables of this site, for a read-only copy.';

registerStep( {
	id: 'syncDatabase',
	label: 'Syncing the database',
	shouldSkip: ( { providersFor } ) =>
		providersFor( DATABASE_SYNC ).length === 0
			? 'No provider receives the database.'
			: false,
	async run( { providersFor, progress, signal, logger } ) {
		const ids = providersFor( DATABASE_SYNC );
		for ( const [ index, id ] of ids.entries() ) {
			signal.throwIfAborted();
			progress.set( index, ids.length, id );
			logger.debug( 'Database synced', { provider: id } );
		}
		return { syncedDatabases: ids };
	},
} );

/**
 * One phase more, with one step, after all others.
 *
 * @param workflow
 */
const appendPhase: AetherFilters[ 'aether.publish.workflow.steps' ] = (
	workflow
) => [ ...workflow, [ [ 'syncDatabase', 10 ] ] ];

addFilter(
	'aether.publish.workflow.steps',
	'publish-rules/database-sync',
	appendPhase
);
