import {
	AetherError,
	createPublishFile,
	type DeploymentManifest,
	type DeploymentTarget,
	type TargetPath,
} from '@aether/provider-sdk';
import { assertAnySucceeded } from '../deploying/conclude';
import {
	type DeploymentResults,
	deployToProviders,
} from '../deploying/deploy-to-providers';
import { servedSites } from '../deploying/served-sites';
import type { PublishContext, PublishStep } from '../workflow/step';
import { SKIP_REASONS } from './skip-reasons';

declare module '../workflow/step' {
	interface PublishArtifacts {
		/** What became of the edge functions at each provider. */
		edgeFunctionResults: DeploymentResults;
	}
}

/**
 * Deploys what runs at the edge. It comes after the uploads, and not at all where these failed: a Worker that is new, or
 * newly reachable, then finds a release that is complete.
 */
export const deployEdgeFunctions: PublishStep = {
	id: 'deployEdgeFunctions',
	label: 'Deploy edge functions',
	shouldSkip: ( context ) => {
		if ( context.edgeFunctionProviders.length === 0 ) {
			return SKIP_REASONS.no_edge_provider;
		}
		const { ready, heldBack } = servedSites( context );
		if ( ready.length > 0 ) {
			return false;
		}
		heldBack.forEach( context.report );
		return SKIP_REASONS.edge_site_missing;
	},
	run: async ( context ) => {
		const { ready, heldBack, doubts } = servedSites( context );
		[ ...heldBack, ...doubts ].forEach( context.report );
		const edgeFunctionResults = await deployToProviders( context, {
			deploymentType: 'edge_functions',
			providerIds: ready,
			manifestFor: ( target ) => manifestOf( target, context ),
		} );
		assertAnySucceeded( edgeFunctionResults );
		return { edgeFunctionResults };
	},
	conclude: ( { edgeFunctionResults } ) => {
		if ( ! edgeFunctionResults ) {
			return undefined;
		}
		const { successCount, failureCount } = edgeFunctionResults;
		const total = successCount + failureCount;
		return {
			message: `Deployed edge functions to ${ successCount }/${ total } providers`,
			code: 'edge_functions_deployed',
			counts: { reached: successCount, total },
			level: failureCount === 0 ? 'success' : 'warning',
		};
	},
};

/**
 * What a person set up to run there; the target knows it.
 *
 * @param  target
 * @param  context
 * @throws {AetherError} `contract_violated` for a target that has nothing to run.
 */
async function manifestOf(
	target: DeploymentTarget,
	context: PublishContext
): Promise< DeploymentManifest > {
	const { runId, services, signal } = context;
	const functions = await target.edgeFunctions?.( { signal } );
	if ( ! functions ) {
		throw new AetherError(
			'contract_violated',
			'The target does not say what shall run: it has no edgeFunctions().'
		);
	}
	const files = await Promise.all(
		functions.modules.map( ( module ) =>
			createPublishFile( { ...module, hasher: services.hasher } )
		)
	);
	return {
		publishId: runId,
		deploymentType: 'edge_functions',
		baseUrl: target.baseUrl,
		files: new Map( files.map( ( file ) => [ file.path, file ] ) ),
		redirects: [],
		entrypoint: functions.entrypoint as TargetPath,
	};
}
