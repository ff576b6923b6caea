import {
	DEPLOYMENT_TYPES,
	getProvidersForDeploymentType,
} from '@aether/provider-sdk';
import type { PublishState } from './publish-state';

/** What each step delivers. */
const DELIVERED: ReadonlyMap< string, string > = new Map( [
	[ 'uploadStaticSiteFiles', DEPLOYMENT_TYPES.STATIC_SITE ],
	[ 'uploadSiteArchive', DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE ],
	[ 'deployEdgeFunctions', DEPLOYMENT_TYPES.EDGE_FUNCTIONS ],
] );

/**
 * The providers of one step: those that will have their turn, so that they have their place on the page before it, and
 * those that had it without being expected.
 *
 * @param step
 * @param state
 * @param state.only
 * @param state.providers
 */
export function receiversOf(
	step: string,
	{ only, providers }: PublishState
): readonly string[] {
	const delivered = DELIVERED.get( step );
	const expected =
		delivered === undefined
			? []
			: getProvidersForDeploymentType( delivered ).filter(
					( id ) => only?.includes( id ) ?? true
				);
	const started = providers
		.filter( ( run ) => run.step === step )
		.map( ( { providerId } ) => providerId );
	return [ ...new Set( [ ...expected, ...started ] ) ];
}
