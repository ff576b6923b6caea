import { webCryptoHasher } from '../src/digests';
import { AetherError } from '../src/errors';
import type {
	Clock,
	DeploymentManifest,
	DeploymentReceipt,
	FinalizeOptions,
	OperationOptions,
	PublishFile,
	PutOptions,
	Release,
	RollbackTarget,
	TargetPath,
	TransferPlan,
	TransferReason,
} from '../src/types';

/** One file as a visitor gets it. */
export interface BackendFile {
	readonly body: Uint8Array;
	readonly contentType?: string;
}

interface StoredFile extends BackendFile {
	readonly contentType: string;
	readonly cacheControl: string | undefined;
	readonly sha256: string;
}

type StoredFiles = ReadonlyMap< string, StoredFile >;

interface StoredRelease {
	readonly id: string;
	readonly createdAt: string;
	readonly files: StoredFiles;
}

/** The place behind a `MemoryTarget`. It outlives targets, as a bucket outlives runs. */
export class MemoryBackend {
	/** Newest first. */
	releases: readonly StoredRelease[] = [];
	activeId: string | null = null;
	/** What our releases make visible. */
	live: StoredFiles = new Map();
	readonly #foreign = new Map< string, BackendFile >();

	/** What a visitor gets, by path: our files, and those of others. */
	read(): ReadonlyMap< string, BackendFile > {
		return new Map< string, BackendFile >( [
			...this.#foreign,
			...this.live,
		] );
	}

	/**
	 * Puts a file there that no release of ours knows of.
	 *
	 * @param path
	 * @param body
	 */
	putForeign( path: string, body: Uint8Array ): void {
		this.#foreign.set( path, { body } );
	}
}

export interface MemoryTargetOptions {
	readonly backend?: MemoryBackend;
	/** Default: true. False makes every file visible with its `put()`. */
	readonly atomic?: boolean;
	/** Default: `https://memory.test/`. */
	readonly baseUrl?: string;
	/** Default: 8. */
	readonly maxConcurrency?: number;
	/** Default: 5. */
	readonly keptReleases?: number;
	readonly clock?: Pick< Clock, 'now' >;
}

interface OpenDeployment {
	readonly base: StoredFiles;
	readonly plan: TransferPlan;
	readonly staged: Map< TargetPath, StoredFile >;
}

/** A correct target in memory: content-addressed planning, atomic switch, releases and rollback. */
export class MemoryTarget implements RollbackTarget {
	readonly atomic: boolean;
	readonly baseUrl: string;
	readonly maxConcurrency: number;
	readonly backend: MemoryBackend;
	readonly #keptReleases: number;
	readonly #clock: Pick< Clock, 'now' >;
	#deployment: OpenDeployment | null = null;

	constructor( options: MemoryTargetOptions = {} ) {
		this.backend = options.backend ?? new MemoryBackend();
		this.atomic = options.atomic ?? true;
		this.baseUrl = options.baseUrl ?? 'https://memory.test/';
		this.maxConcurrency = options.maxConcurrency ?? 8;
		this.#keptReleases = options.keptReleases ?? 5;
		this.#clock = options.clock ?? Date;
	}

	async prepare(
		manifest: DeploymentManifest,
		{ signal }: OperationOptions
	): Promise< TransferPlan > {
		signal.throwIfAborted();
		const base = this.backend.live;
		const uploads = [ ...manifest.files.values() ].flatMap( ( file ) => {
			const reason = findReason( file, base.get( file.path ) );
			return reason === null ? [] : [ { path: file.path, reason } ];
		} );
		const removals = [ ...base.keys() ].filter(
			( path ) => ! manifest.files.has( path as TargetPath )
		) as TargetPath[];
		const plan = {
			uploads,
			removals,
			unchanged: manifest.files.size - uploads.length,
		};
		this.#deployment = { base, plan, staged: new Map() };
		return plan;
	}

	async put(
		file: PublishFile,
		{ signal, onProgress }: PutOptions
	): Promise< void > {
		signal.throwIfAborted();
		const deployment = this.#require( 'put' );
		const stored = await store( file, signal );
		deployment.staged.set( file.path, stored );
		if ( ! this.atomic ) {
			this.backend.live = new Map( this.backend.live ).set(
				file.path,
				stored
			);
		}
		onProgress?.( stored.body.length );
	}

	async finalize( {
		signal,
	}: FinalizeOptions ): Promise< DeploymentReceipt > {
		signal.throwIfAborted();
		const { base, plan, staged } = this.#require( 'finalize' );
		const missing = plan.uploads.filter(
			( { path } ) => ! staged.has( path )
		);
		if ( missing.length > 0 ) {
			throw new AetherError(
				'contract_violated',
				`finalize() was called with ${ missing.length } planned files not put.`
			);
		}
		const files = new Map( [ ...base, ...staged ] );
		for ( const path of plan.removals ) {
			files.delete( path );
		}
		const release = {
			id: crypto.randomUUID(),
			createdAt: new Date( this.#clock.now() ).toISOString(),
			files,
		};
		this.backend.releases = [ release, ...this.backend.releases ].slice(
			0,
			this.#keptReleases
		);
		this.#deployment = null;
		return this.#activate( release );
	}

	async discard(): Promise< void > {
		this.#deployment = null;
	}

	async listReleases( {
		signal,
	}: OperationOptions ): Promise< readonly Release[] > {
		signal.throwIfAborted();
		return this.backend.releases.map( ( { id, createdAt, files } ) => ( {
			id,
			createdAt,
			active: id === this.backend.activeId,
			fileCount: files.size,
		} ) );
	}

	async activateRelease(
		id: string,
		{ signal }: FinalizeOptions
	): Promise< DeploymentReceipt > {
		signal.throwIfAborted();
		const release = this.backend.releases.find(
			( known ) => known.id === id
		);
		if ( release === undefined ) {
			throw new AetherError( 'not_found', 'There is no such release.' );
		}
		return this.#activate( release );
	}

	async verify(
		manifest: DeploymentManifest,
		{ signal }: OperationOptions
	): Promise< void > {
		for ( const file of manifest.files.values() ) {
			signal.throwIfAborted();
			if ( this.backend.live.get( file.path )?.sha256 !== file.sha256 ) {
				throw new AetherError(
					'integrity_failed',
					`${ file.path } is not there with the bytes that were sent.`
				);
			}
		}
	}

	#activate( { id, files }: StoredRelease ): DeploymentReceipt {
		this.backend.live = files;
		this.backend.activeId = id;
		return { url: this.baseUrl, releaseId: id };
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

function findReason(
	file: PublishFile,
	stored: StoredFile | undefined
): TransferReason | null {
	if ( stored === undefined ) {
		return 'new';
	}
	if ( stored.sha256 !== file.sha256 ) {
		return 'content';
	}
	return stored.contentType === file.contentType &&
		stored.cacheControl === file.cacheControl
		? null
		: 'headers';
}

async function store(
	file: PublishFile,
	signal: AbortSignal
): Promise< StoredFile > {
	const blob = await file.open( { signal } );
	const body = new Uint8Array( await blob.arrayBuffer() );
	signal.throwIfAborted();
	const sha256 = await webCryptoHasher.digest( 'sha256', body );
	signal.throwIfAborted();
	if ( sha256 !== file.sha256 ) {
		throw new AetherError(
			'integrity_failed',
			`The body of ${ file.path } is not what the manifest promised.`
		);
	}
	return {
		body,
		contentType: file.contentType,
		cacheControl: file.cacheControl,
		sha256,
	};
}
