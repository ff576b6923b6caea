import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	htmlPage,
	startWordPressStand,
	type WordPressStand,
} from '../../testing/wordpress-stand';
import { RestClient } from './rest-client';
import { createSiteSource } from './rest-site-source';

const { signal } = new AbortController();

describe( 'the site source', () => {
	let stand: WordPressStand;
	const source = ( options = {} ) =>
		createSiteSource(
			new RestClient( {
				site: new URL( stand.url ),
				user: stand.user,
				password: stand.password,
			} ),
			options
		);
	const get = ( path: string, options = {} ) =>
		source().fetchResource( new URL( path, stand.url ).href, {
			signal,
			...options,
		} );

	beforeEach( async () => {
		stand = await startWordPressStand();
	} );
	afterEach( () => stand.stop() );

	it( 'walks the inventory page by page, each cursor once', async () => {
		stand.routes.set( 'GET site/urls', ( { path } ) => {
			const cursor = Number(
				new URL( path, stand.url ).searchParams.get( 'cursor' ) ?? '0'
			);
			return {
				body: {
					items: [
						{ url: `${ stand.url }${ cursor }/`, kind: 'post' },
					],
					next: cursor < 2 ? String( cursor + 1 ) : null,
				},
			};
		} );
		const urls: string[] = [];
		for await ( const { url } of source().listUrls( { signal } ) ) {
			urls.push( url );
		}
		expect( urls ).toEqual( [
			`${ stand.url }0/`,
			`${ stand.url }1/`,
			`${ stand.url }2/`,
		] );
	} );

	it.each( [ 500, 503, 429 ] )(
		'asks again for a page of the inventory that was answered with %d, and goes on behind it',
		async ( status ) => {
			const cursors: ( string | null )[] = [];
			stand.routes.set( 'GET site/assets', ( { path } ) => {
				cursors.push(
					new URL( path, stand.url ).searchParams.get( 'cursor' )
				);
				return cursors.length === 2
					? { status, headers: { 'Retry-After': '0' } }
					: {
							body: {
								items: [
									{
										url: stand.url,
										size: cursors.length,
										mtime: 0,
									},
								],
								next: cursors.length === 1 ? 'x' : null,
							},
						};
			} );
			const sizes: number[] = [];
			for await ( const { size } of source().listAssets( { signal } ) ) {
				sizes.push( size );
			}
			expect( sizes ).toEqual( [ 1, 3 ] );
			expect( cursors ).toEqual( [ null, 'x', 'x' ] );
		}
	);

	it( 'takes a cursor that does not move for an error, not for the end', async () => {
		stand.routes.set( 'GET site/assets', () => ( {
			body: {
				items: [ { url: stand.url, size: 1, mtime: 0 } ],
				next: 'x',
			},
		} ) );
		const readAll = async () => {
			for await ( const asset of source().listAssets( { signal } ) ) {
				expect( asset.size ).toBe( 1 );
			}
		};
		await expect( readAll() ).rejects.toMatchObject( {
			code: 'remote_failed',
		} );
	} );

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
			source( { timeoutMs: 300 } ).fetchResource( `${ stand.url }torn`, {
				signal,
			} )
		).rejects.toMatchObject( { code: 'network_failed' } );
	} );

	it( 'refuses addresses that are not of the web', async () => {
		await expect(
			source().fetchResource( 'data:text/plain,x', { signal } )
		).rejects.toMatchObject( { code: 'contract_violated' } );
	} );
} );
