import { describe, expect, it } from 'vitest';
import { findPhp } from './native-php';

const nowhere = async (): Promise< never > => {
	throw new Error( 'There are no packages.' );
};

describe( 'the search for PHP', () => {
	it( 'takes native PHP where it can be had', async () => {
		const lines: string[] = [];
		expect(
			await findPhp( {
				wanted: undefined,
				log: ( line ) => void lines.push( line ),
				find: async () => {},
			} )
		).toBe( 'native' );
		expect( lines ).toEqual( [] );
	} );

	it( 'takes PHP in WebAssembly elsewhere, and says why', async () => {
		const lines: string[] = [];
		expect(
			await findPhp( {
				wanted: undefined,
				log: ( line ) => void lines.push( line ),
				find: nowhere,
			} )
		).toBe( 'wasm' );
		expect( lines.join() ).toContain( 'There are no packages.' );
	} );

	it( 'does as it is told', async () => {
		const log = () => {};
		expect(
			await findPhp( { wanted: 'wasm', log, find: async () => {} } )
		).toBe( 'wasm' );
		await expect(
			findPhp( { wanted: 'native', log, find: nowhere } )
		).rejects.toThrow( 'There are no packages.' );
	} );
} );
