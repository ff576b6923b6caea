import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { PortTakenError, PROJECT, startWordPress } from '../stands/wordpress';
import { php } from '../support/php';
import { sharedWordPress } from '../support/wordpress';

const STARTER = `
import { startWordPress } from './tests/stands/wordpress';
startWordPress().then( ( { url, directory } ) => console.log( JSON.stringify( { url, directory } ) ) );
`;

/** A loaded machine takes its time to end a process. */
const ENDED = { timeout: 60_000 };

const answers = ( url: string ): Promise< boolean > =>
	fetch( url, { method: 'HEAD' } ).then(
		() => true,
		() => false
	);

describe( 'The WordPress stand', () => {
	it( 'runs PHP in the booted WordPress, with nobody logged in', async () => {
		const { runPhp } = sharedWordPress();
		expect(
			await runPhp( 'echo get_current_user_id(), home_url();' )
		).toBe( `0${ sharedWordPress().url }` );
		await expect(
			runPhp( 'throw new RuntimeException( "on purpose" );' )
		).rejects.toThrow( 'on purpose' );
	} );

	it( 'runs PHP for nobody else', async () => {
		const response = await fetch( sharedWordPress().url, {
			method: 'POST',
			headers: { 'X-Stand-Token': 'guess' },
			body: 'echo "in";',
		} );
		expect( response.status ).toBe( 403 );
		expect( await response.text() ).toBe( '' );
	} );

	it( 'takes the application password on its REST API', async () => {
		const response = await sharedWordPress().rest( 'wp/v2/users/me' );
		expect( await response.json() ).toMatchObject( { slug: 'admin' } );
	} );

	it( 'answers itself while it answers somebody', async () => {
		expect(
			await php(
				`return wp_remote_retrieve_response_code( wp_remote_get( home_url( '/about/' ) ) );`
			)
		).toBe( 200 );
	} );

	it( 'reaches nobody else', async () => {
		expect(
			await php(
				`$answer = wp_remote_get( 'https://www.example.com/' ); return is_wp_error( $answer ) ? $answer->get_error_code() : 'reached';`
			)
		).toBe( 'http_request_not_executed' );
	} );

	it( 'writes the debug log where tests can read it', async () => {
		const { directory } = sharedWordPress();
		await php( `error_log( 'a line of the stand test' ); return null;` );
		expect(
			await readFile( join( directory, 'wp-content/debug.log' ), 'utf8' )
		).toContain( 'a line of the stand test' );
	} );

	it( 'holds a site with everything that a publish meets', async () => {
		expect(
			await php(
				`return array(
					'posts'      => (int) wp_count_posts()->publish,
					'pages'      => (int) wp_count_posts( 'page' )->publish,
					'categories' => (int) wp_count_terms( array( 'taxonomy' => 'category', 'hide_empty' => true ) ),
					'tags'       => (int) wp_count_terms( array( 'taxonomy' => 'post_tag', 'hide_empty' => true ) ),
					'comments'   => (int) wp_count_comments()->approved,
					'sticky'     => count( get_option( 'sticky_posts' ) ),
					'theme'      => get_stylesheet(),
				);`
			)
		).toEqual( {
			posts: 13,
			pages: 5,
			categories: 4,
			tags: 6,
			comments: 3,
			sticky: 1,
			theme: 'twentytwentyfive',
		} );
	} );

	it( 'keeps a site in a directory, on nothing but Node', async () => {
		const directory = await mkdtemp( join( tmpdir(), 'aether-kept-' ) );
		const visit = async ( url: string ): Promise< string > =>
			( await fetch( url ) ).text();
		try {
			const first = await startWordPress( { directory, php: 'wasm' } );
			await first.runPhp( `update_option( 'blogname', 'Kept' );` );
			await first.stop();
			const second = await startWordPress( { directory, php: 'wasm' } );
			try {
				expect( await visit( second.url ) ).toContain( 'Kept' );
			} finally {
				await second.stop();
			}
		} finally {
			await rm( directory, { recursive: true, force: true } );
		}
	} );

	it( 'says which port is taken', async () => {
		const taken = createServer().listen( 0, '127.0.0.1' );
		await once( taken, 'listening' );
		const { port } = taken.address() as AddressInfo;
		const directory = await mkdtemp( join( tmpdir(), 'aether-taken-' ) );
		try {
			await expect(
				startWordPress( { port, directory } )
			).rejects.toThrow( new PortTakenError( port ) );
		} finally {
			taken.close();
			await rm( directory, { recursive: true, force: true } );
		}
	} );

	it( 'does not outlive its starter, even one that is killed', async () => {
		const starter = spawn(
			process.execPath,
			[ '--import', 'tsx', '--input-type=module', '--eval', STARTER ],
			{ cwd: PROJECT, stdio: [ 'ignore', 'pipe', 'inherit' ] }
		);
		const [ line ] = ( await once(
			createInterface( { input: starter.stdout } ),
			'line'
		) ) as [ string ];
		const { url, directory } = JSON.parse( line ) as {
			url: string;
			directory: string;
		};
		expect( await answers( url ) ).toBe( true );

		starter.kill( 'SIGKILL' );
		await expect.poll( () => answers( url ), ENDED ).toBe( false );
		await expect.poll( () => existsSync( directory ), ENDED ).toBe( false );
	} );
} );
