import { createHash, randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { browserHasher } from './browser-hasher';
import { md5 } from './md5';
import { sha1 } from './sha1';
import { sha256 } from './sha256';

const PORTABLE = { sha256, sha1, md5 };
const ALGORITHMS = [ 'sha256', 'sha1', 'md5' ] as const;

describe.each( ALGORITHMS )( '%s without Web Crypto', ( algorithm ) => {
	it( 'agrees with OpenSSL for every length around its blocks', () => {
		for ( let length = 0; length <= 3 * 64 + 1; length++ ) {
			const body = new Uint8Array( randomBytes( length ) );
			expect( PORTABLE[ algorithm ]( body ) ).toBe(
				createHash( algorithm ).update( body ).digest( 'hex' )
			);
		}
	} );

	it( 'reads a part of a larger buffer', () => {
		const body = new Uint8Array( randomBytes( 300 ) ).subarray( 7, 290 );
		expect( PORTABLE[ algorithm ]( body ) ).toBe(
			createHash( algorithm ).update( body ).digest( 'hex' )
		);
	} );
} );

describe( 'browserHasher', () => {
	afterEach( () => vi.unstubAllGlobals() );

	const body = new TextEncoder().encode( 'Aether' );

	it.each( ALGORITHMS )(
		'computes %s in a secure context',
		async ( name ) => {
			expect( await browserHasher.digest( name, body ) ).toBe(
				createHash( name ).update( body ).digest( 'hex' )
			);
		}
	);

	it.each( ALGORITHMS )(
		'computes %s on a page that is not served over https',
		async ( name ) => {
			vi.stubGlobal( 'crypto', {} );
			expect( await browserHasher.digest( name, body ) ).toBe(
				createHash( name ).update( body ).digest( 'hex' )
			);
		}
	);
} );
