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
import { DeploymentLife } from '../deployment-life';
import type { ObjectStore } from '../s3/object-store';
import { BlobUploads } from './blob-uploads';
import {
	type FileEntry,
	FORMAT_VERSION,
	type ReleaseDocument,
	type ShardPlace,
} from './format';
import { collectGarbage } from './garbage';
import { GARBAGE_STEP, MOST_PACKS, PARALLEL_PUTS } from './limits';
import {
	blobsOf,
	entryOf,
	isSameEntry,
	type PathTable,
	shardTexts,
} from './path-table';
import { type CurrentPointer, packsOf, ReleaseStore } from './release-store';
import { switchPointer } from './switch-pointer';

export interface ReleaseTargetOptions {
	readonly runtime: ProviderRuntime;
	readonly store: ObjectStore;
	/** Below which all objects of the tree lie: empty, or with a slash at its end. */
	readonly root: string;
	readonly baseUrl: string;
	readonly urlStyle: UrlStyle;
	/** How many releases stay. */
	readonly keepReleases: number;
	readonly gracePeriodMs?: number;
}

/** What is there before this deployment. */
interface Before {
	readonly current: CurrentPointer;
	readonly release: ReleaseDocument | null;
	readonly table: PathTable;
	readonly blobs: ReadonlySet< string >;
}

/** A release tree in a bucket: everything is written beside what visitors see, then one conditional write shows it. */
export class ReleaseTarget implements DeploymentTarget {
	readonly atomic = true;
	readonly maxConcurrency = PARALLEL_PUTS;
	readonly baseUrl: string;
	readonly urlStyle: UrlStyle;
	readonly #options: ReleaseTargetOptions;
	readonly #releases: ReleaseStore;
	/** Entries of this deployment by path, as far as they were planned or put. */
	readonly #entries = new Map< string, FileEntry >();
	readonly #life = new DeploymentLife();
	readonly #waiting = new Set< string >();
	readonly #uploads: BlobUploads;
	#manifest: DeploymentManifest | null = null;
	#before: Before | null = null;
	#id: string | null = null;
	#receipt: DeploymentReceipt | null = null;

	constructor( options: ReleaseTargetOptions ) {
		this.#options = options;
		this.baseUrl = options.baseUrl;
		this.urlStyle = options.urlStyle;
		this.#releases = new ReleaseStore( options.store, options.root );
		this.#uploads = new BlobUploads( options.store, this.#releases.keys );
	}

	async prepare(
		manifest: DeploymentManifest,
		options: OperationOptions
	): Promise< TransferPlan > {
		const before = await this.#life.run( options.signal, ( signal ) =>
			this.#readBefore( { signal } )
		);
		this.#before = before;
		this.#manifest = manifest;
		this.#entries.clear();
		this.#waiting.clear();
		const uploads: TransferPlan[ 'uploads' ][ number ][] = [];
		for ( const [ path, file ] of manifest.files ) {
			const entry = entryOf( file, manifest );
			const there = before.table.get( path );
			this.#entries.set( path, entry );
			if ( there && isSameEntry( there, entry ) ) {
				continue;
			}
			uploads.push( { path, reason: reasonFor( there, entry ) } );
			this.#waiting.add( path );
		}
		const removals = [ ...before.table.keys() ].filter(
			( path ) => ! manifest.files.has( path as PublishFile[ 'path' ] )
		) as PublishFile[ 'path' ][];
		return {
			uploads,
			removals,
			unchanged: manifest.files.size - uploads.length,
		};
	}

	async put( file: PublishFile, options: PutOptions ): Promise< void > {
		await this.#life.run( options.signal, async ( signal ) => {
			const { before, manifest } = this.#prepared();
			if ( ! before.blobs.has( file.sha256 ) ) {
				await this.#uploads.send( file, { ...options, signal } );
			}
			this.#entries.set( file.path, entryOf( file, manifest ) );
			this.#waiting.delete( file.path );
		} );
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

	async listReleases(
		options: OperationOptions
	): Promise< readonly Release[] > {
		const { pointer } = await this.#releases.readPointer( options );
		const releases: Release[] = [];
		for ( const { id } of await this.#releases.listReleases( options ) ) {
			const release = await this.#releases.readRelease( id, options );
			if ( release ) {
				releases.push( {
					id,
					createdAt: release.createdAt,
					active: id === pointer?.release,
					fileCount: release.fileCount,
				} );
			}
		}
		return releases;
	}

	async activateRelease(
		id: string,
		options: FinalizeOptions
	): Promise< DeploymentReceipt > {
		const current = await this.#releases.readPointer( options );
		const release = /^[\w-]+$/.test( id )
			? await this.#releases.readRelease( id, options )
			: null;
		if ( ! release ) {
			throw new AetherError(
				'not_found',
				'This release is not kept any more.'
			);
		}
		if ( current.pointer?.release !== id ) {
			await switchPointer( this.#releases, id, current, options );
		}
		return { url: this.baseUrl, releaseId: id };
	}

	async #finalize( signal: AbortSignal ): Promise< DeploymentReceipt > {
		const { manifest, before } = this.#prepared();
		const [ missing ] = this.#waiting;
		if ( missing !== undefined ) {
			throw new AetherError(
				'contract_violated',
				`${ missing } was planned but never sent.`
			);
		}
		const draft = {
			redirects: manifest.redirects,
			notFound: manifest.notFound ?? null,
			headers: {},
		};
		const texts = shardTexts( this.#entries );
		const known = shardTexts( before.table );
		if (
			before.release &&
			texts.every( ( text, index ) => text === known[ index ] ) &&
			JSON.stringify( draft ) ===
				JSON.stringify( draftOf( before.release ) )
		) {
			return { url: this.baseUrl, releaseId: before.release.id };
		}
		const createdAt = this.#createdAt( before );
		const id = this.#releaseId( manifest, createdAt );
		const shards = await this.#placeShards( texts, known, signal );
		await this.#releases.writeRelease(
			{
				format: FORMAT_VERSION,
				id,
				publishId: manifest.publishId,
				createdAt,
				fileCount: this.#entries.size,
				shards,
				...draft,
			},
			{ signal }
		);
		await switchPointer( this.#releases, id, before.current, { signal } );
		return {
			url: this.baseUrl,
			releaseId: id,
			...( await this.#collectGarbage( signal ) ),
		};
	}

	/**
	 * Only shards that changed are written; all of them once they lie in too many objects.
	 *
	 * @param texts
	 * @param known
	 * @param signal
	 */
	async #placeShards(
		texts: readonly ( string | null )[],
		known: readonly ( string | null )[],
		signal: AbortSignal
	): Promise< ShardPlace[] > {
		const release = this.#before?.release;
		const isScattered = release
			? packsOf( release.shards ).length >= MOST_PACKS
			: false;
		const keeps = ( index: number ): boolean =>
			! isScattered && texts[ index ] === known[ index ];
		const written = await this.#releases.writeShards(
			texts.map( ( text, index ) => ( keeps( index ) ? null : text ) ),
			{ signal }
		);
		return written.map( ( place, index ) =>
			keeps( index ) ? ( release?.shards[ index ] ?? null ) : place
		);
	}

	/**
	 * Visitors have the new site already: what fails here is said, and done by the next publish.
	 * @param signal
	 */
	async #collectGarbage(
		signal: AbortSignal
	): Promise< Pick< DeploymentReceipt, 'warnings' > > {
		const { runtime, store, keepReleases, gracePeriodMs } = this.#options;
		try {
			await collectGarbage( store, this.#releases, {
				keep: keepReleases,
				most: Math.max( GARBAGE_STEP, 2 * this.#uploads.count ),
				clock: runtime.clock,
				signal,
				...( gracePeriodMs === undefined ? {} : { gracePeriodMs } ),
			} );
			return {};
		} catch ( error ) {
			runtime.logger.warn( 'Old releases could not be removed.', {
				error,
			} );
			return {
				warnings: [
					'The site is published, but old releases could not be removed.',
				],
			};
		}
	}

	/**
	 * What was lost from the bucket must not make every later publish fail: they are what repairs it.
	 *
	 * @param options
	 */
	async #readBefore( options: OperationOptions ): Promise< Before > {
		const current = await this.#releases.readPointer( options );
		try {
			const release = current.pointer
				? await this.#releases.readRelease(
						current.pointer.release,
						options
					)
				: null;
			const table: PathTable = release
				? await this.#releases.readTable( release, options )
				: new Map();
			const blobs = new Set( blobsOf( table.values() ) );
			return { current, release, table, blobs };
		} catch ( error ) {
			if (
				! AetherError.isInstance( error ) ||
				error.code !== 'integrity_failed'
			) {
				throw error;
			}
			this.#options.runtime.logger.warn(
				'The release that visitors get is damaged; everything is sent again.',
				{ error }
			);
			return {
				current,
				release: null,
				table: new Map(),
				blobs: new Set(),
			};
		}
	}

	/**
	 * The same for each attempt of one deployment; in the order of time; not to be guessed, because it opens a preview.
	 *
	 * @param manifest
	 * @param createdAt
	 */
	#releaseId( manifest: DeploymentManifest, createdAt: string ): string {
		const time = createdAt.replace( /[-:.Z]/g, '' ).replace( 'T', '-' );
		const publish = manifest.publishId.replace( /[^\w-]/g, '' );
		this.#id ??= `${ time }-${ publish }`;
		return this.#id;
	}

	/**
	 * Later than the release that it follows, also on a computer whose clock is behind.
	 *
	 * @param before
	 * @param before.release
	 */
	#createdAt( { release }: Before ): string {
		const now = this.#options.runtime.clock.now();
		const last = release ? Date.parse( release.createdAt ) : 0;
		return new Date( Math.max( now, last + 1 ) ).toISOString();
	}

	#prepared(): { manifest: DeploymentManifest; before: Before } {
		if ( ! this.#manifest || ! this.#before ) {
			throw new AetherError(
				'contract_violated',
				'The deployment was not prepared.'
			);
		}
		return { manifest: this.#manifest, before: this.#before };
	}
}

const draftOf = ( { redirects, notFound, headers }: ReleaseDocument ) => ( {
	redirects,
	notFound,
	headers,
} );

function reasonFor( there: FileEntry | undefined, entry: FileEntry ) {
	if ( ! there ) {
		return 'new';
	}
	return there.blob === entry.blob ? 'headers' : 'content';
}
