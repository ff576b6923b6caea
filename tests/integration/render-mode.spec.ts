import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { php } from '../support/php';
import { sharedWordPress } from '../support/wordpress';

const render = (
	path: string,
	headers: Readonly< Record< string, string > > = {}
): Promise< Response > =>
	fetch( sharedWordPress().url + path, {
		redirect: 'manual',
		headers: { 'X-Aether-Render': '1', ...headers },
	} );

const LINKS = [
	'api.w.org',
	'wp-json',
	'oembed',
	'EditURI',
	'shortlink',
	'emoji',
];

describe( 'A page as it will be published', () => {
	it( 'differs from what a visitor gets by nothing but whole elements that only WordPress can serve', async () => {
		const { url } = sharedWordPress();
		const visitor = await ( await fetch( `${ url }/about/` ) ).text();
		const response = await render( '/about/' );
		const rendered = await response.text();
		for ( const link of LINKS ) {
			expect( visitor, link ).toContain( link );
			expect( rendered, link ).not.toContain( link );
		}
		expect( response.headers.get( 'Link' ) ).toBeNull();
		expect( response.headers.get( 'Cache-Control' ) ).toContain(
			'no-store'
		);
		expect( response.headers.get( 'Vary' ) ).toContain( 'X-Aether-Render' );

		const kept = new Set( visitor.split( '\n' ) );
		expect(
			rendered.split( '\n' ).filter( ( line ) => ! kept.has( line ) )
		).toEqual( [] );
	} );

	it( 'keeps these elements where a plugin says so', async () => {
		const { directory } = sharedWordPress();
		const plugin = join(
			directory,
			'wp-content/mu-plugins/keeps-discovery-links.php'
		);
		await writeFile(
			plugin,
			"<?php add_filter( 'aether_discovery_links_are_removed', '__return_false' );"
		);
		try {
			const rendered = await ( await render( '/about/' ) ).text();
			for ( const link of LINKS ) {
				expect( rendered, link ).toContain( link );
			}
		} finally {
			await rm( plugin );
		}
	} );

	it( 'keeps the words of a log-in link, which leads nowhere, and of no other link', async () => {
		const { url } = sharedWordPress();
		const id = await php< number >(
			`return wp_insert_post( array( 'post_title' => 'Doors', 'post_name' => 'doors', 'post_type' => 'page', 'post_status' => 'publish', 'post_content' => '<!-- wp:loginout /--><p><a href="/about/">About</a></p>' ) );`
		);
		try {
			const visitor = await ( await fetch( `${ url }/doors/` ) ).text();
			expect( visitor ).toMatch( /<a [^>]*wp-login\.php[^>]*>Log in</ );
			const rendered = await ( await render( '/doors/' ) ).text();
			expect( rendered ).toMatch( /<a [^>]*>Log in</ );
			expect( rendered ).not.toContain( 'wp-login.php' );
			expect( rendered ).toContain( '<a href="/about/">About</a>' );
		} finally {
			await php( `return (bool) wp_delete_post( ${ id }, true );` );
		}
	} );

	it.each( [
		[ '/about', 301, '/about/' ],
		[ '/?page_id=1', 404, null ],
		[ '/2026/06/', 200, null ],
	] )(
		'tells of %s: status %i, location %s',
		async ( path, status, location ) => {
			const { url } = sharedWordPress();
			const response = await render( path );
			const body = await response.text();
			expect( response.headers.get( 'X-Aether-Redirect-Location' ) ).toBe(
				location === null ? null : url + location
			);
			if ( location === null ) {
				expect( response.status ).toBe( status );
				expect( body ).not.toBe( '' );
			} else {
				expect( response.status ).toBe( 200 );
				expect(
					response.headers.get( 'X-Aether-Redirect-Status' )
				).toBe( String( status ) );
				expect( response.headers.get( 'Location' ) ).toBeNull();
				expect( body ).toBe( '' );
			}
		}
	);

	it( 'still redirects everybody else', async () => {
		const { url } = sharedWordPress();
		const response = await fetch( `${ url }/about`, {
			redirect: 'manual',
		} );
		expect( response.status ).toBe( 301 );
		expect( response.headers.get( 'Location' ) ).toBe( `${ url }/about/` );
	} );

	it( 'tells of a renamed post', async () => {
		const { url } = sharedWordPress();
		const id = await php< number >( `
			$id = wp_insert_post( array( 'post_title' => 'Moved', 'post_name' => 'before-the-move', 'post_status' => 'publish', 'post_date' => '2026-01-05 00:00:00' ) );
			wp_update_post( array( 'ID' => $id, 'post_name' => 'after-the-move' ) );
			return $id;
		` );
		try {
			const response = await render( '/2026/01/before-the-move/' );
			expect( response.headers.get( 'X-Aether-Redirect-Status' ) ).toBe(
				'301'
			);
			expect( response.headers.get( 'X-Aether-Redirect-Location' ) ).toBe(
				`${ url }/2026/01/after-the-move/`
			);
		} finally {
			await php( `return (bool) wp_delete_post( ${ id }, true );` );
		}
	} );

	it( 'is the same for everybody: cookies and credentials are ignored', async () => {
		const { url, user, password, applicationPassword } = sharedWordPress();
		const login = await fetch( `${ url }/wp-login.php`, {
			method: 'POST',
			redirect: 'manual',
			headers: { Cookie: 'wordpress_test_cookie=WP%20Cookie%20check' },
			body: new URLSearchParams( { log: user, pwd: password } ),
		} );
		const cookie = login.headers
			.getSetCookie()
			.map( ( line ) => line.split( ';' )[ 0 ] )
			.join( '; ' );
		const asMember = await (
			await render( '/about/', { Cookie: cookie } )
		).text();
		const asNobody = await ( await render( '/about/' ) ).text();
		expect( asMember ).toBe( asNobody );
		expect( asMember ).not.toContain( 'wpadminbar' );

		const rest = await render( '/wp-json/aether/v1/settings', {
			Authorization: `Basic ${ Buffer.from(
				`${ user }:${ applicationPassword }`
			).toString( 'base64' ) }`,
		} );
		expect( rest.status ).toBe( 401 );
	} );

	it( 'opens no post that is locked by a password, with the right cookie either', async () => {
		const hash = await php< { id: number; cookie: string } >( `
			$id = wp_insert_post( array( 'post_title' => 'Locked', 'post_name' => 'locked-post', 'post_status' => 'publish', 'post_date' => '2026-01-05 00:00:00', 'post_content' => 'the treasure', 'post_password' => 'open' ) );
			require_once ABSPATH . WPINC . '/class-phpass.php';
			return array( 'id' => $id, 'cookie' => 'wp-postpass_' . COOKIEHASH . '=' . rawurlencode( ( new PasswordHash( 8, true ) )->HashPassword( 'open' ) ) );
		` );
		try {
			const { url } = sharedWordPress();
			const visitor = await fetch( `${ url }/2026/01/locked-post/`, {
				headers: { Cookie: hash.cookie },
			} );
			expect( await visitor.text() ).toContain( 'the treasure' );
			const rendered = await render( '/2026/01/locked-post/', {
				Cookie: hash.cookie,
			} );
			expect( await rendered.text() ).not.toContain( 'the treasure' );
		} finally {
			await php( `return (bool) wp_delete_post( ${ hash.id }, true );` );
		}
	} );

	it( 'is the same at each rendering, embeds and their sharing dialog included', async () => {
		const post = await php< { id: number; path: string } >(
			`$id = wp_insert_post( array( 'post_title' => 'Embeds', 'post_status' => 'publish', 'post_author' => 1, 'post_content' => '<!-- wp:embed {"url":"' . get_permalink( get_page_by_path( 'about' ) ) . '"} --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">' . "\n" . get_permalink( get_page_by_path( 'about' ) ) . "\n" . '</div></figure><!-- /wp:embed -->' ) );
			return array( 'id' => $id, 'path' => wp_parse_url( get_permalink( $id ), PHP_URL_PATH ) );`
		);
		try {
			for ( const path of [ post.path, `${ post.path }embed/` ] ) {
				const first = await ( await render( path ) ).text();
				const second = await ( await render( path ) ).text();
				expect( first ).toMatch( /data-secret|wp-embed-share-tab/ );
				expect( second ).toBe( first );
			}
		} finally {
			await php( 'wp_delete_post( $id, true );', { id: post.id } );
		}
	} );

	it( 'is the same at each rendering, pictures that can be enlarged included', async () => {
		const post = await php< { id: number; path: string } >(
			`$image = array_values( get_posts( array( 'post_type' => 'attachment', 'post_status' => 'inherit', 'numberposts' => 1 ) ) )[0];
			$block = '<!-- wp:image {"id":' . $image->ID . ',"lightbox":{"enabled":true}} --><figure class="wp-block-image"><img src="' . wp_get_attachment_url( $image->ID ) . '" alt=""/></figure><!-- /wp:image -->';
			$id = wp_insert_post( array( 'post_title' => 'Lightbox', 'post_status' => 'publish', 'post_author' => 1, 'post_content' => '<!-- wp:gallery --><figure class="wp-block-gallery has-nested-images">' . $block . $block . '</figure><!-- /wp:gallery -->' ) );
			return array( 'id' => $id, 'path' => wp_parse_url( get_permalink( $id ), PHP_URL_PATH ) );`
		);
		try {
			const first = await ( await render( post.path ) ).text();
			const second = await ( await render( post.path ) ).text();
			expect( second ).toBe( first );
			const named = [
				...first.matchAll(
					/imageId(?:"|&quot;):(?:"|&quot;)([\w-]+)/g
				),
			].map( ( [ , name ] ) => name );
			expect( named ).toEqual( [ 'image-1', 'image-2' ] );
			// The scripts find each picture's data under its name.
			const state = /"metadata":(\{"image-1":\{.*?\}\})/.exec( first );
			expect( Object.keys( JSON.parse( state?.[ 1 ] ?? '{}' ) ) ).toEqual(
				named
			);
		} finally {
			await php( 'wp_delete_post( $id, true );', { id: post.id } );
		}
	} );

	it( 'names no comments feed in a feed for a post without comments', async () => {
		const { url } = sharedWordPress();
		const visitor = await ( await fetch( `${ url }/feed/` ) ).text();
		const rendered = await ( await render( '/feed/' ) ).text();
		expect( visitor ).toContain( 'wfw:commentRss' );
		expect( rendered ).not.toContain( 'wfw:commentRss' );
	} );
} );
