import { describe, expect, it } from 'vitest';
import { createTestFile, createTestManifest } from '../testing/test-files';
import { planTransfer } from './plan-transfer';

describe( 'planTransfer', () => {
	it( 'gives each upload its reason, keeps what is there, and removes what has left', async () => {
		const files = await Promise.all(
			[ 'new.html', 'changed.html', 'typed.html', 'same.html' ].map(
				( path ) => createTestFile( path )
			)
		);
		const known = new Map(
			files.map( ( { path, sha256, contentType } ) => [
				path as string,
				{ sha256, contentType },
			] )
		);
		const [ , changed, typed ] = files;
		known.delete( 'new.html' );
		known.set( 'changed.html', { ...changed!, sha256: '0'.repeat( 64 ) } );
		known.set( 'typed.html', { ...typed!, contentType: 'text/plain' } );
		known.set( 'gone.html', changed! );
		known.set( '../outside.html', changed! );
		expect(
			planTransfer( await createTestManifest( files ), known )
		).toEqual( {
			uploads: [
				{ path: 'new.html', reason: 'new' },
				{ path: 'changed.html', reason: 'content' },
				{ path: 'typed.html', reason: 'headers' },
			],
			removals: [ 'gone.html' ],
			unchanged: 1,
		} );
	} );
} );
