import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ListedObject, ObjectStore } from '../s3/object-store';
import { listByDigest } from './list-by-digest';

const PREFIX = 'site/_aether/blobs/';
const { signal } = new AbortController();

/** A store of some keys that gives a thousand with a request, and counts those. */
class CountedStore implements Pick< ObjectStore, 'list' > {
	requests = 0;
	atOnce = 0;
	mostAtOnce = 0;
	readonly #keys: readonly string[];

	constructor( keys: readonly string[] ) {
		this.#keys = [ ...keys ].sort();
	}

	async *list(
		prefix: string,
		{ after = '' }: { readonly after?: string }
	): AsyncGenerator< ListedObject > {
		const wanted = this.#keys.filter(
			( key ) => key.startsWith( prefix ) && key > after
		);
		for ( let at = 0; at === 0 || at < wanted.length; at += 1_000 ) {
			this.requests++;
			this.mostAtOnce = Math.max( this.mostAtOnce, ++this.atOnce );
			await Promise.resolve();
			this.atOnce--;
			for ( const key of wanted.slice( at, at + 1_000 ) ) {
				yield { key, size: 1, modifiedAt: 0, etag: '' };
			}
		}
	}
}

const digests = ( count: number ): string[] =>
	Array.from(
		{ length: count },
		( _, index ) =>
			`${ PREFIX }${ createHash( 'sha256' )
				.update( String( index ) )
				.digest( 'hex' ) }-mark`
	);

const listed = async ( store: CountedStore ): Promise< string[] > => {
	const found: string[] = [];
	await listByDigest( store, PREFIX, { signal }, ( { key } ) =>
		found.push( key )
	);
	return found.sort();
};

describe( 'A listing of objects that are named by digests', () => {
	it.each( [ 0, 1, 999, 1_000, 1_001, 2_500, 12_345 ] )(
		'names each of %i once',
		async ( count ) => {
			const keys = digests( count );
			expect( await listed( new CountedStore( keys ) ) ).toEqual(
				keys.sort()
			);
		}
	);

	it( 'makes the requests behind the first at the same time, and few more than it takes', async () => {
		const store = new CountedStore( digests( 20_000 ) );
		expect( await listed( store ) ).toHaveLength( 20_000 );
		expect( store.mostAtOnce ).toBe( 8 );
		expect( store.requests ).toBeLessThan( 35 );
	} );

	it( 'takes one request where one is enough', async () => {
		const store = new CountedStore( digests( 900 ) );
		await listed( store );
		expect( store.requests ).toBe( 1 );
	} );

	it( 'names each once where names are not spread at all', async () => {
		const near = Array.from(
			{ length: 3_000 },
			( _, index ) =>
				`${ PREFIX }${ '0'.repeat( 60 ) }${ index.toString( 16 ).padStart( 4, '0' ) }`
		);
		const store = new CountedStore( near );
		expect( await listed( store ) ).toEqual( near );
		expect( store.requests ).toBeLessThan( 1_100 );
	} );
} );
