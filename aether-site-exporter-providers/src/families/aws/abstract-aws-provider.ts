import {
	AbstractProvider,
	AetherError,
	DEPLOYMENT_TYPES,
	type DeploymentTarget,
	type OperationOptions,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import {
	type BucketLayout,
	bucketFields,
	readKeepReleases,
	readLayout,
	readUrlStyle,
} from './fields';
import { readPrefix, withSlash } from './place';
import { probeBucket } from './probe';
import type { ObjectStore } from './s3/object-store';
import type { S3Place } from './s3/send-command';

/** Objects that Playground fetches lie beside the site, not in it. */
const BUNDLE_DIRECTORY = '_aether-blueprint/';

/** The base of every provider that publishes into a bucket with an S3 API. */
export abstract class AbstractAWSProvider extends AbstractProvider {
	/** Where nothing is stored. */
	protected readonly defaultLayout: BucketLayout = 'releases';

	override getSupportedDeploymentTypes(): readonly string[] {
		return [
			DEPLOYMENT_TYPES.STATIC_SITE,
			DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE,
		];
	}

	override getProviderSpecificConfigFields() {
		return [
			...super.getProviderSpecificConfigFields(),
			...bucketFields( this.defaultLayout ),
		];
	}

	/**
	 * Where the bucket is; rejects a configuration that does not say it.
	 *
	 * @param runtime
	 */
	abstract getPlace( runtime: ProviderRuntime ): S3Place;

	override getPublicUrl( runtime: ProviderRuntime ): string | null {
		const { worker_endpoint: worker } = runtime.config;
		return (
			super.getPublicUrl( runtime, DEPLOYMENT_TYPES.STATIC_SITE ) ??
			( typeof worker === 'string' && worker !== '' ? worker : null )
		);
	}

	override async createTarget(
		type: string,
		runtime: ProviderRuntime,
		{ signal }: OperationOptions
	): Promise< DeploymentTarget > {
		signal.throwIfAborted();
		const publicUrl = this.getPublicUrl( runtime );
		if ( publicUrl === null ) {
			throw new AetherError(
				'config_invalid',
				'Enter the address at which visitors reach the site.',
				{ providerId: this.id }
			);
		}
		const directory =
			type === DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE ? BUNDLE_DIRECTORY : '';
		const place = {
			root: readPrefix( runtime.config.prefix ) + directory,
			baseUrl: withSlash( publicUrl ) + directory,
			urlStyle: readUrlStyle( runtime.config.url_style ),
			store: await this.#openStore( runtime ),
		};
		signal.throwIfAborted();
		const layout = readLayout( runtime.config.layout, this.defaultLayout );
		if ( layout === 'plain' ) {
			const { PlainTarget } = await import(
				/* webpackChunkName: "plain-target" */ './plain/plain-target'
			);
			return new PlainTarget( place );
		}
		const { ReleaseTarget } = await import(
			/* webpackChunkName: "release-target" */ './releases/release-target'
		);
		return new ReleaseTarget( {
			...place,
			runtime,
			keepReleases: readKeepReleases( runtime.config.keep_releases ),
		} );
	}

	async testConnection(
		runtime: ProviderRuntime,
		options: OperationOptions
	): Promise< void > {
		await probeBucket(
			await this.#openStore( runtime ),
			readPrefix( runtime.config.prefix ),
			options
		);
	}

	async #openStore( runtime: ProviderRuntime ): Promise< ObjectStore > {
		const place = this.getPlace( runtime );
		const { openS3Store } = await import(
			/* webpackChunkName: "s3" */ './s3/s3-store'
		);
		return openS3Store( runtime, place );
	}
}
