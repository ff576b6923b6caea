import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedWordPress } from '../support/wordpress';

interface Listing {
	readonly code?: string;
	readonly modules?: readonly {
		readonly path: string;
		readonly body: string;
	}[];
}

let root: string;

/**
 * Asks by a query, in which nobody takes `..` out of the way.
 *
 * @param folder
 */
async function list( folder: string ): Promise< Listing > {
	const { url, user, applicationPassword } = sharedWordPress();
	const response = await fetch(
		`${ url }/?rest_route=/aether/v1/edge-functions/${ folder }`,
		{
			headers: {
				Authorization: `Basic ${ btoa( `${ user }:${ applicationPassword }` ) }`,
			},
		}
	);
	return ( await response.json() ) as Listing;
}

beforeAll( async () => {
	root = join( sharedWordPress().directory, 'wp-content/edge-functions' );
	await mkdir( join( root, 'shop/lib' ), { recursive: true } );
	await mkdir( join( root, 'shop/node_modules' ), { recursive: true } );
	await writeFile( join( root, 'shop/index.mjs' ), 'export default {}' );
	await writeFile(
		join( root, 'shop/lib/é.wasm' ),
		Buffer.from( [ 0, 255 ] )
	);
	await writeFile( join( root, 'shop/notes.php' ), '<?php' );
	await writeFile( join( root, 'shop/.env.js' ), 'hidden' );
	await writeFile( join( root, 'shop/node_modules/a.js' ), 'a' );
	await symlink( '../../../wp-config.php', join( root, 'shop/out.js' ) );
	await symlink( '..', join( root, 'up' ) );
} );
afterAll( () => rm( root, { recursive: true, force: true } ) );

describe( 'Modules for the edge', () => {
	it( 'come from a folder, whole, and nothing else with them', async () => {
		const { modules = [] } = await list( 'shop' );
		expect(
			modules.map( ( { path, body } ) => [
				path,
				[ ...Buffer.from( body, 'base64' ) ],
			] )
		).toEqual( [
			[ 'index.mjs', [ ...Buffer.from( 'export default {}' ) ] ],
			[ 'lib/é.wasm', [ 0, 255 ] ],
		] );
	} );

	it.each( [ 'none', 'up' ] )( 'are not found in %s', async ( folder ) => {
		expect( ( await list( folder ) ).code ).toBe( 'aether_not_found' );
	} );

	it.each( [ '..', '%2e%2e', 'shop%2f..', 'shop.' ] )(
		'have no folder of the name %s',
		async ( folder ) => {
			expect( ( await list( folder ) ).code ).toBe( 'rest_no_route' );
		}
	);

	it( 'are not more than a Worker takes', async () => {
		await mkdir( join( root, 'many' ), { recursive: true } );
		for ( let file = 0; file <= 200; file++ ) {
			await writeFile( join( root, `many/${ file }.js` ), '' );
		}
		expect( ( await list( 'many' ) ).code ).toBe(
			'aether_payload_too_large'
		);
	} );
} );
