import type { Finding } from '../events';
import type { PublishServices } from '../ports';

/** Ids of the providers that take part in a publish, in registration order, per deployment type. */
export type ProvidersByType = ReadonlyMap< string, readonly string[] >;

export interface Participants {
	readonly byType: ProvidersByType;
	/** Providers that could not even be asked. */
	readonly findings: readonly Finding[];
}

export const providersFor = (
	participants: ProvidersByType,
	deploymentType: string
): readonly string[] => participants.get( deploymentType ) ?? [];

/**
 * A provider takes part where it supports the type and a person switched it on. One that throws when asked is left out
 * and reported.
 *
 * @param providers
 * @param only      Leaves out every other provider; an id that is not registered is reported.
 */
export function findParticipants(
	providers: PublishServices[ 'providers' ],
	only?: readonly string[]
): Participants {
	const byType = new Map< string, string[] >();
	const findings: Finding[] = [];
	const registered = providers.getAllIds();
	for ( const id of only ?? [] ) {
		if ( ! registered.includes( id ) ) {
			findings.push( {
				severity: 'warning',
				code: 'unknown_provider',
				message: `No provider "${ id }" is registered.`,
				values: { provider: id },
				action: 'Check the name, and that the plugin which brings it is active.',
			} );
		}
	}
	for ( const id of registered ) {
		if ( only && ! only.includes( id ) ) {
			continue;
		}
		try {
			const provider = providers.get( id );
			for ( const type of provider?.getSupportedDeploymentTypes() ??
				[] ) {
				if (
					provider?.supportsDeploymentType( type ) &&
					provider.isDeploymentTypeEnabled( type )
				) {
					byType.set( type, [ ...( byType.get( type ) ?? [] ), id ] );
				}
			}
		} catch ( error ) {
			const reason =
				error instanceof Error ? error.message : String( error );
			findings.push( {
				severity: 'warning',
				code: 'provider_broken',
				message: `The provider "${ id }" could not be asked: ${ reason }`,
				values: { provider: id, error: reason },
				action: 'Update or deactivate the plugin that brings it.',
			} );
		}
	}
	return { byType, findings };
}
