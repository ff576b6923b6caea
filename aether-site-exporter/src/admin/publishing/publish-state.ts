/**
 * What the screen shows of a publish: a pure projection of the engine's events. It decides nothing.
 */
import type { AetherError, DeploymentReceipt } from '@aether/provider-sdk';
import {
	type Finding,
	type LogEntry,
	logEntryOf,
	type PublishEvent,
	type PublishSummary,
} from '@aether/publish-engine';
import { keepPace, NO_PACE, type Pace, startPace } from './pace';
import { sentenceWords } from './sentence-words';

export type PublishStatus =
	| 'idle'
	| 'starting'
	| 'running'
	| 'cancelling'
	| 'success'
	| 'partial'
	| 'failed'
	| 'cancelled';

export interface StepState {
	readonly id: string;
	readonly status:
		'waiting' | 'running' | 'done' | 'warning' | 'skipped' | 'failed';
	readonly loaded: number;
	/** Null while unknown. */
	readonly total: number | null;
	/** There came more to do while it ran, so nobody knows when it ends. */
	readonly isGrowing: boolean;
	readonly pace: Pace;
	readonly caption?: string;
	/** What the engine says at its end, or why it was skipped, in the language of the page. */
	readonly message?: string;
	readonly error?: AetherError;
	readonly durationMs?: number;
}

/** One provider in one step. */
export interface ProviderRun {
	readonly step: string;
	readonly providerId: string;
	readonly deploymentType: string;
	readonly status: 'running' | 'done' | 'failed';
	/** Files. */
	readonly loaded: number;
	/** Null until the provider has made its plan. */
	readonly total: number | null;
	/** Bytes sent. */
	readonly bytes: number;
	readonly pace: Pace;
	/** What the provider waits for. */
	readonly note?: string;
	readonly receipt?: DeploymentReceipt;
	readonly uploaded?: number;
	readonly removed?: number;
	readonly unchanged?: number;
	readonly durationMs?: number;
	readonly error?: AetherError;
}

export interface PublishState {
	readonly status: PublishStatus;
	/** The providers that a person chose; absent: all that are switched on. */
	readonly only?: readonly string[];
	readonly pace: Pace;
	/** What happened so far, the last `MOST_LOGGED` entries. */
	readonly log: readonly LogEntry[];
	/** 0 to 1. */
	readonly fraction: number;
	readonly steps: readonly StepState[];
	readonly providers: readonly ProviderRun[];
	/** The first ones, at most `MOST_FINDINGS`. */
	readonly findings: readonly Finding[];
	readonly findingCount: number;
	readonly retryCount: number;
	readonly summary: PublishSummary | null;
	/** Why the publish could not start or did not end in an orderly way. */
	readonly error: AetherError | null;
}

export type PublishAction =
	| PublishEvent
	| {
			readonly type: 'publish-request';
			readonly only?: readonly string[];
	  }
	| { readonly type: 'cancel-request' }
	| { readonly type: 'publish-cancelled' }
	| { readonly type: 'publish-error'; readonly error: AetherError };

/** A site with a broken theme has one finding per page; a person reads the first ones. */
export const MOST_FINDINGS = 200;

/** A log that somebody scrolls through; older entries go. */
export const MOST_LOGGED = 1000;

export const IDLE: PublishState = {
	status: 'idle',
	pace: NO_PACE,
	log: [],
	fraction: 0,
	steps: [],
	providers: [],
	findings: [],
	findingCount: 0,
	retryCount: 0,
	summary: null,
	error: null,
};

/**
 * Until it has ended nobody can start another.
 * @param root0
 * @param root0.status
 */
export const isActive = ( { status }: PublishState ): boolean =>
	status === 'starting' || status === 'running' || status === 'cancelling';

/**
 * Cancelled by a person; what was begun is being put away, and the screen does not wait for it.
 *
 * @param state
 * @param state.status
 */
export const isTidying = ( { status }: PublishState ): boolean =>
	status === 'cancelling';

const waitingStep = ( id: string ): StepState => ( {
	id,
	status: 'waiting',
	loaded: 0,
	total: null,
	isGrowing: false,
	pace: NO_PACE,
} );

type Change< Item > = Partial< Item > | ( ( item: Item ) => Partial< Item > );

const applyChange = < Item extends object >(
	item: Item,
	change: Change< Item >
): Item => ( {
	...item,
	...( typeof change === 'function' ? change( item ) : change ),
} );

function withLog( state: PublishState, action: PublishAction ): PublishState {
	const entry = 'at' in action ? logEntryOf( action ) : null;
	return entry
		? { ...state, log: [ ...state.log, entry ].slice( -MOST_LOGGED ) }
		: state;
}

function changeStep(
	state: PublishState,
	id: string,
	change: Change< StepState >
): PublishState {
	return {
		...state,
		steps: state.steps.map( ( step ) =>
			step.id === id ? applyChange( step, change ) : step
		),
	};
}

function changeProvider(
	state: PublishState,
	{
		step,
		providerId,
	}: { readonly step: string; readonly providerId: string },
	change: Change< ProviderRun >
): PublishState {
	return {
		...state,
		providers: state.providers.map( ( run ) =>
			run.step === step && run.providerId === providerId
				? applyChange( run, change )
				: run
		),
	};
}

/**
 * What was under way when the run ended did not end well.
 * @param steps
 */
const closeOpenSteps = ( steps: readonly StepState[] ): readonly StepState[] =>
	steps.map( ( step ) =>
		step.status === 'running' ? { ...step, status: 'failed' } : step
	);

const closeOpenProviders = (
	providers: readonly ProviderRun[]
): readonly ProviderRun[] =>
	providers.map( ( run ) =>
		run.status === 'running' ? { ...run, status: 'failed' } : run
	);

const end = (
	state: PublishState,
	change: Partial< PublishState >
): PublishState => ( {
	...state,
	steps: closeOpenSteps( state.steps ),
	providers: closeOpenProviders( state.providers ),
	...change,
} );

export const reducePublish = (
	state: PublishState,
	action: PublishAction
): PublishState => reduce( withLog( state, action ), action );

function reduce( state: PublishState, action: PublishAction ): PublishState {
	switch ( action.type ) {
		case 'publish-request':
			return {
				...IDLE,
				status: 'starting',
				...( action.only ? { only: action.only } : {} ),
			};
		case 'cancel-request':
			return isActive( state )
				? { ...state, status: 'cancelling' }
				: state;
		case 'publish-cancelled':
			return end( state, { status: 'cancelled' } );
		case 'publish-error':
			return end( state, { status: 'failed', error: action.error } );
		case 'run-start':
			return {
				...state,
				status:
					state.status === 'cancelling' ? 'cancelling' : 'running',
				pace: startPace( action.at ),
				steps: action.workflow
					.flat()
					.map( ( [ id ] ) => waitingStep( id ) ),
			};
		case 'run-progress':
			return {
				...state,
				fraction: action.fraction,
				pace: keepPace( state.pace, action.at ),
			};
		case 'run-end':
			return end( state, {
				status: action.summary.status,
				fraction:
					action.summary.status === 'success' ||
					action.summary.status === 'partial'
						? 1
						: state.fraction,
				summary: action.summary,
			} );
		case 'finding':
			return {
				...state,
				findingCount: state.findingCount + 1,
				findings:
					state.findings.length < MOST_FINDINGS
						? [ ...state.findings, action.finding ]
						: state.findings,
			};
		case 'file-retry':
			return { ...state, retryCount: state.retryCount + 1 };
		case 'step-start':
			return changeStep( state, action.step, {
				status: 'running',
				pace: startPace( action.at ),
			} );
		case 'step-skip':
			return changeStep( state, action.step, {
				status: 'skipped',
				message: sentenceWords( {
					...action,
					message: action.reason,
				} ),
			} );
		case 'step-progress':
			return changeStep( state, action.step, ( step ) => ( {
				loaded: action.loaded,
				total: action.total,
				isGrowing:
					step.isGrowing ||
					( step.total !== null && step.total !== action.total ),
				pace: keepPace( step.pace, action.at ),
				caption: action.caption ?? '',
			} ) );
		case 'step-end':
			return changeStep( state, action.step, {
				status: action.level === 'warning' ? 'warning' : 'done',
				durationMs: action.durationMs,
				...( action.message === undefined
					? {}
					: {
							message: sentenceWords( {
								...action,
								message: action.message,
							} ),
						} ),
			} );
		case 'step-error':
			return changeStep( state, action.step, {
				status: 'failed',
				error: action.error,
			} );
		case 'provider-start':
			return {
				...state,
				providers: [
					...state.providers,
					{
						step: action.step,
						providerId: action.providerId,
						deploymentType: action.deploymentType,
						status: 'running',
						loaded: 0,
						total: null,
						bytes: 0,
						pace: startPace( action.at ),
					},
				],
			};
		case 'provider-plan':
			return changeProvider( state, action, {
				// Comparing says nothing of how fast files travel.
				pace: startPace( action.at ),
				total: action.plan.uploads.length,
				unchanged: action.plan.unchanged,
			} );
		case 'provider-progress':
			return changeProvider( state, action, ( { pace } ) => ( {
				loaded: action.loaded,
				total: action.total,
				bytes: action.bytes,
				pace: keepPace( pace, action.at ),
				note: action.status ?? '',
			} ) );
		case 'provider-end':
			return changeProvider( state, action, {
				status: 'done',
				receipt: action.receipt,
				uploaded: action.uploaded,
				removed: action.removed,
				unchanged: action.unchanged,
				bytes: action.bytes,
				durationMs: action.durationMs,
			} );
		case 'provider-error':
			return changeProvider( state, action, {
				status: 'failed',
				error: action.error,
			} );
	}
}
