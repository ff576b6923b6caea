import {
	AetherError,
	type DeploymentManifest,
	type DeploymentReceipt,
	type DeploymentTarget,
	type FinalizeOptions,
	type OperationOptions,
	type ProviderRuntime,
	type PublishFile,
	type PutOptions,
	type Release,
	type TransferPlan,
	type UrlStyle,
} from '@aether/provider-sdk';
import { readUrlStyle } from './fields';
import {
	DISCARD_TIMEOUT_MS,
	LARGEST_REQUEST,
	MOST_FILES_PER_REQUEST,
	MOST_KEPT_PER_REQUEST,
	PARALLEL_REQUESTS,
} from './limits';
import { LocalRoutes, type LocalState, type Staging } from './local-routes';
import { type LocalPlan, planLocalTransfer } from './plan';
import { UploadQueue } from './upload-queue';
import { verifySample } from './verify';

/**
 * A release directory that WordPress writes: files gather in a staging directory that nobody sees, then one switch
 * shows all of them. The staging directory opens with the first `put()`, so a plan leaves no trace.
 */
export class LocalTarget implements DeploymentTarget {
	readonly atomic = true;
	readonly maxConcurrency = PARALLEL_REQUESTS * MOST_FILES_PER_REQUEST;
	readonly baseUrl: string;
	readonly urlStyle: UrlStyle;
	readonly #runtime: ProviderRuntime;
	readonly #routes: LocalRoutes;
	readonly #queue: UploadQueue;
	/** Ends every request of this deployment when it is discarded. */
	readonly #life = new AbortController();
	readonly #put = new Set< string >();
	#manifest: DeploymentManifest | null = null;
	#plan: LocalPlan | null = null;
	#active: string | null;
	#staging: Promise< Staging > | null = null;
	#receipt: DeploymentReceipt | null = null;

	constructor(
		runtime: ProviderRuntime,
		routes: LocalRoutes,
		state: LocalState
	) {
		this.#runtime = runtime;
		this.#routes = routes;
		this.baseUrl = state.baseUrl;
		this.urlStyle = readUrlStyle( runtime.config.url_style );
		this.#active = state.active;
		this.#queue = new UploadQueue(
			async ( parts, options ) => {
				const signal = this.#alive( options.signal );
				const staging = await this.#openStaging();
				signal.throwIfAborted();
				await this.#routes.writeFiles( staging.id, parts, { signal } );
			},
			Math.min( runtime.site.maxRequestBytes, LARGEST_REQUEST )
		);
	}

	/**
	 * Reads where the local folder is public and what is active there.
	 *
	 * @param runtime
	 * @param deploymentType
	 * @param options
	 */
	static async open(
		runtime: ProviderRuntime,
		deploymentType: string,
		options: OperationOptions
	): Promise< LocalTarget > {
		const routes = new LocalRoutes( runtime, deploymentType );
		return new LocalTarget(
			runtime,
			routes,
			await routes.state( options )
		);
	}

	async prepare(
		manifest: DeploymentManifest,
		options: OperationOptions
	): Promise< TransferPlan > {
		const signal = this.#alive( options.signal );
		const active = this.#active
			? await this.#routes.manifest( { signal } )
			: new Map();
		this.#manifest = manifest;
		this.#plan = planLocalTransfer( manifest, active );
		const { uploads, removals, unchanged } = this.#plan;
		return { uploads, removals, unchanged };
	}

	async put( file: PublishFile, options: PutOptions ): Promise< void > {
		this.#prepared();
		await this.#queue.add( file, options );
		this.#put.add( file.path );
	}

	async finalize( options: FinalizeOptions ): Promise< DeploymentReceipt > {
		this.#receipt ??= await this.#finalize( options );
		return this.#receipt;
	}

	async discard( reason: unknown ): Promise< void > {
		if ( this.#receipt || this.#life.signal.aborted ) {
			return;
		}
		this.#life.abort( reason );
		const staging = await this.#staging?.catch( () => null );
		if ( staging ) {
			await this.#routes.discard( staging.id, {
				signal: AbortSignal.timeout( DISCARD_TIMEOUT_MS ),
			} );
		}
	}

	async listReleases(
		options: OperationOptions
	): Promise< readonly Release[] > {
		return ( await this.#routes.state( options ) ).releases;
	}

	async activateRelease(
		id: string,
		{ signal }: FinalizeOptions
	): Promise< DeploymentReceipt > {
		const answer = await this.#routes.activate( id, {}, { signal } );
		return { url: answer.baseUrl, releaseId: answer.id };
	}

	async verify(
		manifest: DeploymentManifest,
		options: OperationOptions
	): Promise< void > {
		await verifySample( manifest, this.baseUrl, this.#runtime, options );
	}

	async #finalize( options: FinalizeOptions ): Promise< DeploymentReceipt > {
		const { manifest, plan } = this.#prepared();
		this.#requireEveryFile( plan );
		const isUnchanged =
			this.#put.size === 0 &&
			plan.uploads.length === 0 &&
			plan.removals.length === 0;
		if ( this.#active !== null && isUnchanged ) {
			return { url: this.baseUrl, releaseId: this.#active };
		}
		const signal = this.#alive( options.signal );
		const staging = await this.#openStaging();
		const kept = plan.kept.filter(
			( { path } ) => ! this.#put.has( path )
		);
		for ( let at = 0; at < kept.length; at += MOST_KEPT_PER_REQUEST ) {
			await this.#routes.keepFiles(
				staging.id,
				kept.slice( at, at + MOST_KEPT_PER_REQUEST ),
				{ signal }
			);
		}
		const files = new Set( [ ...manifest.files.keys(), ...this.#put ] );
		const answer = await this.#routes.activate(
			staging.id,
			{ fileCount: files.size },
			{ signal }
		);
		return { url: answer.baseUrl, releaseId: answer.id };
	}

	#prepared(): { manifest: DeploymentManifest; plan: LocalPlan } {
		if ( ! this.#manifest || ! this.#plan ) {
			throw new AetherError(
				'contract_violated',
				'The deployment was not prepared.'
			);
		}
		return { manifest: this.#manifest, plan: this.#plan };
	}

	#requireEveryFile( plan: LocalPlan ): void {
		const missing = plan.uploads.find(
			( { path } ) => ! this.#put.has( path )
		);
		if ( missing ) {
			throw new AetherError(
				'contract_violated',
				`${ missing.path } was planned but never sent.`
			);
		}
	}

	/** One directory for the whole deployment; opening it is tried again after a failure. */
	#openStaging(): Promise< Staging > {
		this.#staging ??= this.#startStaging().catch( ( error: unknown ) => {
			this.#staging = null;
			throw error;
		} );
		return this.#staging;
	}

	async #startStaging(): Promise< Staging > {
		const { manifest } = this.#prepared();
		const signal = this.#life.signal;
		const staging = await this.#routes.openStaging( manifest.publishId, {
			signal,
		} );
		if ( staging.base !== this.#active ) {
			await this.#routes.discard( staging.id, { signal } );
			throw new AetherError(
				'conflict',
				'Another release became active after the plan was made.'
			);
		}
		return staging;
	}

	#alive( signal: AbortSignal ): AbortSignal {
		return AbortSignal.any( [ signal, this.#life.signal ] );
	}
}
