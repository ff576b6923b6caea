import type { Logger } from '@aether/provider-sdk';
import type { Finding, PublishWorkflow } from '../events';
import type { FindingValues } from '../sentences';

/** The whole road of everything that a provider can receive; steps that nobody needs are skipped. */
export const DEFAULT_WORKFLOW: PublishWorkflow = [
	[ [ 'discoverAssets', 2 ] ],
	[ [ 'getStaticSiteUrls', 3 ] ],
	[
		[ 'renderStaticSite', 55 ],
		[ 'createSiteArchive', 10 ],
	],
	[ [ 'generateBlueprint', 2 ] ],
	[
		[ 'uploadStaticSiteFiles', 40 ],
		[ 'uploadSiteArchive', 10 ],
	],
	// After the uploads, so that no Worker is shown before the release that it serves.
	[ [ 'deployEdgeFunctions', 3 ] ],
];

/** Receives the default workflow, returns the one to run: the filter `aether.publish.workflow.steps`. */
export type WorkflowFilter = ( workflow: PublishWorkflow ) => unknown;

interface WorkflowMistake {
	readonly message: string;
	/** The place, for a host that speaks another language. */
	readonly values: FindingValues;
}

/**
 * Why a value is no workflow, in words that name the place; null when it is one.
 *
 * @param value
 */
function findMistake( value: unknown ): WorkflowMistake | null {
	if ( ! Array.isArray( value ) ) {
		return { message: 'A workflow is an array of phases.', values: {} };
	}
	for ( const [ phaseIndex, phase ] of value.entries() ) {
		if ( ! Array.isArray( phase ) ) {
			return {
				message: `Phase ${ phaseIndex } is not an array of [ stepId, weight ] tuples.`,
				values: { phase: phaseIndex },
			};
		}
		for ( const [ stepIndex, entry ] of phase.entries() ) {
			const [ id, weight ] = Array.isArray( entry ) ? entry : [];
			const isTuple =
				Array.isArray( entry ) &&
				entry.length === 2 &&
				typeof id === 'string' &&
				typeof weight === 'number' &&
				Number.isFinite( weight ) &&
				weight >= 0;
			if ( ! isTuple ) {
				return {
					message: `Entry ${ stepIndex } of phase ${ phaseIndex } is not [ stepId, weight ] with a weight of 0 or more.`,
					values: { phase: phaseIndex, entry: stepIndex },
				};
			}
		}
	}
	return null;
}

const isWorkflow = ( value: unknown ): value is PublishWorkflow =>
	findMistake( value ) === null;

export interface FilteredWorkflow {
	readonly workflow: PublishWorkflow;
	/** Set when the filter failed and the default runs instead. */
	readonly finding?: Finding;
}

/**
 * Runs the filter and checks what it returns. A filter that throws or returns something else is reported and ignored.
 *
 * @param filter
 * @param logger
 */
export function filterWorkflow(
	filter: WorkflowFilter | undefined,
	logger: Logger
): FilteredWorkflow {
	if ( ! filter ) {
		return { workflow: DEFAULT_WORKFLOW };
	}
	let mistake: WorkflowMistake | null;
	try {
		// A copy, so that a callback which pushes onto what it gets changes this run only.
		const filtered = filter( structuredClone( DEFAULT_WORKFLOW ) );
		if ( isWorkflow( filtered ) ) {
			return { workflow: filtered };
		}
		mistake = findMistake( filtered );
	} catch ( error ) {
		logger.error( 'A callback of aether.publish.workflow.steps failed.', {
			error,
		} );
		const message =
			error instanceof Error ? error.message : String( error );
		mistake = { message, values: { error: message } };
	}
	return {
		workflow: DEFAULT_WORKFLOW,
		finding: {
			severity: 'warning',
			code: 'workflow_invalid',
			message: `The filter aether.publish.workflow.steps was ignored: ${ mistake?.message }`,
			values: mistake?.values ?? {},
			action: 'Correct the plugin that adds this filter.',
		},
	};
}
