import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	htmlPage,
	startWordPressStand,
	type WordPressStand,
} from '../../testing/wordpress-stand';
import { createAnonymousFetch } from './anonymous-fetch';

const { signal } = new AbortController();

describe( 'createAnonymousFetch', () => {
	let stand: WordPressStand;
	const get = ( path: string, options = {} ) =>
		createAnonymousFetch()( new URL( path, stand.url ).href, {
			signal,
			...options,
		} );

	beforeEach( async () => {
		stand = await startWordPressStand();
	} );
	afterEach( () => stand.stop() );

	it( 'renders as a stranger: no cookie, no credentials', async () => {
		stand.pages.set( '/a/', {
			...htmlPage( 'A' ),
			headers: { 'Content-Type': 'text/html', 'Set-Cookie': 'x=1' },
		} );
		await get( '/a/' );
		const response = await get( '/a/' );
		expect( response.status ).toBe( 200 );
		expect( new TextDecoder().decode( response.body ) ).toContain(
			'<title>A'
		);
		const { headers } = stand.requests.at( -1 )!;
		expect( headers[ 'x-aether-render' ] ).toBe( '1' );
		expect( headers.cookie ).toBeUndefined();
		expect( headers.authorization ).toBeUndefined();
	} );

	it.each( [
		[ 'gzip', gzipSync( 'packed' ) ],
		[ 'br', brotliCompressSync( 'packed' ) ],
	] )( 'decodes a body in %s', async ( encoding, body ) => {
		stand.pages.set( '/packed', {
			headers: { 'Content-Encoding': encoding },
			body,
		} );
		const response = await get( '/packed' );
		expect( new TextDecoder().decode( response.body ) ).toBe( 'packed' );
	} );

	it.each( [
		[ 301, 301 ],
		[ 302, 302 ],
		[ 303, 302 ],
		[ 307, 307 ],
		[ 308, 308 ],
	] )( 'reports a %d instead of following it', async ( status, reported ) => {
		stand.pages.set( '/old/', {
			status,
			headers: { Location: '../new/' },
		} );
		await expect( get( '/old/' ) ).resolves.toMatchObject( {
			status,
			redirect: { location: `${ stand.url }new/`, status: reported },
			body: new Uint8Array(),
		} );
	} );

	it( 'reads a redirect that the plugin describes', async () => {
		stand.pages.set( '/old/', {
			headers: {
				'X-Aether-Redirect-Status': '301',
				'X-Aether-Redirect-Location': '/new/',
			},
		} );
		await expect( get( '/old/' ) ).resolves.toMatchObject( {
			redirect: { location: `${ stand.url }new/`, status: 301 },
		} );
	} );

	it( 'answers with any status', async () => {
		await expect( get( '/missing/' ) ).resolves.toMatchObject( {
			status: 404,
		} );
	} );

	it.each( [
		[ 'plain', { body: Buffer.alloc( 1001 ) } ],
		[
			'packed',
			{
				headers: { 'Content-Encoding': 'gzip' },
				body: gzipSync( Buffer.alloc( 1001 ) ),
			},
		],
	] )( 'refuses a body one byte too large, %s', async ( _name, page ) => {
		stand.pages.set( '/big', page );
		await expect( get( '/big', { maxBytes: 1000 } ) ).rejects.toMatchObject(
			{
				code: 'payload_too_large',
			}
		);
	} );

	it( 'takes a body that just fits', async () => {
		stand.pages.set( '/big', { body: Buffer.alloc( 1000 ) } );
		const { body } = await get( '/big', { maxBytes: 1000 } );
		expect( body.byteLength ).toBe( 1000 );
	} );

	it( 'rejects with network_failed when a body breaks off', async () => {
		stand.pages.set( '/torn', {
			headers: { 'Content-Length': '100' },
			body: 'short',
		} );
		await expect(
			createAnonymousFetch( { timeoutMs: 300 } )( `${ stand.url }torn`, {
				signal,
			} )
		).rejects.toMatchObject( { code: 'network_failed' } );
	} );

	it( 'refuses addresses that are not of the web', async () => {
		await expect(
			createAnonymousFetch()( 'data:text/plain,x', { signal } )
		).rejects.toMatchObject( { code: 'contract_violated' } );
	} );
} );
