import { describe, expect, it } from 'vitest';
import { Gathering } from './gathering';

/**
 * Requests that end when the test says so.
 * @param largest
 */
function gather( largest: number ) {
	const batches: ( readonly string[] )[] = [];
	const ends: PromiseWithResolvers[] = [];
	const gathering = new Gathering< string >( {
		fits: ( items ) => items.length < largest,
		send( items ) {
			batches.push( items );
			const end = withResolvers();
			ends.push( end );
			return end.promise;
		},
	} );
	return { gathering, batches, ends };
}

interface PromiseWithResolvers {
	readonly promise: Promise< void >;
	readonly resolve: () => void;
	readonly reject: ( error: Error ) => void;
}

function withResolvers(): PromiseWithResolvers {
	let resolve: () => void = () => {};
	let reject: ( error: Error ) => void = () => {};
	const promise = new Promise< void >( ( onResolve, onReject ) => {
		resolve = onResolve;
		reject = onReject;
	} );
	return { promise, resolve, reject };
}

const settled = async ( promises: readonly Promise< unknown >[] ) =>
	( await Promise.allSettled( promises ) ).map( ( { status } ) => status );

describe( 'Gathering', () => {
	it( 'has one request on its way, and sends together what came meanwhile, as far as it fits', async () => {
		const { gathering, batches, ends } = gather( 2 );
		const sent = [ 'a', 'b', 'c', 'd' ].map( ( item ) =>
			gathering.add( item )
		);
		expect( batches ).toEqual( [ [ 'a' ] ] );
		ends[ 0 ]?.resolve();
		await sent[ 0 ];
		await expect.poll( () => batches ).toEqual( [ [ 'a' ], [ 'b', 'c' ] ] );
		ends[ 1 ]?.resolve();
		await expect.poll( () => batches.at( -1 ) ).toEqual( [ 'd' ] );
		ends[ 2 ]?.resolve();
		expect( await settled( sent ) ).toEqual(
			Array( 4 ).fill( 'fulfilled' )
		);
	} );

	it( 'fails what went with a request that failed, and goes on with the rest', async () => {
		const { gathering, batches, ends } = gather( 1 );
		const sent = [ gathering.add( 'a' ), gathering.add( 'b' ) ];
		ends[ 0 ]?.reject( new Error( 'no answer' ) );
		await expect.poll( () => batches ).toEqual( [ [ 'a' ], [ 'b' ] ] );
		ends[ 1 ]?.resolve();
		expect( await settled( sent ) ).toEqual( [ 'rejected', 'fulfilled' ] );
		// And is ready for more.
		const later = gathering.add( 'c' );
		ends[ 2 ]?.resolve();
		await expect( later ).resolves.toBeUndefined();
	} );
} );
