import type { Finding, PublishWorkflow } from '../events';
import type { PublishServices } from '../ports';
import type { Emit } from '../workflow/event-stream';
import { findParticipants } from '../workflow/participants';
import { type PublishRun, runPublish } from '../workflow/run-publish';
import type { PublishStep } from '../workflow/step';

export interface RunWorkflowOptions {
	readonly runId: string;
	readonly workflow: PublishWorkflow;
	readonly steps: ReadonlyMap< string, PublishStep >;
	readonly services: PublishServices;
	readonly only?: readonly string[] | undefined;
	/** What is known before the first step. */
	readonly findings: readonly Finding[];
	readonly emit: Emit;
	readonly signal: AbortSignal;
}

const NO_PROVIDER: Finding = {
	severity: 'warning',
	code: 'no_provider',
	message: 'No provider is switched on, so nothing is published anywhere.',
	action: 'Switch on a provider and choose what it shall receive.',
};

/**
 * Finds out who takes part and runs the workflow for them.
 *
 * @param options
 */
export function runWorkflow(
	options: RunWorkflowOptions
): Promise< PublishRun > {
	const { workflow, services, only, emit } = options;
	const { byType, findings } = findParticipants( services.providers, only );
	emit( { type: 'run-start', workflow } );
	for ( const finding of [
		...options.findings,
		...findings,
		...( byType.size === 0 ? [ NO_PROVIDER ] : [] ),
	] ) {
		emit( { type: 'finding', step: '', finding } );
	}
	return runPublish( { ...options, participants: byType } );
}
