import {
	AbstractProvider,
	AetherError,
	type ConfigIssue,
	type ConnectionTest,
	DEPLOYMENT_TYPES,
	type DeploymentTarget,
	type OperationOptions,
	type ProviderConfig,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';
import {
	type BucketLayout,
	bucketFields,
	readKeepReleases,
	readLayout,
	readPercentage,
	readUrlStyle,
} from './fields';
import { readPrefix, withSlash } from './place';
import { withAdvice } from './connection-advice';
import { probeBucket } from './probe';
import { demandServedAddress, findAddressIssue } from './site-address';
import { type Caller, PLAYGROUND } from './s3/bucket-cors';
import type { S3Store } from './s3/s3-store';
import type { S3Place } from './s3/send-command';

/** Objects that Playground fetches lie beside the site, not in it. */
const BUNDLE_DIRECTORY = '_aether-blueprint/';

const playgroundAdvice = (): string =>
	__(
		'Playground may not fetch bundles from this bucket yet. “Allow this site” adds a rule for it.',
		'aether-site-exporter-providers'
	);

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
			...bucketFields( this.defaultLayout, this.getKeyRights() ),
		];
	}

	/** A translated sentence on what the access key must be allowed to do, in the words of who gives it out. */
	protected abstract getKeyRights(): string;

	override validateConfig( config: ProviderConfig ): readonly ConfigIssue[] {
		const { public_url: url } = config;
		const issue = findAddressIssue(
			typeof url === 'string' ? url : null,
			readLayout( config.layout, this.defaultLayout )
		);
		const issues = super.validateConfig( config );
		return issue && issues.every( ( { field } ) => field !== issue.field )
			? [ ...issues, issue ]
			: issues;
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
		const layout = readLayout( runtime.config.layout, this.defaultLayout );
		demandServedAddress( publicUrl, layout );
		const directory =
			type === DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE ? BUNDLE_DIRECTORY : '';
		const place = {
			root: readPrefix( runtime.config.prefix ) + directory,
			baseUrl: withSlash( publicUrl ) + directory,
			urlStyle: readUrlStyle( runtime.config.url_style ),
			store: await this.#openStore( runtime ),
		};
		signal.throwIfAborted();
		if ( layout === 'plain' ) {
			const { PlainTarget } = await import(
				/* webpackChunkName: "plain-target" */ './plain/plain-target'
			);
			return new PlainTarget( { ...place, clock: runtime.clock } );
		}
		const { ReleaseTarget } = await import(
			/* webpackChunkName: "release-target" */ './releases/release-target'
		);
		return new ReleaseTarget( {
			...place,
			runtime,
			keepReleases: readKeepReleases( runtime.config.keep_releases ),
			// Playground draws no number.
			visitorsPercent:
				type === DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE
					? 100
					: readPercentage( runtime.config.rollout_percentage ),
		} );
	}

	/**
	 * Writes, reads, lists and removes an object of its own, and sees whether conditions hold.
	 *
	 * @param runtime
	 * @param options
	 * @param options.signal
	 */
	async testConnection(
		runtime: ProviderRuntime,
		{ signal }: OperationOptions
	): Promise< ConnectionTest > {
		demandServedAddress(
			this.getPublicUrl( runtime ),
			readLayout( runtime.config.layout, this.defaultLayout )
		);
		const store = await this.#openStore( runtime );
		const test = await probeBucket(
			store,
			readPrefix( runtime.config.prefix ),
			{ signal, clock: runtime.clock }
		);
		// Else the button is there already, and does both.
		return ! test.isOriginBlocked &&
			this.#givesBundlesItself( runtime ) &&
			( await store.cors.lacks( [ PLAYGROUND ], { signal } ) )
			? {
					...test,
					mayAllowOrigin: true,
					warnings: [ playgroundAdvice() ],
				}
			: test;
	}

	/**
	 * Adds a rule to the CORS policy of the bucket, and one for Playground where it fetches bundles from there; the rules of
	 * others stay. The request itself goes through WordPress,
	 * because the bucket answers no page yet.
	 *
	 * @param runtime
	 * @param origin
	 * @param options
	 */
	async allowOrigin(
		runtime: ProviderRuntime,
		origin: string,
		options: OperationOptions
	): Promise< void > {
		const { cors } = await this.#openStore( runtime );
		const callers: readonly Caller[] = [
			{ origin, may: 'publish' },
			...( this.#givesBundlesItself( runtime ) ? [ PLAYGROUND ] : [] ),
		];
		await withAdvice( 'allow', () => cors.allow( callers, options ) );
	}

	/**
	 * Whether Playground fetches bundles from the bucket; where the Worker serves them, it lets Playground in.
	 *
	 * @param runtime
	 * @param runtime.config
	 */
	#givesBundlesItself( { config }: ProviderRuntime ): boolean {
		return (
			readLayout( config.layout, this.defaultLayout ) === 'plain' &&
			this.isDeploymentTypeEnabled(
				DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE,
				config
			)
		);
	}

	async #openStore( runtime: ProviderRuntime ): Promise< S3Store > {
		const place = this.getPlace( runtime );
		const { openS3Store } = await import(
			/* webpackChunkName: "s3" */ './s3/s3-store'
		);
		return openS3Store( runtime, place );
	}
}
