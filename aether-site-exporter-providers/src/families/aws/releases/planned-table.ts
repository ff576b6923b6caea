import {
	AetherError,
	type DeploymentManifest,
	type PublishFile,
	type TransferPlan,
} from '@aether/provider-sdk';
import { type FileEntry, SHARD_COUNT, shardOf } from './format';
import { entryOf, isSameEntry, type PathTable, shardTexts } from './path-table';

/** The path table that a deployment makes, and how it differs from the one before. */
export class PlannedTable {
	readonly plan: TransferPlan;
	readonly #manifest: DeploymentManifest;
	readonly #entries = new Map< string, FileEntry >();
	readonly #waiting = new Set< string >();
	readonly #changedShards = new Set< number >();

	/**
	 * @param manifest
	 * @param before
	 */
	constructor( manifest: DeploymentManifest, before: PathTable ) {
		this.#manifest = manifest;
		const uploads: TransferPlan[ 'uploads' ][ number ][] = [];
		for ( const [ path, file ] of manifest.files ) {
			const entry = entryOf( file, manifest );
			const there = before.get( path );
			this.#entries.set( path, entry );
			if ( ! there || ! isSameEntry( there, entry ) ) {
				uploads.push( { path, reason: reasonFor( there, entry ) } );
				this.#waiting.add( path );
				this.#changedShards.add( shardOf( path ) );
			}
		}
		const removals = [ ...before.keys() ].filter(
			( path ) => ! this.#entries.has( path )
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
	texts( all: boolean ): readonly ( string | null )[] {
		return shardTexts(
			this.#entries,
			all ? new Set( Array( SHARD_COUNT ).keys() ) : this.#changedShards
		);
	}
}

function reasonFor( there: FileEntry | undefined, entry: FileEntry ) {
	if ( ! there ) {
		return 'new';
	}
	return there.blob === entry.blob ? 'headers' : 'content';
}
