import {
	AetherError,
	type DeploymentTarget,
	type OperationOptions,
} from '@aether/provider-sdk';
import type { NodeHost } from '../node-host';

/**
 * Opens what one provider keeps of one type.
 *
 * @param  host
 * @param  providerId
 * @param  deploymentType
 * @param  root0
 * @param  root0.signal
 * @throws {AetherError} `not_found` for an id that nobody registered.
 */
export async function openTarget(
	host: NodeHost,
	providerId: string,
	deploymentType: string,
	{ signal }: OperationOptions
): Promise< DeploymentTarget > {
	const { providers, runtimeFor } = host.services;
	const provider = providers.get( providerId );
	if ( provider === null ) {
		throw new AetherError(
			'not_found',
			`There is no provider "${ providerId }". There is ${ providers
				.getAllIds()
				.join( ', ' ) }.`
		);
	}
	if ( ! provider.supportsDeploymentType( deploymentType ) ) {
		throw new AetherError(
			'config_invalid',
			`${ providerId } does not take "${ deploymentType }". It takes ${ provider
				.getSupportedDeploymentTypes()
				.join( ', ' ) }.`,
			{ providerId }
		);
	}
	const runtime = await runtimeFor( providerId, { signal } );
	return provider.createTarget( deploymentType, runtime, { signal } );
}
