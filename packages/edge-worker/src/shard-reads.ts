import { type FileEntry, type Shard, shardOf } from './format';
import type { Release } from './release';
import type { ReleaseReader } from './release-reader';

/** What one request reads of path tables: no shard twice, though releases share most of them. */
export class ShardReads {
	readonly #reader: ReleaseReader;
	readonly #shards = new Map< string, Promise< Shard > >();

	constructor( reader: ReleaseReader ) {
		this.#reader = reader;
	}

	/**
	 * What a release has at a path: one read.
	 *
	 * @param release
	 * @param release.document
	 * @param path
	 */
	async entry(
		{ document }: Release,
		path: string
	): Promise< FileEntry | null > {
		const place = document.shards[ shardOf( path ) ];
		if ( ! place ) {
			return null;
		}
		const [ pack, offset ] = place;
		const key = `${ pack } ${ offset }`;
		const reading = this.#shards.get( key ) ?? this.#reader.shard( place );
		this.#shards.set( key, reading );
		const shard = await reading;
		return Object.hasOwn( shard, path ) ? ( shard[ path ] ?? null ) : null;
	}
}
