import {
	DEPLOYMENT_TYPES,
	getDeploymentTypeLabel,
	getProvidersForDeploymentType,
	type Provider,
	ProviderRegistry,
} from '@aether/provider-sdk';

/** What will be sent, and where to. */
export interface Destination {
	readonly deploymentType: string;
	readonly label: string;
	readonly providerIds: readonly string[];
}

/** Only types that at least one provider receives. */
export const findDestinations = (): readonly Destination[] =>
	Object.values( DEPLOYMENT_TYPES )
		.map( ( deploymentType ) => ( {
			deploymentType,
			label: getDeploymentTypeLabel( deploymentType ),
			providerIds: getProvidersForDeploymentType( deploymentType ),
		} ) )
		.filter( ( { providerIds } ) => providerIds.length > 0 );

/**
 * Each once, in the order of the list.
 *
 * @param destinations
 */
export const providersOf = (
	destinations: readonly Destination[]
): readonly string[] => [
	...new Set( destinations.flatMap( ( { providerIds } ) => providerIds ) ),
];

/**
 * What a person knows a provider by; two instances of it are told apart.
 *
 * @param provider
 */
export function displayName( provider: Provider ): string {
	const { name } = provider.getMetadata();
	const instance = provider.id.split( ':' )[ 1 ];
	return instance === undefined || name.includes( instance )
		? name
		: `${ name } (${ instance })`;
}

/**
 * @param providerId
 * @return The id where nobody registered it any more.
 */
export function providerName( providerId: string ): string {
	try {
		const provider = ProviderRegistry.getInstance().get( providerId );
		return provider ? displayName( provider ) : providerId;
	} catch {
		return providerId;
	}
}
