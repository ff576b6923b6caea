import {
	AetherError,
	type DeploymentManifest,
	type PublishFile,
	type TransferPlan,
} from '@aether/provider-sdk';
import { type FileEntry, shardOf } from './format';
import { contentOf } from './names';
import {
	blobsOf,
	entryOf,
	isSameEntry,
	type PathTable,
	shardBodies,
	withNames,
} from './path-table';
import type { PublishedBefore } from './published-before';

/** Shards by number; null for those that are empty or stay as they are. */
type ShardBodies = readonly ( Uint8Array | null )[];

/** The path table that a deployment makes, and how it differs from the one before. */
export class PlannedTable {
	readonly plan: TransferPlan;
	readonly #manifest: DeploymentManifest;
	/** They name contents. */
	readonly #entries: Map< string, FileEntry >;
	/** Blobs that lie in the bucket, by content. */
	readonly #names: Map< string, string >;
	readonly #waiting = new Set< string >();
	readonly #changedShards = new Set< number >();

	/**
	 * @param manifest
	 * @param planned  Its table.
	 * @param before
	 */
	constructor(
		manifest: DeploymentManifest,
		planned: PathTable,
		before: Pick<
			PublishedBefore,
			'table' | 'sameShards' | 'names' | 'found'
		>
	) {
		this.#manifest = manifest;
		this.#entries = new Map( planned );
		this.#names = new Map( [ ...before.found, ...before.names ] );
		const uploads: TransferPlan[ 'uploads' ][ number ][] = [];
		for ( const path of manifest.files.keys() ) {
			const entry = planned.get( path );
			const shard = shardOf( path );
			if ( ! entry || before.sameShards.has( shard ) ) {
				continue;
			}
			const there = before.table.get( path );
			const isWhole = [ ...blobsOf( [ entry ] ) ].every( ( content ) =>
				before.names.has( content )
			);
			if ( there && isWhole && isSameEntry( there, entry ) ) {
				continue;
			}
			this.#changedShards.add( shard );
			const isSent =
				before.found.has( entry.blob ) &&
				! before.names.has( entry.blob );
			if ( ! isSent ) {
				uploads.push( { path, reason: reasonFor( there, entry ) } );
				this.#waiting.add( path );
			}
		}
		const removals = [ ...before.table.keys() ].filter(
			( path ) => ! planned.has( path )
		) as PublishFile[ 'path' ][];
		for ( const path of removals ) {
			this.#changedShards.add( shardOf( path ) );
		}
		this.plan = {
			uploads,
			removals,
			unchanged: manifest.files.size - uploads.length,
		};
	}

	get fileCount(): number {
		return this.#entries.size;
	}

	get hasChanges(): boolean {
		return this.#changedShards.size > 0;
	}

	/**
	 * Whether bytes lie in the bucket.
	 *
	 * @param sha256
	 */
	hasContent( sha256: string ): boolean {
		return this.#names.has( sha256 );
	}

	/**
	 * Takes a blob that was sent.
	 *
	 * @param sha256
	 * @param name
	 */
	addBlob( sha256: string, name: string ): void {
		this.#names.set( sha256, name );
	}

	/**
	 * Takes a file whose bytes lie in the bucket.
	 *
	 * @param file
	 */
	add( file: PublishFile ): void {
		const entry = entryOf( file, this.#manifest );
		const planned = this.#entries.get( file.path );
		if ( ! planned || ! isSameEntry( planned, entry ) ) {
			this.#changedShards.add( shardOf( file.path ) );
		}
		this.#entries.set( file.path, entry );
		this.#waiting.delete( file.path );
	}

	/** Rejects a release that would name bytes which nobody sent. */
	demandComplete(): void {
		const [ missing ] = this.#waiting;
		if ( missing !== undefined ) {
			throw new AetherError(
				'contract_violated',
				`${ missing } was planned but never sent.`
			);
		}
	}

	/**
	 * @param index Of a shard.
	 */
	isChanged( index: number ): boolean {
		return this.#changedShards.has( index );
	}

	/**
	 * Shards to be written.
	 *
	 * @param all Writes those that stay as they are, too.
	 */
	bodies( all: boolean ): ShardBodies {
		const wanted = all ? undefined : this.#changedShards;
		const named = new Map< string, FileEntry >();
		for ( const [ path, entry ] of this.#entries ) {
			if ( wanted?.has( shardOf( path ) ) ?? true ) {
				named.set(
					path,
					withNames( entry, ( content ) => this.#nameOf( content ) )
				);
			}
		}
		return shardBodies( named, wanted );
	}

	/**
	 * The same without the marks in the names of blobs, which say nothing to visitors.
	 *
	 * @param all
	 */
	contents( all: boolean ): ShardBodies {
		return shardBodies(
			this.#entries,
			all ? undefined : this.#changedShards
		);
	}

	#nameOf( content: string ): string {
		const name = this.#names.get( content );
		if ( name === undefined ) {
			throw new AetherError(
				'contract_violated',
				'A release would name bytes that nobody sent.'
			);
		}
		return name;
	}
}

function reasonFor( there: FileEntry | undefined, entry: FileEntry ) {
	if ( ! there ) {
		return 'new';
	}
	// What is the same was lost.
	return contentOf( there.blob ) === entry.blob &&
		! isSameEntry( there, entry )
		? 'headers'
		: 'content';
}
