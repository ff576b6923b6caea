import {
	AetherError,
	type DeploymentManifest,
	type DeploymentReceipt,
	type DeploymentTarget,
	type FinalizeOptions,
	type LedgerEntry,
	type OperationOptions,
	planTransfer,
	type PublishFile,
	type PutOptions,
	type TargetPath,
	type TransferPlan,
} from '@aether/provider-sdk';
import { Gathering } from './gathering';
import { type FtpRuntime, send } from './requests';

/** Paths that PHP takes in one request. */
export const LARGEST_BATCH = 50;

/** PHP takes 20 files in one request unless somebody has changed `max_file_uploads`. */
const MOST_FILES = 20;

/** Of a form besides its files, per file. Bytes. */
const FORM_OVERHEAD = 4096;

const DISCARD_TIMEOUT_MS = 30_000;

/** Stands for bytes that nobody vouches for: a file may have been moved, and the answer was never seen. */
const UNKNOWN: LedgerEntry = {
	sha256: '0'.repeat( 64 ),
	size: 0,
	contentType: '',
};

interface StagedFile {
	readonly path: TargetPath;
	readonly body: Blob;
	readonly signal: AbortSignal;
}

interface OpenDeployment {
	readonly manifest: DeploymentManifest;
	readonly plan: TransferPlan;
	/** What the ledger says. */
	readonly before: ReadonlyMap< string, LedgerEntry >;
	readonly staged: Map< TargetPath, LedgerEntry >;
	/** Moved to their places, by this deployment. */
	readonly revealed: Set< TargetPath >;
}

/**
 * One deployment: files are sent to a folder that no visitor sees, then each is renamed to its place. FTP has no way to
 * change two names at once, so visitors see a mixture while that goes on, but never half a file.
 */
export class FtpTarget implements DeploymentTarget {
	readonly atomic = false;
	readonly maxConcurrency = MOST_FILES;
	readonly baseUrl: string;
	readonly #type: string;
	readonly #runtime: FtpRuntime;
	readonly #uploads: Gathering< StagedFile >;
	#deployment: OpenDeployment | null = null;
	/** Whether there may be something of this deployment in the folder. */
	#hasStaged = false;

	constructor( type: string, runtime: FtpRuntime ) {
		this.#type = type;
		this.#runtime = runtime;
		this.baseUrl = runtime.config.public_url.replace( /\/?$/, '/' );
		this.#uploads = new Gathering( {
			send: ( files ) => this.#stage( files ),
			fits: ( files, next ) =>
				files.length < MOST_FILES &&
				sizeOf( [ ...files, next ] ) <= runtime.site.maxRequestBytes,
		} );
	}

	async prepare(
		manifest: DeploymentManifest,
		{ signal }: OperationOptions
	): Promise< TransferPlan > {
		signal.throwIfAborted();
		const before =
			( await this.#runtime.ledger( this.#type ).read( { signal } ) ) ??
			new Map< string, LedgerEntry >();
		const plan = planTransfer( manifest, before );
		this.#deployment = {
			manifest,
			plan,
			before,
			staged: new Map(),
			revealed: new Set(),
		};
		return plan;
	}

	async put(
		file: PublishFile,
		{ signal, onProgress }: PutOptions
	): Promise< void > {
		signal.throwIfAborted();
		const { staged } = this.#require( 'put' );
		const { path, sha256, size, contentType } = file;
		const body = await file.open( { signal } );
		signal.throwIfAborted();
		await this.#uploads.add( { path, body, signal } );
		staged.set( path, { sha256, size, contentType } );
		onProgress?.( size );
	}

	async finalize( {
		signal,
		onStatus,
	}: FinalizeOptions ): Promise< DeploymentReceipt > {
		signal.throwIfAborted();
		const deployment = this.#require( 'finalize' );
		const { plan, staged } = deployment;
		const missing = plan.uploads.filter(
			( { path } ) => ! staged.has( path )
		);
		if ( missing.length > 0 ) {
			throw new AetherError(
				'contract_violated',
				`finalize() was called with ${ missing.length } planned files not sent.`
			);
		}
		if ( staged.size + plan.removals.length > 0 ) {
			onStatus?.( 'Moving files to their places' );
			await this.#reveal( deployment, signal );
		}
		this.#deployment = null;
		return { url: this.baseUrl };
	}

	async discard(): Promise< void > {
		this.#deployment = null;
		await this.#sweep();
	}

	async #stage( files: readonly StagedFile[] ): Promise< void > {
		const { publishId } = this.#require( 'put' ).manifest;
		const form = new FormData();
		form.set( 'publish', publishId );
		form.set(
			'paths',
			JSON.stringify( files.map( ( { path } ) => path ) )
		);
		files.forEach( ( { body }, index ) =>
			form.set( `file-${ index }`, body )
		);
		this.#hasStaged = true;
		await send( this.#runtime, 'staged', {
			method: 'POST',
			form,
			signal: AbortSignal.any( files.map( ( { signal } ) => signal ) ),
		} );
	}

	async #reveal(
		{ manifest, plan, before, staged, revealed }: OpenDeployment,
		signal: AbortSignal
	): Promise< void > {
		const ledger = this.#runtime.ledger( this.#type );
		// Whoever dies from here on leaves no file that is not known as ours, and none that is taken for unchanged.
		await ledger.write(
			new Map( [
				...before,
				...[ ...staged.keys(), ...plan.removals ].map(
					( path ) => [ path, UNKNOWN ] as const
				),
			] ),
			{ signal }
		);
		const { publishId: publish } = manifest;
		const waiting = [ ...staged.keys() ].filter(
			( path ) => ! revealed.has( path )
		);
		for ( const paths of batches( waiting.sort( byUse ) ) ) {
			const isLast = paths.at( -1 ) === waiting.at( -1 );
			await send( this.#runtime, 'moves', {
				method: 'POST',
				json: { publish, paths, isLast },
				signal,
			} );
			paths.forEach( ( path ) => revealed.add( path ) );
			this.#hasStaged = ! isLast;
		}
		for ( const paths of batches( plan.removals ) ) {
			await send( this.#runtime, 'removals', {
				method: 'POST',
				json: { paths },
				signal,
			} );
		}
		const after = new Map( [ ...before, ...staged ] );
		plan.removals.forEach( ( path ) => after.delete( path ) );
		await ledger.write( after, { signal } );
	}

	/** What stays behind is swept by the next publish. */
	async #sweep(): Promise< void > {
		if ( ! this.#hasStaged ) {
			return;
		}
		this.#hasStaged = false;
		try {
			await send( this.#runtime, 'staged', {
				method: 'DELETE',
				// The run's own signal may be why it is discarded.
				signal: AbortSignal.timeout( DISCARD_TIMEOUT_MS ),
			} );
		} catch {
			this.#runtime.logger.warn(
				'Files of a publish stay in the folder .aether-staging of the FTP server.'
			);
		}
	}

	#require( operation: string ): OpenDeployment {
		if ( this.#deployment === null ) {
			throw new AetherError(
				'contract_violated',
				`${ operation }() was called before prepare() or after the deployment had ended.`
			);
		}
		return this.#deployment;
	}
}

const sizeOf = ( files: readonly StagedFile[] ): number =>
	files.reduce( ( sum, { body } ) => sum + body.size + FORM_OVERHEAD, 0 );

const isPage = ( path: string ): boolean => path.endsWith( '.html' );

const depth = ( path: string ): number => path.split( '/' ).length;

/**
 * What pages need comes before them, the deepest page before those that lead to it, the front page last.
 *
 * @param a
 * @param b
 */
const byUse = ( a: string, b: string ): number =>
	Number( isPage( a ) ) - Number( isPage( b ) ) || depth( b ) - depth( a );

function* batches(
	paths: readonly TargetPath[]
): Generator< readonly TargetPath[] > {
	for ( let from = 0; from < paths.length; from += LARGEST_BATCH ) {
		yield paths.slice( from, from + LARGEST_BATCH );
	}
}
