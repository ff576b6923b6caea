import type { OperationOptions, Release } from '@aether/provider-sdk';
import type { ActivatedRelease } from '@aether/publish-engine';

/** What the releases panel asks of a provider's target. */
export interface ReleasesApi {
	/** Null where the provider keeps no releases. */
	readonly list: (
		providerId: string,
		deploymentType: string,
		options: OperationOptions
	) => Promise< readonly Release[] | null >;
	readonly activate: (
		providerId: string,
		deploymentType: string,
		releaseId: string,
		options: OperationOptions
	) => Promise< ActivatedRelease >;
}

const loadTargets = () =>
	import( /* webpackChunkName: "releases" */ '../../host/releases' );

export const pageReleases: ReleasesApi = {
	list: async ( ...request ) =>
		( await loadTargets() ).listReleases( ...request ),
	activate: async ( ...request ) =>
		( await loadTargets() ).activateRelease( ...request ),
};
