import { AetherError, toAetherError } from './errors';
import { planTransfer } from './plan-transfer';
import { toUploadSource } from './upload-file';
import { UploadJournal } from './upload-journal';
import type {
	DeploymentManifest,
	DeploymentReceipt,
	DeploymentTarget,
	FinalizeOptions,
	LedgerEntry,
	OperationOptions,
	ProviderConfig,
	ProviderRuntime,
	PublishFile,
	PutOptions,
	TargetPath,
	TransferPlan,
	UrlStyle,
} from './types';
import type { DeleteFile, UploadFile, UploadResult } from './upload-file';

/** How long a run that has ended already may take to write down what it sent. */
const DISCARD_TIMEOUT_MS = 30_000;

export interface UploadFileTargetOptions< C extends ProviderConfig > {
	readonly deploymentType: string;
	readonly runtime: ProviderRuntime< C >;
	/** Null when nobody knows it. */
	readonly publicUrl: string | null;
	readonly maxConcurrency: number;
	readonly uploadFile: UploadFile< C >;
	readonly deleteFile?: DeleteFile< C >;
}

/**
 * A target made of one verb that sends a file and, where there is one, one that removes a file. What it sent is kept in
 * the deployment's ledger: a publish without a change sends nothing, and only what we sent is ever removed.
 *
 * It is not atomic, and it survives its own death: see `UploadJournal`.
 *
 * @param options
 */
export const createUploadFileTarget = < C extends ProviderConfig >(
	options: UploadFileTargetOptions< C >
): DeploymentTarget => new UploadFileTarget( options );

interface OpenDeployment {
	readonly plan: TransferPlan;
	readonly journal: UploadJournal;
	/** Planned, and not sent yet. */
	readonly missing: Set< TargetPath >;
	/** Files that left the site and stay at the provider, because it cannot remove any. */
	readonly left: number;
}

class UploadFileTarget< C extends ProviderConfig > implements DeploymentTarget {
	readonly atomic = false;
	readonly maxConcurrency: number;
	readonly baseUrl: string;
	readonly urlStyle: UrlStyle;
	readonly #options: UploadFileTargetOptions< C >;
	#deployment: OpenDeployment | null = null;

	constructor( options: UploadFileTargetOptions< C > ) {
		const { publicUrl, runtime } = options;
		this.#options = options;
		this.maxConcurrency = Math.max( 1, options.maxConcurrency );
		this.baseUrl = withTrailingSlash( publicUrl ?? runtime.site.homeUrl );
		this.urlStyle = publicUrl === null ? 'document-relative' : 'absolute';
	}

	async prepare(
		manifest: DeploymentManifest,
		{ signal }: OperationOptions
	): Promise< TransferPlan > {
		signal.throwIfAborted();
		const { runtime, deploymentType, deleteFile } = this.#options;
		const ledger = runtime.ledger( deploymentType );
		const entries =
			( await ledger.read( { signal } ) ) ??
			new Map< string, LedgerEntry >();
		const { removals: gone, ...sent } = planTransfer( manifest, entries );
		const plan: TransferPlan = {
			...sent,
			removals: deleteFile === undefined ? [] : gone,
		};
		const paths = plan.uploads.map( ( { path } ) => path );
		this.#deployment = {
			plan,
			journal: new UploadJournal( ledger, entries, [
				...paths,
				...plan.removals,
			] ),
			missing: new Set( paths ),
			left: gone.length - plan.removals.length,
		};
		return plan;
	}

	async put(
		file: PublishFile,
		{ signal, onProgress }: PutOptions
	): Promise< void > {
		signal.throwIfAborted();
		const { journal, missing } = this.#require( 'put' );
		await journal.begin( file.path, { signal } );
		await this.#run( signal, () =>
			this.#options.uploadFile(
				toUploadSource( file, { signal } ),
				file.path,
				this.#context( signal )
			)
		);
		await journal.uploaded( file, { signal } );
		missing.delete( file.path );
		onProgress?.( file.size );
	}

	async finalize( {
		signal,
		onStatus,
	}: FinalizeOptions ): Promise< DeploymentReceipt > {
		signal.throwIfAborted();
		const deployment = this.#require( 'finalize' );
		if ( deployment.missing.size > 0 ) {
			throw new AetherError(
				'contract_violated',
				`finalize() was called with ${ deployment.missing.size } planned files not sent.`,
				{ providerId: this.#options.runtime.providerId }
			);
		}
		await this.#removeAll( deployment, signal, onStatus );
		await deployment.journal.close( { signal } );
		this.#deployment = null;
		return this.#receipt( deployment );
	}

	async discard(): Promise< void > {
		const deployment = this.#deployment;
		this.#deployment = null;
		// What was sent stays recognised, so that the next run goes on from here.
		await deployment?.journal.close( {
			signal: AbortSignal.timeout( DISCARD_TIMEOUT_MS ),
		} );
	}

	async #removeAll(
		{ plan, journal }: OpenDeployment,
		signal: AbortSignal,
		onStatus: FinalizeOptions[ 'onStatus' ]
	): Promise< void > {
		const { deleteFile } = this.#options;
		const { removals } = plan;
		if ( deleteFile === undefined || removals.length === 0 ) {
			return;
		}
		onStatus?.( `Removing ${ removals.length } files` );
		for ( const path of removals ) {
			await journal.begin( path, { signal } );
			await this.#run( signal, () =>
				deleteFile( path, this.#context( signal ) )
			);
			journal.removed( path );
		}
	}

	#receipt( { left }: OpenDeployment ): DeploymentReceipt {
		return {
			...( this.#options.publicUrl === null
				? {}
				: { url: this.baseUrl } ),
			...( left === 0
				? {}
				: {
						warnings: [
							`${ left } files that left the site are still there: this provider cannot remove files.`,
						],
					} ),
		};
	}

	/**
	 * Runs one call of the author's, as a failure of this provider only. A call that does not heed the signal is left
	 * behind.
	 * @param signal
	 * @param call
	 */
	async #run(
		signal: AbortSignal,
		call: () => Promise< UploadResult | void > | UploadResult | void
	): Promise< void > {
		const { providerId } = this.#options.runtime;
		signal.throwIfAborted();
		const result = await raceSignal( signal, call ).catch(
			( error: unknown ) => {
				signal.throwIfAborted();
				throw toAetherError( error, { providerId } );
			}
		);
		if ( result?.success === false ) {
			throw new AetherError(
				'remote_failed',
				result.error ?? 'The provider reported a failure.',
				{ providerId }
			);
		}
	}

	#require( operation: string ): OpenDeployment {
		if ( this.#deployment === null ) {
			throw new AetherError(
				'contract_violated',
				`${ operation }() was called before prepare() or after the deployment had ended.`,
				{ providerId: this.#options.runtime.providerId }
			);
		}
		return this.#deployment;
	}

	#context( signal: AbortSignal ) {
		const { runtime, deploymentType } = this.#options;
		return { runtime, deploymentType, signal };
	}
}

const withTrailingSlash = ( url: string ): string =>
	url.endsWith( '/' ) ? url : `${ url }/`;

function raceSignal< T >(
	signal: AbortSignal,
	call: () => Promise< T > | T
): Promise< T > {
	return new Promise( ( resolve, reject ) => {
		const onAbort = () => reject( signal.reason );
		signal.addEventListener( 'abort', onAbort, { once: true } );
		Promise.resolve()
			.then( call )
			.then( resolve, reject )
			.finally( () => signal.removeEventListener( 'abort', onAbort ) );
	} );
}
