import { AetherError, toAetherError } from '@aether/provider-sdk';
import { untilAbandoned } from '../async/abort';
import type { Finding, PublishWorkflow } from '../events';
import type { PublishServices } from '../ports';
import { codeOfReason } from '../steps/skip-reasons';
import { createStepContext } from './context';
import type { Emit } from './event-stream';
import type { ProvidersByType } from './participants';
import { RunProgress } from './run-progress';
import type { PublishContext, PublishPatch, PublishStep } from './step';

/** How long a cancelled step may discard what it began. */
const CLEAN_UP_MS = 15_000;

export interface RunPublishOptions {
	/** UUID of the publish. */
	readonly runId: string;
	readonly workflow: PublishWorkflow;
	readonly steps: ReadonlyMap< string, PublishStep >;
	readonly participants: ProvidersByType;
	readonly services: PublishServices;
	readonly emit: Emit;
	readonly signal: AbortSignal;
}

export interface PublishRun {
	readonly status: 'success' | 'failed' | 'cancelled';
	readonly artifacts: Readonly< PublishPatch >;
	readonly error?: AetherError;
}

const unknownStep = ( id: string ): Finding => ( {
	severity: 'warning',
	code: 'unknown_step',
	message: `The workflow names a step "${ id }" that nobody registered; it was left out.`,
	values: { step: id },
	action: 'Activate the plugin that brings the step, or remove it from the workflow.',
} );

/**
 * Runs the phases of a workflow in order, the steps of a phase together. Never rejects: what went wrong is in the
 * result. A step that fails lets the others of its phase finish, and no further phase begins.
 *
 * @param options
 */
export async function runPublish(
	options: RunPublishOptions
): Promise< PublishRun > {
	const { workflow, emit, signal } = options;
	const progress = new RunProgress( workflow, ( fraction ) =>
		emit( { type: 'run-progress', fraction } )
	);
	let artifacts: Readonly< PublishPatch > = {};

	for ( const phase of workflow ) {
		const made = artifacts;
		const settled = await Promise.allSettled(
			phase.map( ( [ id, weight ] ) =>
				runStep( id, weight, made, progress, options )
			)
		);
		if ( signal.aborted ) {
			return cancelled( artifacts, signal.reason );
		}
		for ( const result of settled ) {
			if ( result.status === 'fulfilled' ) {
				artifacts = Object.freeze( { ...artifacts, ...result.value } );
			}
		}
		const failure = settled.find(
			( result ) => result.status === 'rejected'
		);
		if ( failure ) {
			return {
				status: 'failed',
				artifacts,
				error: toAetherError( failure.reason ),
			};
		}
	}
	if ( signal.aborted ) {
		return cancelled( artifacts, signal.reason );
	}
	progress.complete();
	return { status: 'success', artifacts };
}

/**
 * @param artifacts
 * @param reason    An `AetherError` says why the engine stopped by itself; anything else is a person's cancel.
 */
const cancelled = (
	artifacts: Readonly< PublishPatch >,
	reason: unknown
): PublishRun => ( {
	status: 'cancelled',
	artifacts,
	...( AetherError.isInstance( reason ) ? { error: reason } : {} ),
} );

async function runStep(
	id: string,
	weight: number,
	artifacts: Readonly< PublishPatch >,
	progress: RunProgress,
	options: RunPublishOptions
): Promise< PublishPatch > {
	const { steps, services, emit, signal } = options;
	signal.throwIfAborted();
	const share = progress.share( weight );
	const step = steps.get( id );
	if ( ! step ) {
		const finding = unknownStep( id );
		services.logger.warn( finding.message );
		emit( { type: 'finding', step: id, finding } );
		emit( {
			type: 'step-skip',
			step: id,
			reason: finding.message,
			code: 'unknown_step',
		} );
		share.reach( 1 );
		return {};
	}
	try {
		const context = createStepContext( id, artifacts, share, options );
		const reason = step.shouldSkip?.( context ) || false;
		const made =
			reason === false ? await perform( step, context, emit ) : {};
		if ( reason !== false ) {
			emit( {
				type: 'step-skip',
				step: id,
				reason,
				...codeOfReason( reason ),
			} );
		}
		share.reach( 1 );
		return made;
	} catch ( cause ) {
		signal.throwIfAborted();
		const error = toStepError( cause );
		emit( { type: 'step-error', step: id, error } );
		throw error;
	}
}

async function perform(
	step: PublishStep,
	context: PublishContext,
	emit: Emit
): Promise< PublishPatch > {
	const { clock, signal } = context;
	const startedAt = clock.now();
	emit( { type: 'step-start', step: step.id, label: step.label } );
	const made =
		( await untilAbandoned( step.run( context ), {
			clock,
			signal,
			graceMs: CLEAN_UP_MS,
		} ) ) ?? {};
	signal.throwIfAborted();
	if ( typeof made !== 'object' ) {
		throw new AetherError(
			'contract_violated',
			`The step ${ step.id } returned something other than an object of artifacts.`
		);
	}
	emit( {
		type: 'step-end',
		step: step.id,
		durationMs: clock.now() - startedAt,
		...step.conclude?.( made ),
	} );
	return made;
}

/**
 * @param cause An error of the contract keeps its code; anything else is a mistake in the step itself.
 */
function toStepError( cause: unknown ): AetherError {
	if ( AetherError.isInstance( cause ) ) {
		return cause;
	}
	return new AetherError(
		'step_failed',
		cause instanceof Error ? cause.message : String( cause ),
		{ cause }
	);
}
