import { AetherError } from '@aether/provider-sdk';
import type { Emit } from './event-stream';
import { type ProvidersByType, providersFor } from './participants';
import type { ProgressShare } from './run-progress';
import type { PublishServices } from '../ports';
import type { PublishArtifactKey, PublishContext, PublishPatch } from './step';

interface ContextSources {
	readonly runId: string;
	readonly participants: ProvidersByType;
	readonly services: PublishServices;
	readonly emit: Emit;
	readonly signal: AbortSignal;
}

/**
 * @param step      Id of the step that gets it.
 * @param artifacts What the phases before made.
 * @param share     The step's part of the progress bar.
 * @param sources
 */
export function createStepContext(
	step: string,
	artifacts: Readonly< PublishPatch >,
	share: ProgressShare,
	sources: ContextSources
): PublishContext {
	const { runId, participants, services, emit, signal } = sources;
	const get = < K extends PublishArtifactKey >( key: K ) => artifacts[ key ];
	return Object.freeze< PublishContext >( {
		runId,
		signal,
		services,
		logger: services.logger,
		clock: services.clock,
		staticSiteProviders: providersFor( participants, 'static_site' ),
		blueprintBundleProviders: providersFor(
			participants,
			'blueprint_bundle'
		),
		edgeFunctionProviders: providersFor( participants, 'edge_functions' ),
		providersFor: ( deploymentType ) =>
			providersFor( participants, deploymentType ),
		get,
		require: ( key ) => {
			const value = get( key );
			if ( value === undefined || value === null ) {
				throw new AetherError(
					'contract_violated',
					`The step ${ step } needs "${ key }", which no earlier phase made.`,
					{ details: { step, key } }
				);
			}
			return value;
		},
		progress: {
			set: ( loaded, total, caption ) => {
				if ( signal.aborted ) {
					return;
				}
				emit( {
					type: 'step-progress',
					step,
					loaded,
					total,
					...( caption === undefined ? {} : { caption } ),
				} );
				if ( total !== null && total > 0 ) {
					share.reach( loaded / total );
				}
			},
		},
		report: ( finding ) => emit( { type: 'finding', step, finding } ),
		emit: ( event ) =>
			emit( event.type === 'file-retry' ? event : { ...event, step } ),
	} );
}
