import { AetherError, type OperationOptions } from '@aether/provider-sdk';
import { hasObject } from '../s3/has-object';
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
import {
	listKeys,
	type ListedRelease,
	type ListedTree,
	listTree,
} from './listed-tree';
import { listBlobs, type ListedBlobs } from './listed-blobs';
import { LARGEST_DOCUMENT, LARGEST_PACK, PARALLEL_READS } from './limits';
import { nameOf } from './names';
import type { PathTable } from './path-table';

const JSON_HEADERS = { contentType: 'application/json; charset=utf-8' };
/** Hexadecimal digits. */
const DIGEST_LENGTH = 32;
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
	 * The pointer of a tree that may be empty yet.
	 *
	 * @param options
	 */
	async findPointer( options: OperationOptions ): Promise< CurrentPointer > {
		return ( await hasObject( this.#store, this.keys.pointer, options ) )
			? this.readPointer( options )
			: { pointer: null, etag: null };
	}

	/**
	 * Switches visitors over, if the pointer is still the one that was read.
	 *
	 * @param pointer
	 * @param before
	 * @param options
	 * @return As it lies there now.
	 */
	async writePointer(
		pointer: PointerDocument,
		before: CurrentPointer,
		options: OperationOptions
	): Promise< CurrentPointer > {
		const { etag } = await this.#store.put(
			this.keys.pointer,
			jsonBlob( pointer ),
			{
				...options,
				headers: { ...JSON_HEADERS, cacheControl: 'no-store' },
				only: before.etag === null ? 'absent' : { etag: before.etag },
			}
		);
		return { pointer, etag };
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
		if ( ! found ) {
			return null;
		}
		const release = parse< ReleaseDocument >( found.body, key );
		if (
			! Array.isArray( release.shards ) ||
			release.shards.length !== SHARD_COUNT
		) {
			throw damaged( key );
		}
		return release;
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
	 * All releases, newest first, without reading them.
	 *
	 * @param options
	 */
	async listReleases(
		options: OperationOptions
	): Promise< readonly ListedRelease[] > {
		const { releases } = this.keys;
		const listed = await listKeys( this.#store, this.keys, {
			...options,
			prefix: releases,
		} );
		return listed.releases;
	}

	/**
	 * All that lies there but the blobs; null for a key that may list nothing.
	 *
	 * @param options
	 */
	listTree( options: OperationOptions ): Promise< ListedTree | null > {
		return listTree( this.#store, this.keys, options );
	}

	/**
	 * All blobs; null for a key that may list nothing.
	 *
	 * @param options
	 */
	listBlobs( options: OperationOptions ): Promise< ListedBlobs | null > {
		return listBlobs( this.#store, this.keys, options );
	}

	/**
	 * The path table of a release, or a part of it.
	 *
	 * @param places  Of its shards.
	 * @param options
	 */
	async readTable(
		places: readonly ShardPlace[],
		options: OperationOptions
	): Promise< PathTable > {
		const table = new Map< string, FileEntry >();
		await this.readShards( places, options, ( shard ) => {
			for ( const [ path, entry ] of Object.entries( shard ) ) {
				table.set( path, entry );
			}
		} );
		return table;
	}

	/**
	 * Reads shards, each object that holds some of them once.
	 *
	 * @param places
	 * @param options
	 * @param onShard
	 */
	async readShards(
		places: readonly ShardPlace[],
		options: OperationOptions,
		onShard: ( shard: Shard ) => void
	): Promise< void > {
		const byPack = new Map< string, NonNullable< ShardPlace >[] >();
		for ( const place of places ) {
			if ( place ) {
				const others = byPack.get( place[ 0 ] ) ?? [];
				byPack.set( place[ 0 ], others );
				others.push( place );
			}
		}
		const packs = [ ...byPack ];
		for ( let at = 0; at < packs.length; at += PARALLEL_READS ) {
			await Promise.all(
				packs
					.slice( at, at + PARALLEL_READS )
					.map( async ( [ name, inPack ] ) => {
						const pack = await this.#readPack( name, options );
						for ( const [ , offset, length ] of inPack ) {
							onShard(
								parse< Shard >(
									pack.subarray( offset, offset + length ),
									this.keys.pack( name )
								)
							);
						}
					} )
			);
		}
	}

	/**
	 * What tells shards apart.
	 *
	 * @param bodies By shard; null for those without a path.
	 */
	digestShards(
		bodies: readonly ( Uint8Array | null )[]
	): Promise< readonly ( string | null )[] > {
		return Promise.all(
			bodies.map( ( body ) => ( body ? this.#digest( body ) : null ) )
		);
	}

	/**
	 * Writes the shards that have no place yet, all into one object.
	 *
	 * @param bodies  By shard; null for those that are written already or empty.
	 * @param digests Of what they say, by shard.
	 * @param mark    Of this deployment.
	 * @param options
	 * @return Their places, by shard.
	 */
	async writeShards(
		bodies: readonly ( Uint8Array | null )[],
		digests: readonly ( string | null )[],
		mark: string,
		options: OperationOptions
	): Promise< ShardPlace[] > {
		const places: ShardPlace[] = new Array( SHARD_COUNT ).fill( null );
		const pack = new Blob(
			bodies.filter( ( body ) => body !== null ) as BlobPart[]
		);
		if ( pack.size === 0 ) {
			return places;
		}
		const sha256 = await this.#store.sha256(
			new Uint8Array( await pack.arrayBuffer() )
		);
		const name = nameOf( sha256, mark );
		await this.#store.put( this.keys.pack( name ), pack, {
			...options,
			sha256,
			headers: JSON_HEADERS,
		} );
		let offset = 0;
		for ( const [ index, body ] of bodies.entries() ) {
			if ( body ) {
				places[ index ] = [
					name,
					offset,
					body.length,
					digests[ index ] ?? '',
				];
				offset += body.length;
			}
		}
		return places;
	}

	async #digest( body: Uint8Array ): Promise< string > {
		return ( await this.#store.sha256( body ) ).slice( 0, DIGEST_LENGTH );
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
 * Names of the objects in which shards lie.
 *
 * @param places
 */
export const packsOf = ( places: readonly ShardPlace[] ): string[] => [
	...new Set( places.flatMap( ( place ) => place?.[ 0 ] ?? [] ) ),
];

function parse< T extends object >( body: Uint8Array, key: string ): T {
	let value: unknown;
	try {
		value = JSON.parse( decoder.decode( body ) );
	} catch ( cause ) {
		throw damaged( key, cause );
	}
	if ( typeof value !== 'object' || value === null ) {
		throw damaged( key );
	}
	if ( 'format' in value && value.format !== FORMAT_VERSION ) {
		throw new AetherError(
			'conflict',
			'A newer version of Aether has published here. Update the plugin.'
		);
	}
	return value as T;
}

const damaged = ( key: string, cause?: unknown ): AetherError =>
	new AetherError( 'integrity_failed', `${ key } is damaged.`, { cause } );

/**
 * Whether something was lost from a bucket, or is not what a publish wrote.
 *
 * @param error
 */
export const isDamage = ( error: unknown ): boolean =>
	AetherError.isInstance( error ) && error.code === 'integrity_failed';

const jsonBlob = ( value: unknown ): Blob =>
	new Blob( [ JSON.stringify( value ) ], { type: 'application/json' } );
