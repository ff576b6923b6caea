import { logError } from './log';
import { ProviderRegistry } from './provider-registry';

/**
 * Ids of the providers that take part for a deployment type: those that support it and have it enabled in their stored
 * configuration. In the order of registration; none is an empty array.
 *
 * A provider that throws while it is asked is logged and left out; it must not stop the others.
 * @param type     One of `DEPLOYMENT_TYPES`, or a type of your own.
 * @param registry
 */
export function getProvidersForDeploymentType(
	type: string,
	registry: Pick<
		ProviderRegistry,
		'get' | 'getAllInstanceIds'
	> = ProviderRegistry.getInstance()
): readonly string[] {
	return registry.getAllInstanceIds().filter( ( id ) => {
		try {
			const provider = registry.get( id );
			return (
				provider !== null &&
				provider.supportsDeploymentType( type ) &&
				provider.isDeploymentTypeEnabled( type )
			);
		} catch ( error ) {
			logError(
				`The provider "${ id }" takes no part: it threw when it was asked for ${ type }.`,
				error
			);
			return false;
		}
	} );
}
