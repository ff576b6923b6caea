import {
	DEPLOYMENT_TYPES,
	getProvidersForDeploymentType,
} from '@aether/provider-sdk';
import type { PublishState, StepState } from './publish-state';

/** What each step delivers. */
const DELIVERED: ReadonlyMap< string, string > = new Map( [
	[ 'uploadStaticSiteFiles', DEPLOYMENT_TYPES.STATIC_SITE ],
	[ 'uploadSiteArchive', DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE ],
	[ 'deployEdgeFunctions', DEPLOYMENT_TYPES.EDGE_FUNCTIONS ],
] );

/** What each step works for, where that is one kind of release. */
const MADE_FOR: ReadonlyMap< string, string > = new Map( [
	...DELIVERED,
	[ 'createSiteArchive', DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE ],
	[ 'generateBlueprint', DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE ],
] );

const expectedFor = (
	deploymentType: string,
	{ only }: Pick< PublishState, 'only' >
): readonly string[] =>
	getProvidersForDeploymentType( deploymentType ).filter(
		( id ) => only?.includes( id ) ?? true
	);

/**
 * Whether a person has to see a step: not one for a kind of release that nobody asked for, which is left out anyway. It has
 * no place from the beginning, so that nothing moves.
 *
 * @param step
 * @param step.id
 * @param step.status
 * @param state
 */
export function isOfInterest(
	{ id, status }: StepState,
	state: PublishState
): boolean {
	const deploymentType = MADE_FOR.get( id );
	return (
		deploymentType === undefined ||
		( status !== 'waiting' && status !== 'skipped' ) ||
		expectedFor( deploymentType, state ).length > 0
	);
}

/**
 * The providers of one step: those that will have their turn, so that they have their place on the page before it, and
 * those that had it without being expected.
 *
 * @param step
 * @param state
 */
export function receiversOf(
	step: string,
	state: PublishState
): readonly string[] {
	const delivered = DELIVERED.get( step );
	const expected =
		delivered === undefined ? [] : expectedFor( delivered, state );
	const started = state.providers
		.filter( ( run ) => run.step === step )
		.map( ( { providerId } ) => providerId );
	return [ ...new Set( [ ...expected, ...started ] ) ];
}
