import {
	AbstractProvider,
	DEPLOYMENT_TYPES,
	type DeploymentTarget,
	type OperationOptions,
	type ProviderMetadata,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';
import { localFilesystemFields } from './fields';
import { localFilesystemGuide } from './guide';
import { LocalTarget } from './target';

/** Publishes into a folder of this server: always there, needs no account. */
export class LocalFilesystemProvider extends AbstractProvider {
	override getMetadata(): ProviderMetadata {
		return {
			...super.getMetadata(),
			name: __( 'Local filesystem', 'aether-site-exporter' ),
			description: __(
				'A folder on this server. Visitors switch from one release to the next at once.',
				'aether-site-exporter'
			),
			icon: 'portfolio',
			guide: localFilesystemGuide(),
			isSingle: true,
		};
	}

	override getSupportedDeploymentTypes(): readonly string[] {
		return [
			DEPLOYMENT_TYPES.STATIC_SITE,
			DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE,
		];
	}

	override getProviderSpecificConfigFields() {
		return [
			...super.getProviderSpecificConfigFields(),
			...localFilesystemFields(),
		];
	}

	override async createTarget(
		type: string,
		runtime: ProviderRuntime,
		options: OperationOptions
	): Promise< DeploymentTarget > {
		return LocalTarget.open( runtime, type, options );
	}

	async testConnection(
		runtime: ProviderRuntime,
		options: OperationOptions
	): Promise< void > {
		await LocalTarget.open(
			runtime,
			DEPLOYMENT_TYPES.STATIC_SITE,
			options
		);
	}
}
