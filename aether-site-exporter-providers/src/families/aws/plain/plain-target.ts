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
import { contentEncodingOf } from '../content-encoding';
import { DeploymentLife } from '../deployment-life';
import { openBody } from '../open-body';
import type { ObjectStore } from '../s3/object-store';
import {
	fingerprintOf,
	hasSameBytes,
	type ReadManifest,
	readManifest,
	writeManifest,
} from './manifest';
import { heldBackWarning, planRemovals, type Removals } from './removals';
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
	readonly removals: Removals;
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
	readonly #life = new DeploymentLife();
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
		const before = await this.#life.run( options.signal, ( signal ) =>
			readManifest( this.#store, this.#root, { signal } )
		);
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
		const removals = planRemovals( before.files, manifest );
		this.#prepared = { manifest, before, removals };
		return {
			uploads,
			removals: removals.removed,
			unchanged: manifest.files.size - uploads.length,
		};
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
		const { manifest, removals } = this.#require();
		const [ missing ] = this.#waiting;
		if ( missing !== undefined ) {
			throw new AetherError(
				'contract_violated',
				`${ missing } was planned but never sent.`
			);
		}
		const { removed, heldBack } = removals;
		if ( this.#put.size > 0 || removed.length > 0 || heldBack.size > 0 ) {
			// First, so that a publish which another one overtook removes nothing.
			const claim = await this.#claimed( signal );
			await this.#store.remove(
				removed.map( ( path ) => this.#root + path ),
				{ signal }
			);
			const files = new Map< string, string >( [
				...heldBack,
				...[ ...manifest.files.values() ].map(
					( file ) => [ file.path, fingerprintOf( file ) ] as const
				),
				...this.#put,
			] );
			this.#claim = Promise.resolve(
				await writeManifest( this.#store, this.#root, files, claim, {
					signal,
				} )
			);
		}
		return {
			url: this.baseUrl,
			...( heldBack.size > 0
				? { warnings: [ heldBackWarning( heldBack.size ) ] }
				: {} ),
		};
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
	return hasSameBytes( there, file ) ? 'headers' : 'content';
}
