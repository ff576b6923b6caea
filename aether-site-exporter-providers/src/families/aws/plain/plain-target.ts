import {
	AetherError,
	type DeploymentManifest,
	type DeploymentReceipt,
	type DeploymentTarget,
	type FinalizeOptions,
	MAX_PATH_BYTES,
	type OperationOptions,
	type PublishFile,
	type PutOptions,
	type TargetPath,
	type TransferPlan,
	type UrlStyle,
} from '@aether/provider-sdk';
import type { ObjectStore } from '../s3/object-store';
import {
	fingerprintOf,
	type ReadManifest,
	readManifest,
	writeManifest,
} from './manifest';
import { compareForUpload, UploadGates } from './upload-order';

/** HTTP/2 takes many small uploads at once; browsers queue what goes over HTTP/1.1. */
const PARALLEL_PUTS = 16;

export interface PlainTargetOptions {
	readonly store: ObjectStore;
	/** Below which all objects lie: empty, or with a slash at its end. */
	readonly root: string;
	readonly baseUrl: string;
	readonly urlStyle: UrlStyle;
}

interface Prepared {
	readonly manifest: DeploymentManifest;
	readonly before: ReadManifest;
	readonly removals: readonly TargetPath[];
}

/**
 * A bucket that is served directly, one object per path. There is no moment at which all of it changes, so the order
 * keeps visitors from meeting a page before what it needs. The manifest knows what is ours: nothing else is removed.
 */
export class PlainTarget implements DeploymentTarget {
	readonly atomic = false;
	readonly maxConcurrency = PARALLEL_PUTS;
	readonly baseUrl: string;
	readonly urlStyle: UrlStyle;
	readonly #store: ObjectStore;
	readonly #root: string;
	readonly #life = new AbortController();
	readonly #gates = new UploadGates();
	readonly #waiting = new Set< TargetPath >();
	readonly #put = new Map< TargetPath, string >();
	#prepared: Prepared | null = null;
	/** The manifest that names what this run adds, so that a run which dies leaves nothing unknown behind. */
	#claim: Promise< string > | null = null;
	#receipt: DeploymentReceipt | null = null;

	constructor( options: PlainTargetOptions ) {
		this.#store = options.store;
		this.#root = options.root;
		this.baseUrl = options.baseUrl;
		this.urlStyle = options.urlStyle;
	}

	async prepare(
		manifest: DeploymentManifest,
		options: OperationOptions
	): Promise< TransferPlan > {
		const signal = this.#alive( options.signal );
		signal.throwIfAborted();
		const before = await readManifest( this.#store, this.#root, {
			signal,
		} );
		const uploads: TransferPlan[ 'uploads' ][ number ][] = [];
		this.#waiting.clear();
		for ( const [ path, file ] of manifest.files ) {
			requireKey( this.#root + path );
			const there = before.files.get( path );
			if ( there === fingerprintOf( file ) ) {
				continue;
			}
			uploads.push( { path, reason: reasonFor( there, file ) } );
			this.#waiting.add( path );
		}
		uploads.sort( ( one, other ) =>
			compareForUpload( one.path, other.path )
		);
		const removals = ( [ ...before.files.keys() ] as TargetPath[] ).filter(
			( path ) => ! manifest.files.has( path )
		);
		this.#prepared = { manifest, before, removals };
		return {
			uploads,
			removals,
			unchanged: manifest.files.size - uploads.length,
		};
	}

	async put( file: PublishFile, options: PutOptions ): Promise< void > {
		const signal = this.#alive( options.signal );
		signal.throwIfAborted();
		this.#require();
		this.#gates.begin( file.path );
		await this.#gates.pass( file.path, signal );
		const body = await file.open( { signal } );
		signal.throwIfAborted();
		if ( body.size !== file.size ) {
			throw new AetherError(
				'integrity_failed',
				`${ file.path } has ${ body.size } bytes instead of ${ file.size }.`
			);
		}
		await this.#claimed( signal );
		await this.#store.put( this.#root + file.path, body, {
			signal,
			headers: {
				contentType: file.contentType,
				...( file.cacheControl === undefined
					? {}
					: { cacheControl: file.cacheControl } ),
			},
			...( options.onProgress ? { onProgress: options.onProgress } : {} ),
		} );
		this.#put.set( file.path, fingerprintOf( file ) );
		this.#waiting.delete( file.path );
		this.#gates.finish( file.path );
	}

	async finalize( options: FinalizeOptions ): Promise< DeploymentReceipt > {
		this.#receipt ??= await this.#finalize( options );
		return this.#receipt;
	}

	async discard( reason: unknown ): Promise< void > {
		if ( ! this.#receipt ) {
			this.#life.abort( reason );
		}
	}

	async #finalize( options: FinalizeOptions ): Promise< DeploymentReceipt > {
		const signal = this.#alive( options.signal );
		signal.throwIfAborted();
		const { manifest, before, removals } = this.#require();
		const [ missing ] = this.#waiting;
		if ( missing !== undefined ) {
			throw new AetherError(
				'contract_violated',
				`${ missing } was planned but never sent.`
			);
		}
		if ( this.#put.size > 0 || removals.length > 0 ) {
			await this.#store.remove(
				removals.map( ( path ) => this.#root + path ),
				{ signal }
			);
			const files = new Map< string, string >( [
				...[ ...manifest.files.values() ].map(
					( file ) => [ file.path, fingerprintOf( file ) ] as const
				),
				...this.#put,
			] );
			const claim = await ( this.#claim ?? before.etag );
			this.#claim = writeManifest(
				this.#store,
				this.#root,
				files,
				claim,
				{
					signal,
				}
			);
			await this.#claim;
		}
		return { url: this.baseUrl };
	}

	/**
	 * Before the first upload, the manifest learns every path that this run may add; a fingerprint that no file has makes
	 * the next run send it again.
	 *
	 * @param signal
	 */
	#claimed( signal: AbortSignal ): Promise< string > {
		const { manifest, before } = this.#require();
		this.#claim ??= writeManifest(
			this.#store,
			this.#root,
			new Map( [
				...before.files,
				...[ ...manifest.files ]
					.filter(
						( [ path, file ] ) =>
							before.files.get( path ) !== fingerprintOf( file )
					)
					.map( ( [ path ] ) => [ path, '' ] as const ),
			] ),
			before.etag,
			{ signal }
		).catch( ( error: unknown ) => {
			this.#claim = null;
			throw error;
		} );
		return this.#claim;
	}

	#require(): Prepared {
		if ( ! this.#prepared ) {
			throw new AetherError(
				'contract_violated',
				'The deployment was not prepared.'
			);
		}
		return this.#prepared;
	}

	#alive( signal: AbortSignal ): AbortSignal {
		return AbortSignal.any( [ signal, this.#life.signal ] );
	}
}

/**
 * A path of the greatest length has no room for a prefix.
 *
 * @param key
 */
function requireKey( key: string ): void {
	if ( new TextEncoder().encode( key ).length > MAX_PATH_BYTES ) {
		throw new AetherError(
			'path_rejected',
			`The key ${ key.slice( 0, 80 ) }… is longer than ${ MAX_PATH_BYTES } bytes. Choose a shorter path in the bucket.`
		);
	}
}

function reasonFor( there: string | undefined, file: PublishFile ) {
	if ( there === undefined ) {
		return 'new';
	}
	return there.startsWith( `${ file.sha256 } ` ) ? 'headers' : 'content';
}
