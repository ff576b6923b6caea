import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../root';
import { fingerprint } from './fingerprint';
import { TARGETS } from './targets';

let root: string;

const now = (): Promise< string > =>
	fingerprint( root, [ 'src', 'lock.json' ] );

beforeEach( async () => {
	root = await mkdtemp( join( tmpdir(), 'aether-build-' ) );
	await mkdir( join( root, 'src/deep' ), { recursive: true } );
	await writeFile( join( root, 'src/deep/a.ts' ), 'a' );
} );

afterEach( () => rm( root, { recursive: true, force: true } ) );

describe( 'a build', () => {
	it( 'is current while its sources have the same content', async () => {
		const before = await now();
		await utimes( join( root, 'src/deep/a.ts' ), 1, 1 );
		await writeFile( join( root, 'src/deep/a.spec.ts' ), 'test' );
		expect( await now() ).toBe( before );
	} );

	it.each( [
		[ 'changes', 'src/deep/a.ts' ],
		[ 'comes', 'src/b.ts' ],
		[ 'outside the folders comes', 'lock.json' ],
	] )( 'is stale when a file %s', async ( _what, path ) => {
		const before = await now();
		await writeFile( join( root, path ), 'other' );
		expect( await now() ).not.toBe( before );
	} );

	it( 'is stale when a file goes', async () => {
		const before = await now();
		await rm( join( root, 'src/deep/a.ts' ) );
		expect( await now() ).not.toBe( before );
	} );

	it.each( TARGETS )(
		'of $name watches sources that exist',
		( { sources } ) => {
			expect(
				sources.filter( ( path ) => ! existsSync( join( ROOT, path ) ) )
			).toEqual( [] );
		}
	);
} );
