import { AetherError, type OperationOptions } from '@aether/provider-sdk';
import type { ObjectStore } from '../s3/object-store';
import {
	type FileEntry,
	FORMAT_VERSION,
	objectKeys,
	type PointerDocument,
	type ReleaseDocument,
	SHARD_COUNT,
	type Shard,
	type ShardPlace,
} from './format';
import { LARGEST_DOCUMENT, LARGEST_PACK, PARALLEL_READS } from './limits';
import { entriesOf, type PathTable } from './path-table';

const JSON_HEADERS = { contentType: 'application/json; charset=utf-8' };
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The pointer as it was read; `etag` is null while there is none. */
export interface CurrentPointer {
	readonly pointer: PointerDocument | null;
	readonly etag: string | null;
}

/** Reads and writes the documents of a release tree. */
export class ReleaseStore {
	readonly keys: ReturnType< typeof objectKeys >;
	readonly #store: ObjectStore;

	/**
	 * @param store
	 * @param root  Empty, or a path with a slash at its end.
	 */
	constructor( store: ObjectStore, root: string ) {
		this.#store = store;
		this.keys = objectKeys( root );
	}

	async readPointer( options: OperationOptions ): Promise< CurrentPointer > {
		const found = await this.#store.get( this.keys.pointer, {
			...options,
			largest: LARGEST_DOCUMENT,
		} );
		return found
			? {
					pointer: parse< PointerDocument >(
						found.body,
						this.keys.pointer
					),
					etag: found.etag,
				}
			: { pointer: null, etag: null };
	}

	/**
	 * Switches visitors over, if the pointer is still the one that was read.
	 *
	 * @param pointer
	 * @param before
	 * @param options
	 */
	async writePointer(
		pointer: PointerDocument,
		before: CurrentPointer,
		options: OperationOptions
	): Promise< void > {
		await this.#store.put( this.keys.pointer, jsonBlob( pointer ), {
			...options,
			headers: { ...JSON_HEADERS, cacheControl: 'no-store' },
			only: before.etag === null ? 'absent' : { etag: before.etag },
		} );
	}

	/**
	 * Null for a release that is not there.
	 *
	 * @param id
	 * @param options
	 */
	async readRelease(
		id: string,
		options: OperationOptions
	): Promise< ReleaseDocument | null > {
		const key = this.keys.release( id );
		const found = await this.#store.get( key, {
			...options,
			largest: LARGEST_DOCUMENT,
		} );
		return found && parse< ReleaseDocument >( found.body, key );
	}

	async writeRelease(
		release: ReleaseDocument,
		options: OperationOptions
	): Promise< void > {
		await this.#store.put(
			this.keys.release( release.id ),
			jsonBlob( release ),
			{ ...options, headers: JSON_HEADERS }
		);
	}

	/**
	 * Ids of all releases, newest first.
	 *
	 * @param options
	 */
	async listReleaseIds( options: OperationOptions ): Promise< string[] > {
		const ids: string[] = [];
		for await ( const { key } of this.#store.list(
			this.keys.releases,
			options
		) ) {
			ids.push( key.slice( this.keys.releases.length, -'.json'.length ) );
		}
		return ids.sort().reverse();
	}

	/**
	 * The whole path table of a release.
	 *
	 * @param release
	 * @param options
	 */
	async readTable(
		release: ReleaseDocument,
		options: OperationOptions
	): Promise< PathTable > {
		const table = new Map< string, FileEntry >();
		const names = packsOf( release );
		for ( let at = 0; at < names.length; at += PARALLEL_READS ) {
			await Promise.all(
				names.slice( at, at + PARALLEL_READS ).map( async ( name ) => {
					const pack = await this.#readPack( name, options );
					for ( const place of release.shards ) {
						if ( place?.[ 0 ] === name ) {
							readShard( pack, place, table );
						}
					}
				} )
			);
		}
		return table;
	}

	/**
	 * Writes the shards that have no place yet, all into one object.
	 *
	 * @param texts   By shard; null for those that are written already or empty.
	 * @param options
	 * @return Their places, by shard.
	 */
	async writeShards(
		texts: readonly ( string | null )[],
		options: OperationOptions
	): Promise< ShardPlace[] > {
		const bytes = texts.map( ( text ) =>
			text === null ? null : encoder.encode( text )
		);
		const body = new Blob(
			bytes.filter( ( part ) => part !== null ) as BlobPart[]
		);
		const places: ShardPlace[] = new Array( SHARD_COUNT ).fill( null );
		if ( body.size === 0 ) {
			return places;
		}
		const name = await this.#store.sha256( body );
		await this.#store.put( this.keys.pack( name ), body, {
			...options,
			headers: JSON_HEADERS,
		} );
		let offset = 0;
		for ( const [ index, part ] of bytes.entries() ) {
			if ( part ) {
				places[ index ] = [ name, offset, part.length ];
				offset += part.length;
			}
		}
		return places;
	}

	async #readPack(
		name: string,
		options: OperationOptions
	): Promise< Uint8Array > {
		const key = this.keys.pack( name );
		const found = await this.#store.get( key, {
			...options,
			largest: LARGEST_PACK,
		} );
		if ( ! found ) {
			throw new AetherError(
				'integrity_failed',
				`The bucket has lost ${ key }.`
			);
		}
		return found.body;
	}
}

/**
 * Names of the objects in which a release's shards lie.
 *
 * @param release
 */
export const packsOf = ( release: ReleaseDocument ): string[] => [
	...new Set( release.shards.flatMap( ( place ) => place?.[ 0 ] ?? [] ) ),
];

function readShard(
	pack: Uint8Array,
	[ , offset, length ]: NonNullable< ShardPlace >,
	table: Map< string, FileEntry >
): void {
	const shard = parse< Shard >(
		pack.subarray( offset, offset + length ),
		'a shard'
	);
	for ( const [ path, entry ] of entriesOf( shard ) ) {
		table.set( path, entry );
	}
}

function parse< T extends object >( body: Uint8Array, key: string ): T {
	let value: unknown;
	try {
		value = JSON.parse( decoder.decode( body ) );
	} catch ( cause ) {
		throw new AetherError( 'integrity_failed', `${ key } is damaged.`, {
			cause,
		} );
	}
	if ( typeof value !== 'object' || value === null ) {
		throw new AetherError( 'integrity_failed', `${ key } is damaged.` );
	}
	if ( 'format' in value && value.format !== FORMAT_VERSION ) {
		throw new AetherError(
			'conflict',
			'A newer version of Aether has published here. Update the plugin.'
		);
	}
	return value as T;
}

const jsonBlob = ( value: unknown ): Blob =>
	new Blob( [ JSON.stringify( value ) ], { type: 'application/json' } );
