import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { releaseOf, wordPressCore, type CoreSource } from '.';

let cache: string;

async function tree( directory: string, release: string ): Promise< void > {
	await mkdir( join( directory, 'wp-includes' ), { recursive: true } );
	await writeFile(
		join( directory, 'wp-includes/version.php' ),
		`<?php\n$wp_version = '${ release }';\n`
	);
}

const giving = ( release: string ): CoreSource => ( {
	name: `a source of ${ release }`,
	obtain: ( _version, destination ) => tree( destination, release ),
} );

const failing = ( reason: string ): CoreSource => ( {
	name: `a source with ${ reason }`,
	obtain: () => Promise.reject( new Error( reason ) ),
} );

beforeEach( async () => {
	cache = await mkdtemp( join( tmpdir(), 'aether-core-' ) );
} );

afterEach( () => rm( cache, { recursive: true, force: true } ) );

describe( 'the WordPress core', () => {
	it( 'is the explicit one before any other', async () => {
		const explicit = join( cache, 'mine' );
		await tree( explicit, '6.9' );
		expect( await wordPressCore( '7.1', { cache, explicit } ) ).toBe(
			explicit
		);
	} );

	it( 'is not sought elsewhere when the explicit one is none', async () => {
		await tree( join( cache, '7.1' ), '7.1.4' );
		await expect(
			wordPressCore( '7.1', { cache, explicit: join( cache, 'none' ) } )
		).rejects.toThrow( 'AETHER_WORDPRESS_CORE' );
	} );

	it( 'comes from the cache without asking a source', async () => {
		await tree( join( cache, '7.1' ), '7.1.4' );
		expect(
			await wordPressCore( '7.1', {
				cache,
				sources: [ failing( 'anger' ) ],
			} )
		).toBe( join( cache, '7.1' ) );
	} );

	it( 'comes from the first source that has it, and stays in the cache', async () => {
		const lines: string[] = [];
		const core = await wordPressCore( '7.1', {
			cache,
			sources: [ failing( 'no network' ), giving( '7.1.5' ) ],
			log: ( line ) => lines.push( line ),
		} );
		expect( await releaseOf( core ) ).toBe( '7.1.5' );
		expect( lines ).toEqual( [
			'WordPress 7.1: trying a source with no network',
			'  no network',
			'WordPress 7.1: trying a source of 7.1.5',
			'WordPress 7.1.5 from a source of 7.1.5',
		] );
	} );

	it( 'is of the wanted series: 7.10 is not 7.1', async () => {
		await tree( join( cache, '7.1' ), '7.10.1' );
		expect(
			await wordPressCore( '7.1', {
				cache,
				sources: [ giving( '7.1' ) ],
			} )
		).toBe( join( cache, '7.1' ) );
		expect( await releaseOf( join( cache, '7.1' ) ) ).toBe( '7.1' );
	} );

	it( 'fails with every attempt and what to do', async () => {
		const failure = wordPressCore( '6.8', {
			cache,
			sources: [ failing( 'no network' ), giving( '7.1.4' ) ],
		} );
		await expect( failure ).rejects.toThrow( 'does not exist' );
		await expect( failure ).rejects.toThrow(
			'a source with no network: no network'
		);
		await expect( failure ).rejects.toThrow( 'gave WordPress 7.1.4' );
		await expect( failure ).rejects.toThrow( 'AETHER_WORDPRESS_CORE' );
	} );

	it( 'is not sought any more after an abort', async () => {
		await expect(
			wordPressCore( '7.1', {
				cache,
				sources: [ giving( '7.1.4' ) ],
				signal: AbortSignal.abort(),
			} )
		).rejects.toThrow( 'aborted' );
	} );
} );
