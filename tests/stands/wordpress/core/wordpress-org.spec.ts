import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import JSZip from 'jszip';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unpackRelease } from './wordpress-org';

let place: string;

beforeEach( async () => {
	place = await mkdtemp( join( tmpdir(), 'aether-release-' ) );
} );

afterEach( () => rm( place, { recursive: true, force: true } ) );

describe( 'a release archive', () => {
	it( 'is unpacked without its outer folder', async () => {
		const zip = new JSZip();
		zip.file( 'wordpress/wp-includes/version.php', '<?php' );
		zip.file( 'wordpress/index.php', '<?php // front' );
		await unpackRelease(
			await zip.generateAsync( { type: 'uint8array' } ),
			place
		);
		expect( ( await readdir( place ) ).sort() ).toEqual( [
			'index.php',
			'wp-includes',
		] );
		expect( await readFile( join( place, 'index.php' ), 'utf8' ) ).toBe(
			'<?php // front'
		);
	} );

	it( 'writes nothing outside of its destination', async () => {
		const zip = new JSZip();
		zip.file( 'wordpress/../../escaped.php', '<?php' );
		await unpackRelease(
			await zip.generateAsync( { type: 'uint8array' } ),
			join( place, 'a/b' )
		).catch( () => {} );
		const names = await readdir( place, { recursive: true } );
		expect(
			names.filter(
				( name ) =>
					name.includes( 'escaped' ) &&
					! name.startsWith( join( 'a', 'b' ) )
			)
		).toEqual( [] );
	} );
} );
