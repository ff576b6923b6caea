import {
	AetherError,
	type DeploymentManifest,
	type PublishFile,
	type TransferPlan,
} from '@aether/provider-sdk';
import { type FileEntry, shardOf } from './format';
import {
	entryOf,
	isSameEntry,
	type PathTable,
	shardBodies,
} from './path-table';
import type { PublishedBefore } from './published-before';

/** The path table that a deployment makes, and how it differs from the one before. */
export class PlannedTable {
	readonly plan: TransferPlan;
	readonly #manifest: DeploymentManifest;
	readonly #entries: Map< string, FileEntry >;
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
		before: Pick< PublishedBefore, 'table' | 'sameShards' >
	) {
		this.#manifest = manifest;
		this.#entries = new Map( planned );
		const uploads: TransferPlan[ 'uploads' ][ number ][] = [];
		for ( const path of manifest.files.keys() ) {
			const entry = planned.get( path );
			const shard = shardOf( path );
			if ( ! entry || before.sameShards.has( shard ) ) {
				continue;
			}
			const there = before.table.get( path );
			if ( ! there || ! isSameEntry( there, entry ) ) {
				uploads.push( { path, reason: reasonFor( there, entry ) } );
				this.#waiting.add( path );
				this.#changedShards.add( shard );
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
	 * Shards to be written, by number; null for those that are empty or stay as they are.
	 *
	 * @param all Writes those that stay as they are, too.
	 */
	bodies( all: boolean ): readonly ( Uint8Array | null )[] {
		return all
			? shardBodies( this.#entries )
			: shardBodies( this.#entries, this.#changedShards );
	}
}

function reasonFor( there: FileEntry | undefined, entry: FileEntry ) {
	if ( ! there ) {
		return 'new';
	}
	return there.blob === entry.blob ? 'headers' : 'content';
}
