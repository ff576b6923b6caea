import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

interface Setup {
	readonly isNodeSupported: ( version: string ) => boolean;
	readonly staleDependencies: ( root: string ) => string[];
}

/** Plain JavaScript, because it runs before there is anything that reads TypeScript. */
const { isNodeSupported, staleDependencies } = ( await import(
	new URL( './setup.mjs', import.meta.url ).href
) ) as Setup;

let root: string;

const lock = ( packages: object ): string => JSON.stringify( { packages } );

const state = async ( wanted: object, installed?: object ): Promise< void > => {
	await writeFile( join( root, 'package-lock.json' ), lock( wanted ) );
	if ( installed ) {
		await mkdir( join( root, 'node_modules' ) );
		await writeFile(
			join( root, 'node_modules/.package-lock.json' ),
			lock( installed )
		);
	}
};

beforeEach( async () => {
	root = await mkdtemp( join( tmpdir(), 'aether-setup-' ) );
} );

afterEach( () => rm( root, { recursive: true, force: true } ) );

describe( 'Node', () => {
	it.each( [ '20.19.0', '20.20.2', '22.13.1', '24.0.0' ] )(
		'%s runs the project',
		( version ) => expect( isNodeSupported( version ) ).toBe( true )
	);

	it.each( [ '20.18.3', '18.20.0', '16.0.0' ] )(
		'%s is too old',
		( version ) => expect( isNodeSupported( version ) ).toBe( false )
	);
} );

describe( 'the dependencies', () => {
	const wanted = {
		'': { version: '1.0.0' },
		'packages/sdk': { version: '0.1.0' },
		'node_modules/sdk': { link: true },
		'node_modules/a': { version: '1.0.0' },
		'packages/sdk/node_modules/b': { version: '2.0.0' },
		'node_modules/other-machine': { version: '3.0.0', optional: true },
	};

	it( 'are stale when there are none', async () => {
		await state( wanted );
		expect( staleDependencies( root ) ).toEqual( [
			'node_modules/a',
			'packages/sdk/node_modules/b',
		] );
	} );

	it( 'are current when all but other machines’ are installed', async () => {
		await state( wanted, {
			'node_modules/a': { version: '1.0.0' },
			'packages/sdk/node_modules/b': { version: '2.0.0' },
		} );
		expect( staleDependencies( root ) ).toEqual( [] );
	} );

	it( 'are stale when one has another version', async () => {
		await state( wanted, {
			'node_modules/a': { version: '1.0.1' },
			'packages/sdk/node_modules/b': { version: '2.0.0' },
		} );
		expect( staleDependencies( root ) ).toEqual( [ 'node_modules/a' ] );
	} );
} );
