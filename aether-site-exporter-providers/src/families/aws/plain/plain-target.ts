import {
	AetherError,
	type Clock,
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
import { contentEncodingOf } from '../content-encoding';
import { DeploymentLife } from '../deployment-life';
import { openBody } from '../open-body';
import { WRITE_INTERVAL_MS } from '../s3/limits';
import type { ObjectStore } from '../s3/object-store';
import { claimOf, readClaim } from './claims';
import { fingerprintOf, hasSameBytes } from './fingerprint';
import { type PlainManifest, readManifest, writeManifest } from './manifest';
import { heldBackWarning, planRemovals, type Removals } from './removals';
import { settleClaims } from './settle-claims';
import { compareForUpload, UploadGates } from './upload-order';

/** HTTP/2 takes many small uploads at once; browsers queue what goes over HTTP/1.1. */
const PARALLEL_PUTS = 16;

export interface PlainTargetOptions {
	readonly store: ObjectStore;
	/** Below which all objects lie: empty, or with a slash at its end. */
	readonly root: string;
	readonly baseUrl: string;
	readonly urlStyle: UrlStyle;
	readonly clock: Clock;
}

interface Prepared {
	readonly manifest: DeploymentManifest;
	/** What is there, as far as anybody knows. */
	readonly known: PlainManifest;
	/** Whether the manifest says the same. */
	readonly isSettled: boolean;
	/** Of the manifest; null while there is none. */
	readonly etag: string | null;
	readonly removals: Removals;
}

/** A manifest that names what a run sets out to do. */
interface WrittenClaim {
	readonly etag: string;
	/** Milliseconds since the epoch. */
	readonly writtenAt: number;
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
	readonly #clock: Clock;
	readonly #store: ObjectStore;
	readonly #root: string;
	readonly #life = new DeploymentLife();
	readonly #gates = new UploadGates();
	readonly #waiting = new Set< TargetPath >();
	readonly #put = new Map< TargetPath, string >();
	#prepared: Prepared | null = null;
	/** The manifest that names what this run adds, so that a run which dies leaves nothing unknown behind. */
	#claim: Promise< WrittenClaim > | null = null;
	#receipt: DeploymentReceipt | null = null;

	constructor( options: PlainTargetOptions ) {
		this.#clock = options.clock;
		this.#store = options.store;
		this.#root = options.root;
		this.baseUrl = options.baseUrl;
		this.urlStyle = options.urlStyle;
	}

	async prepare(
		manifest: DeploymentManifest,
		options: OperationOptions
	): Promise< TransferPlan > {
		const { known, ...before } = await this.#life.run(
			options.signal,
			( signal ) => this.#readKnown( manifest, signal )
		);
		const uploads: TransferPlan[ 'uploads' ][ number ][] = [];
		this.#waiting.clear();
		for ( const [ path, file ] of manifest.files ) {
			requireKey( this.#root + path );
			const there = known.get( path );
			if ( there === fingerprintOf( file ) ) {
				continue;
			}
			uploads.push( { path, reason: reasonFor( there, file ) } );
			this.#waiting.add( path );
		}
		uploads.sort( ( one, other ) =>
			compareForUpload( one.path, other.path )
		);
		const removals = planRemovals( known, manifest );
		this.#prepared = { manifest, known, ...before, removals };
		return {
			uploads,
			removals: removals.removed,
			unchanged: manifest.files.size - uploads.length,
		};
	}

	async #readKnown( manifest: DeploymentManifest, signal: AbortSignal ) {
		const { files, etag } = await readManifest( this.#store, this.#root, {
			signal,
		} );
		const bucket = { store: this.#store, root: this.#root };
		const known = await settleClaims( bucket, files, manifest, { signal } );
		return { known, isSettled: known === files, etag };
	}

	async put( file: PublishFile, options: PutOptions ): Promise< void > {
		await this.#life.run( options.signal, ( signal ) =>
			this.#send( file, { ...options, signal } )
		);
	}

	async #send(
		file: PublishFile,
		{ signal, onProgress }: PutOptions
	): Promise< void > {
		this.#require();
		this.#gates.begin( file.path );
		await this.#gates.pass( file.path, signal );
		const body = await openBody( file, signal );
		await this.#claimed( signal );
		if ( this.#put.has( file.path ) ) {
			await this.#clock.sleep( WRITE_INTERVAL_MS, { signal } );
		}
		const contentEncoding = contentEncodingOf( file.path );
		await this.#store.put( this.#root + file.path, body, {
			signal,
			sha256: file.sha256,
			headers: {
				contentType: file.contentType,
				...( file.cacheControl === undefined
					? {}
					: { cacheControl: file.cacheControl } ),
				...( contentEncoding === undefined ? {} : { contentEncoding } ),
			},
			...( onProgress ? { onProgress } : {} ),
		} );
		this.#put.set( file.path, fingerprintOf( file ) );
		this.#waiting.delete( file.path );
		this.#gates.finish( file.path );
	}

	async finalize( options: FinalizeOptions ): Promise< DeploymentReceipt > {
		this.#receipt ??= await this.#life.run( options.signal, ( signal ) =>
			this.#finalize( signal )
		);
		return this.#receipt;
	}

	async discard( reason: unknown ): Promise< void > {
		if ( ! this.#receipt ) {
			this.#life.end( reason );
		}
	}

	async #finalize( signal: AbortSignal ): Promise< DeploymentReceipt > {
		const { manifest, isSettled, etag, removals } = this.#require();
		const [ missing ] = this.#waiting;
		if ( missing !== undefined ) {
			throw new AetherError(
				'contract_violated',
				`${ missing } was planned but never sent.`
			);
		}
		const { removed, heldBack } = removals;
		const files = new Map< string, string >( [
			...heldBack,
			...[ ...manifest.files.values() ].map(
				( file ) => [ file.path, fingerprintOf( file ) ] as const
			),
			...this.#put,
		] );
		if ( this.#put.size > 0 || removed.length > 0 || heldBack.size > 0 ) {
			// First, so that a publish which another one overtook removes nothing.
			const claim = await this.#claimed( signal );
			await this.#store.remove(
				removed.map( ( path ) => this.#root + path ),
				{ signal }
			);
			const waited = this.#clock.now() - claim.writtenAt;
			if ( waited < WRITE_INTERVAL_MS ) {
				await this.#clock.sleep( WRITE_INTERVAL_MS - waited, {
					signal,
				} );
			}
			this.#claim = Promise.resolve(
				await this.#writeManifest( files, claim.etag, signal )
			);
		} else if ( ! isSettled ) {
			await this.#writeManifest( files, etag, signal );
		}
		return {
			url: this.baseUrl,
			...( heldBack.size > 0
				? { warnings: [ heldBackWarning( heldBack.size ) ] }
				: {} ),
		};
	}

	/**
	 * Before the first upload, the manifest learns every path that this run may add, and what it sets out to put there.
	 *
	 * @param signal
	 */
	#claimed( signal: AbortSignal ): Promise< WrittenClaim > {
		this.#claim ??= this.#writeClaims( signal ).catch(
			( error: unknown ) => {
				this.#claim = null;
				throw error;
			}
		);
		return this.#claim;
	}

	#writeClaims( signal: AbortSignal ): Promise< WrittenClaim > {
		const { manifest, known, etag } = this.#require();
		const files = new Map( known );
		for ( const [ path, file ] of manifest.files ) {
			const there = known.get( path );
			const fingerprint = fingerprintOf( file );
			if ( there !== fingerprint ) {
				files.set( path, claimOf( there, fingerprint ) );
			}
		}
		return this.#writeManifest( files, etag, signal );
	}

	async #writeManifest(
		files: PlainManifest,
		before: string | null,
		signal: AbortSignal
	): Promise< WrittenClaim > {
		const etag = await writeManifest(
			this.#store,
			this.#root,
			files,
			before,
			{ signal }
		);
		return { etag, writtenAt: this.#clock.now() };
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
	const was =
		there === undefined ? null : ( readClaim( there )?.was ?? there );
	if ( was === null ) {
		return 'new';
	}
	return hasSameBytes( was, file ) ? 'headers' : 'content';
}
