import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileContentStore } from './file-content-store';

const hashOf = ( body: Uint8Array ) =>
	createHash( 'sha256' ).update( body ).digest( 'hex' );

describe( 'FileContentStore', () => {
	let parent: string;
	beforeEach( async () => {
		parent = await mkdtemp( join( tmpdir(), 'content-store-spec-' ) );
	} );
	afterEach( () => rm( parent, { recursive: true, force: true } ) );

	const keep = async ( store: FileContentStore, body: Uint8Array ) => {
		const hash = hashOf( body );
		await store.put( hash, body );
		return hash;
	};

	it( 'gives back what was put, from memory and from a file', async () => {
		const store = new FileContentStore( { parent, largestInMemory: 4 } );
		for ( const body of [
			Buffer.from( 'tiny' ),
			Buffer.from( 'large' ),
		] ) {
			const hash = await keep( store, body );
			expect( store.has( hash ) ).toBe( true );
			const blob = await store.open( hash );
			expect( Buffer.from( await blob.arrayBuffer() ) ).toEqual( body );
		}
		await store.dispose();
	} );

	it( 'writes files once the memory budget is used up', async () => {
		const store = new FileContentStore( { parent, memoryBudget: 6 } );
		await keep( store, Buffer.from( 'aaaa' ) );
		expect( await readdir( parent ) ).toEqual( [] );
		await keep( store, Buffer.from( 'bbbb' ) );
		const [ directory = '' ] = await readdir( parent );
		expect( await readdir( join( parent, directory ) ) ).toHaveLength( 1 );
		await store.dispose();
	} );

	it( 'lets only this user read its files', async () => {
		const store = new FileContentStore( { parent, memoryBudget: 0 } );
		const hash = await keep( store, Buffer.from( 'x' ) );
		const [ directory = '' ] = await readdir( parent );
		const mode = async ( path: string ) =>
			( await stat( path ) ).mode % 0o1000;
		expect( await mode( join( parent, directory ) ) ).toBe( 0o700 );
		expect( await mode( join( parent, directory, hash ) ) ).toBe( 0o600 );
		await store.dispose();
	} );

	it( 'keeps its own copy: the caller may reuse the buffer', async () => {
		const store = new FileContentStore( { parent } );
		const body = Buffer.from( 'abc' );
		const hash = await keep( store, body );
		body.fill( 0 );
		expect( await ( await store.open( hash ) ).text() ).toBe( 'abc' );
		await store.dispose();
	} );

	it( 'writes the same body once, however often it is put at a time', async () => {
		const store = new FileContentStore( { parent, memoryBudget: 0 } );
		const body = Buffer.alloc( 100_000, 7 );
		const hash = hashOf( body );
		await Promise.all( [ 1, 2, 3 ].map( () => store.put( hash, body ) ) );
		expect( ( await store.open( hash ) ).size ).toBe( 100_000 );
		await store.dispose();
	} );

	it( 'leaves nothing behind, and may be disposed of twice', async () => {
		const store = new FileContentStore( { parent, memoryBudget: 0 } );
		const listeners = process.listenerCount( 'exit' );
		const hash = await keep( store, Buffer.from( 'gone' ) );
		await store.dispose();
		await store.dispose();
		expect( await readdir( parent ) ).toEqual( [] );
		expect( store.has( hash ) ).toBe( false );
		expect( process.listenerCount( 'exit' ) ).toBe( listeners );
	} );

	it.each( [ '../../etc/passwd', 'A'.repeat( 64 ), '' ] )(
		'takes no key that is not a hash: %s',
		async ( key ) => {
			const store = new FileContentStore( { parent } );
			await expect(
				store.put( key, Buffer.from( 'x' ) )
			).rejects.toMatchObject( { code: 'contract_violated' } );
		}
	);

	it( 'rejects a hash that was never put', async () => {
		await expect(
			new FileContentStore( { parent } ).open( '0'.repeat( 64 ) )
		).rejects.toMatchObject( { code: 'contract_violated' } );
	} );
} );
