import {
	AbstractProvider,
	type ConnectionTest,
	DEPLOYMENT_TYPES,
	type DeploymentTarget,
	type OperationOptions,
	type ProviderMetadata,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';
import { r2ContentPlace } from '../cloudflare-r2/content-place';
import { publicAddress } from './addresses';
import { checkConnection } from './connection';
import { cloudflareWorkersFields } from './fields';
import { cloudflareWorkersGuide } from './guide';
import { readSettings } from './settings';
import { WorkerTarget } from './target';

/** Deploys a Worker: the one that serves the site from R2, or modules of a person's own. */
export class CloudflareWorkersProvider extends AbstractProvider {
	override getMetadata(): ProviderMetadata {
		return {
			...super.getMetadata(),
			name: __( 'Cloudflare Workers', 'aether-site-exporter-providers' ),
			description: __(
				'Code at the edge: the Worker that serves the published site, or one of your own.',
				'aether-site-exporter-providers'
			),
			icon: 'superhero',
			guide: cloudflareWorkersGuide(),
		};
	}

	override getSupportedDeploymentTypes(): readonly string[] {
		return [ DEPLOYMENT_TYPES.EDGE_FUNCTIONS ];
	}

	override getProviderSpecificConfigFields() {
		return cloudflareWorkersFields();
	}

	/** What our own Worker serves; nobody knows what another one does with its bucket. */
	override getContentPlace(): string | null {
		const config = this.getStoredConfig() ?? {};
		return ( config.source ?? 'edge-worker' ) === 'edge-worker'
			? r2ContentPlace( config )
			: null;
	}

	override getUploadStrategy(): string {
		return 'worker';
	}

	override async createTarget(
		_type: string,
		runtime: ProviderRuntime,
		{ signal }: OperationOptions
	): Promise< DeploymentTarget > {
		signal.throwIfAborted();
		const settings = readSettings( runtime.config );
		return new WorkerTarget( {
			runtime,
			settings,
			publicAddress: await publicAddress( runtime, settings, { signal } ),
		} );
	}

	async testConnection(
		runtime: ProviderRuntime,
		options: OperationOptions
	): Promise< ConnectionTest > {
		options.signal.throwIfAborted();
		return checkConnection(
			runtime,
			readSettings( runtime.config ),
			options
		);
	}
}
