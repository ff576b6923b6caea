import {
	mkdir,
	mkdtemp,
	rename,
	rm,
	symlink,
	writeFile,
} from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStaticServer, type StaticServer } from '.';

let place: string;
let server: StaticServer;

beforeAll( async () => {
	place = await mkdtemp( join( tmpdir(), 'aether-static-' ) );
	const release = join( place, 'releases/1' );
	await mkdir( join( release, 'about/夜' ), { recursive: true } );
	await writeFile( join( place, 'secret.txt' ), 'secret' );
	await writeFile( join( release, 'index.html' ), 'home' );
	await writeFile( join( release, 'about/index.html' ), 'about' );
	await writeFile( join( release, 'about/夜/index.html' ), 'night' );
	await writeFile( join( release, '404.html' ), 'lost' );
	await writeFile( join( release, 'style.CSS' ), 'a{}' );
	await symlink( '../../secret.txt', join( release, 'leak.txt' ) );
	await symlink( 'releases/1', join( place, 'current' ) );
	server = await startStaticServer( { directory: join( place, 'current' ) } );
} );

afterAll( async () => {
	await server.stop();
	await rm( place, { recursive: true, force: true } );
} );

/**
 * Unlike `fetch`, sends the path as it is written.
 * @param path
 * @param method
 */
const raw = (
	path: string,
	method = 'GET'
): Promise< { status: number; body: string; location: string | undefined } > =>
	new Promise( ( resolve, reject ) => {
		request( server.url, { path, method }, ( response ) => {
			let body = '';
			response.on( 'data', ( chunk ) => ( body += chunk ) );
			response.on( 'end', () =>
				resolve( {
					status: response.statusCode ?? 0,
					body,
					location: response.headers.location,
				} )
			);
		} )
			.on( 'error', reject )
			.end();
	} );

describe( 'the static server', () => {
	it( 'serves index.html for a directory', async () => {
		expect( await raw( '/' ) ).toMatchObject( {
			status: 200,
			body: 'home',
		} );
		expect( await raw( '/about/?x=1' ) ).toMatchObject( {
			status: 200,
			body: 'about',
		} );
	} );

	it( 'sends a directory without its slash to the slash', async () => {
		expect( await raw( '/about' ) ).toMatchObject( {
			status: 301,
			location: '/about/',
		} );
	} );

	it( 'understands escaped names', async () => {
		expect(
			await raw( `/about/${ encodeURIComponent( '夜' ) }/` )
		).toMatchObject( { status: 200, body: 'night' } );
	} );

	it( 'answers what is not there with the 404 page', async () => {
		expect( await raw( '/nope' ) ).toMatchObject( {
			status: 404,
			body: 'lost',
		} );
	} );

	it.each( [
		'/../secret.txt',
		'/%2e%2e/secret.txt',
		'/about/..%2f..%2f..%2fsecret.txt',
		'/..%5csecret.txt',
		'/%00',
		'/%zz',
		'secret.txt',
	] )( 'refuses %s', async ( path ) => {
		expect( await raw( path ) ).toMatchObject( { status: 400 } );
	} );

	it( 'serves no link that leads out of the directory', async () => {
		expect( await raw( '/leak.txt' ) ).toMatchObject( { status: 404 } );
	} );

	it( 'names content types whatever their case, and the length', async () => {
		const response = await fetch( `${ server.url }/style.CSS` );
		expect( response.headers.get( 'content-type' ) ).toBe(
			'text/css; charset=utf-8'
		);
		expect( response.headers.get( 'content-length' ) ).toBe( '3' );
		await response.arrayBuffer();
	} );

	it( 'only reads', async () => {
		expect( await raw( '/', 'POST' ) ).toMatchObject( { status: 405 } );
	} );

	it( 'follows the directory when the link is renamed', async () => {
		const second = join( place, 'releases/2' );
		await mkdir( second );
		await writeFile( join( second, 'index.html' ), 'second' );
		await symlink( 'releases/2', join( place, 'next' ) );
		await rename( join( place, 'next' ), join( place, 'current' ) );
		expect( await raw( '/' ) ).toMatchObject( { body: 'second' } );
	} );

	it( 'says that nothing is published yet', async () => {
		const empty = await startStaticServer( {
			directory: join( place, 'none' ),
		} );
		const response = await fetch( empty.url );
		expect( response.status ).toBe( 404 );
		expect( await response.text() ).toContain( 'Nothing is published' );
		await empty.stop();
	} );
} );
