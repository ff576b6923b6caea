import {
	AbstractProvider,
	ConfigFieldBuilder,
	DEPLOYMENT_TYPES,
	type OperationOptions,
} from '@aether/provider-sdk';
import { ReleaseTarget } from './release-target';
import { type ReleaseServerRuntime, send, type ServerConfig } from './requests';

/** The full way: its own target, with releases and an atomic switch. */
export class ReleaseServerProvider extends AbstractProvider<
	ServerConfig & ReleaseServerRuntime[ 'config' ]
> {
	override getMetadata() {
		return {
			...super.getMetadata(),
			name: 'Release server',
			icon: 'database',
			description: 'A server of your own that keeps releases.',
		};
	}

	override getSupportedDeploymentTypes() {
		return [ DEPLOYMENT_TYPES.STATIC_SITE ];
	}

	override getProviderSpecificConfigFields() {
		return [
			...super.getProviderSpecificConfigFields(),
			ConfigFieldBuilder.url( 'endpoint' )
				.label( 'Address of the server' )
				.required(),
			ConfigFieldBuilder.password( 'token' ).label( 'Token' ).required(),
			ConfigFieldBuilder.url( 'public_url' )
				.label( 'Public address' )
				.required(),
		];
	}

	async testConnection(
		runtime: ReleaseServerRuntime,
		{ signal }: OperationOptions
	) {
		await send( runtime, 'releases', { method: 'GET', signal } );
	}

	override async createTarget(
		_type: string,
		runtime: ReleaseServerRuntime,
		{ signal }: OperationOptions
	) {
		signal.throwIfAborted();
		return new ReleaseTarget( runtime );
	}
}
