import {
	DEPLOYMENT_TYPES,
	getDeploymentTypeLabel,
	getProvidersForDeploymentType,
	ProviderRegistry,
} from '@aether/provider-sdk';

/** What will be sent, and where to. */
export interface Destination {
	readonly deploymentType: string;
	readonly label: string;
	readonly providerNames: readonly string[];
}

const nameOf = ( providerId: string ): string =>
	ProviderRegistry.getInstance().get( providerId )?.getMetadata().name ??
	providerId;

/** Only types that at least one provider receives. */
export const findDestinations = (): readonly Destination[] =>
	Object.values( DEPLOYMENT_TYPES )
		.map( ( deploymentType ) => ( {
			deploymentType,
			label: getDeploymentTypeLabel( deploymentType ),
			providerNames:
				getProvidersForDeploymentType( deploymentType ).map( nameOf ),
		} ) )
		.filter( ( { providerNames } ) => providerNames.length > 0 );

/**
 * @param providerId
 * @return The id where nobody registered it any more.
 */
export function providerName( providerId: string ): string {
	try {
		return nameOf( providerId );
	} catch {
		return providerId;
	}
}
