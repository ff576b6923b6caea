import {
	AbstractProvider,
	ConfigFieldBuilder,
	DEPLOYMENT_TYPES,
	type OperationOptions,
} from '@aether/provider-sdk';
import {
	DEFAULT_API_URL,
	NetlifyApi,
	type NetlifyConfig,
	type NetlifyRuntime,
} from './netlify-api';
import { NetlifyTarget } from './netlify-target';

export class NetlifyProvider extends AbstractProvider< NetlifyConfig > {
	override getMetadata() {
		return {
			...super.getMetadata(),
			description: 'Deploys to a site on Netlify, all at once.',
		};
	}

	override getSupportedDeploymentTypes() {
		return [ DEPLOYMENT_TYPES.STATIC_SITE ];
	}

	override getProviderSpecificConfigFields() {
		return [
			...super.getProviderSpecificConfigFields(),
			ConfigFieldBuilder.text( 'site_id' )
				.label( 'Site ID' )
				.description( 'Site configuration → General → Site details.' )
				.pattern( '[A-Za-z0-9-]+' )
				.required(),
			ConfigFieldBuilder.password( 'access_token' )
				.label( 'Personal access token' )
				.required(),
			ConfigFieldBuilder.url( 'public_url' )
				.label( 'Public address' )
				.placeholder( 'https://my-site.netlify.app' )
				.required(),
			ConfigFieldBuilder.url( 'api_url' )
				.label( 'API address' )
				.default( DEFAULT_API_URL ),
		];
	}

	async testConnection(
		runtime: NetlifyRuntime,
		{ signal }: OperationOptions
	) {
		await new NetlifyApi( runtime ).site( signal );
	}

	override async createTarget(
		_type: string,
		runtime: NetlifyRuntime,
		{ signal }: OperationOptions
	) {
		signal.throwIfAborted();
		return new NetlifyTarget( runtime );
	}
}
