import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	htmlPage,
	site,
	startWordPressStand,
	type WordPressStand,
} from '../testing/wordpress-stand';
import { runAether, type RunAetherOptions } from './run-aether';

interface Ran {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

const jsonLines = ( text: string ): readonly Record< string, unknown >[] =>
	text
		.trim()
		.split( '\n' )
		.map( ( line ) => JSON.parse( line ) );

describe( 'aether', () => {
	let stand: WordPressStand;
	let temporary: string;
	const environment = process.env.TMPDIR;

	beforeEach( async () => {
		stand = await startWordPressStand();
		temporary = await mkdtemp( join( tmpdir(), 'aether-spec-' ) );
		process.env.TMPDIR = temporary;
	} );
	afterEach( async () => {
		if ( environment === undefined ) {
			delete process.env.TMPDIR;
		} else {
			process.env.TMPDIR = environment;
		}
		await stand.stop();
		await rm( temporary, { recursive: true, force: true } );
	} );

	const run = async (
		argv: readonly string[],
		options: Partial< RunAetherOptions > = {}
	): Promise< Ran > => {
		let stdout = '';
		let stderr = '';
		const code = await runAether( argv, {
			stdout: { write: ( text ) => ( stdout += text ) },
			stderr: { write: ( text ) => ( stderr += text ) },
			signal: new AbortController().signal,
			env: {
				AETHER_URL: stand.url,
				AETHER_USER: stand.user,
				AETHER_PASSWORD: stand.password,
			},
			...options,
		} );
		return { code, stdout, stderr };
	};

	it( 'publishes, tells where, and leaves no temporary file', async () => {
		stand.pages.set( '/', htmlPage( 'Home', '<a href="/a/">A</a>' ) );
		stand.pages.set( '/a/', htmlPage( 'A' ) );
		const { code, stdout, stderr } = await run( [ 'publish' ] );
		expect( stderr ).toContain(
			`local-filesystem → ${ stand.url }published/`
		);
		expect( stdout ).toMatch( /Published to 1 of 1 provider: \d+ pages/ );
		expect( code ).toBe( 0 );
		expect( [ ...( stand.place.active?.files.keys() ?? [] ) ] ).toEqual(
			expect.arrayContaining( [ 'index.html', 'a/index.html' ] )
		);
		expect( stand.patches.at( -1 ) ).toMatchObject( {
			lease: 'lease-1',
			summary: { status: 'success' },
		} );
		expect( await readdir( temporary ) ).toEqual( [] );
	} );

	it( 'sends nothing when nothing changed', async () => {
		await run( [ 'publish' ] );
		const { stderr } = await run( [ 'publish' ] );
		expect( stderr ).toContain( '0 files sent' );
		expect( stand.place.releases ).toHaveLength( 1 );
	} );

	it( 'writes the event stream as JSON lines, numbered without a gap', async () => {
		const { stdout } = await run( [ 'publish', '--json' ] );
		const events = jsonLines( stdout );
		expect( events[ 0 ] ).toMatchObject( { type: 'run-start' } );
		expect( events.at( -1 ) ).toMatchObject( {
			type: 'run-end',
			summary: { status: 'success' },
		} );
		const first = Number( events[ 0 ]?.seq );
		expect( events.map( ( { seq } ) => seq ) ).toEqual(
			events.map( ( _event, index ) => first + index )
		);
	} );

	it( 'fails with 1 and publishes nothing when a page is an error', async () => {
		stand.pages.set( '/broken/', { ...htmlPage( 'Oh' ), status: 404 } );
		const { code, stderr } = await run( [ 'publish' ] );
		expect( code ).toBe( 1 );
		expect( stderr ).toContain( `${ stand.url }broken/` );
		expect( stand.place.active ).toBeNull();
	} );

	it( 'fails with 1 when nobody is there to publish to', async () => {
		stand.routes.set( 'GET settings', () => ( {
			body: { revision: 1, providers: {}, secrets: {} },
		} ) );
		const { code, stdout } = await run( [ 'publish' ] );
		expect( code ).toBe( 1 );
		expect( stdout ).toContain( 'no provider is switched on' );
	} );

	it( 'fails with 1 when another publish runs, and says what to do', async () => {
		stand.routes.set( 'POST publishes', () => ( {
			status: 409,
			body: {
				code: 'aether_publish_running',
				message: 'Anna is publishing.',
				data: { status: 409 },
			},
		} ) );
		const { code, stderr } = await run( [ 'publish' ] );
		expect( code ).toBe( 1 );
		expect( stderr ).toContain( 'Anna is publishing.' );
		expect( stderr ).toContain( '--take-over' );
	} );

	it( 'asks for the lease of another run with --take-over', async () => {
		await run( [ 'publish', '--take-over' ] );
		const open = stand.requests.find(
			( { method, path } ) =>
				method === 'POST' && path.endsWith( '/publishes' )
		);
		expect( JSON.parse( open?.body.toString() ?? '' ) ).toEqual( {
			takeOver: true,
		} );
	} );

	it( 'ends with 130 when it is cancelled, discards, and closes the record', async () => {
		const controller = new AbortController();
		stand.pages.set( '/slow/', () => {
			controller.abort();
			return new Promise( () => {} );
		} );
		const { code } = await run( [ 'publish' ], {
			signal: controller.signal,
		} );
		expect( code ).toBe( 130 );
		expect( stand.patches.at( -1 ) ).toMatchObject( {
			summary: { status: 'cancelled' },
		} );
		expect( stand.place.staging.size ).toBe( 0 );
		expect( stand.place.active ).toBeNull();
		expect( await readdir( temporary ) ).toEqual( [] );
	} );

	it( 'ends with 130 when it is cancelled before it is connected', async () => {
		const controller = new AbortController();
		stand.routes.set( 'GET site', () => {
			controller.abort();
			return new Promise( () => {} );
		} );
		const { code } = await run( [ 'publish' ], {
			signal: controller.signal,
		} );
		expect( code ).toBe( 130 );
	} );

	it( 'plans without a lease and without writing', async () => {
		const { code, stdout } = await run( [ 'plan' ] );
		expect( code ).toBe( 0 );
		expect( stdout ).toContain( '+ index.html' );
		expect(
			stand.requests.filter( ( { method } ) => method !== 'GET' )
		).toEqual( [] );
	} );

	it( 'lists releases and brings the previous one back', async () => {
		await run( [ 'publish' ] );
		stand.pages.set( '/', htmlPage( 'Changed' ) );
		await run( [ 'publish' ] );
		const [ second, first ] = stand.place.releases;
		const listed = await run( [ 'releases' ] );
		expect( listed.stdout ).toContain( `*  ${ second?.id }` );

		const { code, stdout } = await run( [
			'rollback',
			'local-filesystem',
		] );
		expect( code ).toBe( 0 );
		expect( stdout ).toContain( first?.id );
		expect( stand.place.active ).toBe( first );
	} );

	it( 'refuses to bring back a release that is not there', async () => {
		const { code, stderr } = await run( [
			'rollback',
			'local-filesystem',
			'nope',
		] );
		expect( code ).toBe( 1 );
		expect( stderr ).toContain( 'no release "nope"' );
	} );

	it( 'lists the providers and what they receive', async () => {
		const { stdout } = await run( [ 'providers', '--json' ] );
		expect( jsonLines( stdout ) ).toContainEqual(
			expect.objectContaining( {
				id: 'local-filesystem',
				enabled: [ 'static_site' ],
			} )
		);
	} );

	it( 'writes a line for each page it asked for', async () => {
		const trace = join( temporary, 'trace.jsonl' );
		await run( [ 'publish', '--trace', trace ] );
		const lines = jsonLines( await readFile( trace, 'utf8' ) );
		expect( lines ).toContainEqual( {
			url: stand.url,
			status: 200,
			bytes: expect.any( Number ),
			ms: expect.any( Number ),
		} );
		expect(
			lines.every( ( { url } ) => ! String( url ).includes( 'wp-json' ) )
		).toBe( true );
	} );

	describe( 'an environment', () => {
		const withEnvironments = ( ...environments: readonly object[] ) =>
			stand.routes.set( 'GET site', () => ( {
				body: { ...site( stand.url ), environments },
			} ) );
		const STAGING = {
			id: 'staging',
			name: 'Staging',
			providers: [ 'local-filesystem' ],
			baseUrl: 'https://staging.test/',
			robots: 'noindex',
		};
		const LIVE = {
			...STAGING,
			id: 'live',
			providers: [ 'cloudflare-r2' ],
		};

		it( 'is published to alone, under its address', async () => {
			withEnvironments( LIVE, STAGING );
			const { code, stderr } = await run( [
				'publish',
				'--environment=staging',
			] );
			expect( stderr ).toContain(
				'local-filesystem → https://staging.test/'
			);
			expect( code ).toBe( 0 );
			expect( [ ...( stand.place.active?.files.keys() ?? [] ) ] ).toEqual(
				expect.arrayContaining( [ 'index.html', 'robots.txt' ] )
			);
			const other = await run( [ 'publish', '--environment=live' ] );
			expect( other.code ).toBe( 1 );
			expect( other.stdout ).toContain( 'no provider is switched on' );
			expect( stand.place.releases ).toHaveLength( 1 );
		} );

		it( 'is planned alone', async () => {
			withEnvironments( LIVE, STAGING );
			const { stdout } = await run( [ 'plan', '--environment=staging' ] );
			expect( stdout ).toContain( '+ robots.txt' );
			expect( stdout ).toContain(
				'local-filesystem → https://staging.test/: '
			);
			const other = await run( [ 'plan', '--environment=live' ] );
			expect( other.stdout ).not.toContain( '+ ' );
		} );

		it( 'is what a release comes back to, with a word where search engines may find it', async () => {
			withEnvironments( STAGING );
			await run( [ 'publish' ] );
			stand.pages.set( '/', htmlPage( 'Changed' ) );
			await run( [ 'publish' ] );
			const { code, stdout, stderr } = await run( [
				'rollback',
				'local-filesystem',
			] );
			expect( code ).toBe( 0 );
			expect( stdout ).toContain( '→ https://staging.test/' );
			expect( stderr ).toContain( 'they may find it' );

			const published = {
				environment: { id: 'staging', name: 'S', robots: 'noindex' },
			};
			stand.routes.set(
				'POST releases/local-filesystem/static_site/activated',
				() => ( {
					body: { recorded: false, published },
				} )
			);
			const again = await run( [
				'rollback',
				'local-filesystem',
				stand.place.releases[ 0 ]?.id ?? '',
				'--json',
			] );
			expect( jsonLines( again.stdout ) ).toMatchObject( [
				{ url: 'https://staging.test/', findings: [] },
			] );
		} );

		it.each( [
			[ [ LIVE, STAGING ], 'stagging', 'The site has live, staging.' ],
			[ [], 'staging', 'the site has none' ],
			[ [ { ...LIVE, providers: [] } ], 'live', 'has no provider' ],
		] )(
			'of %j that is "%s" ends with 64 before anything is published',
			async ( environments, id, words ) => {
				withEnvironments( ...environments );
				const { code, stderr } = await run( [
					'publish',
					'--environment',
					id,
				] );
				expect( code ).toBe( 64 );
				expect( stderr ).toContain( words );
				expect(
					stand.requests.filter( ( { method } ) => method !== 'GET' )
				).toEqual( [] );
			}
		);
	} );

	describe( 'the doctor', () => {
		it( 'finds a healthy site healthy', async () => {
			const { code, stdout } = await run( [ 'doctor' ] );
			expect( stdout ).not.toContain( '✗' );
			expect( code ).toBe( 0 );
		} );

		it( 'says what to do about a wrong password, and stops there', async () => {
			const { code, stdout } = await run( [ 'doctor', '--json' ], {
				env: {
					AETHER_URL: stand.url,
					AETHER_USER: stand.user,
					AETHER_PASSWORD: 'wrong',
				},
			} );
			expect( code ).toBe( 1 );
			const last = jsonLines( stdout ).at( -1 );
			expect( last ).toMatchObject( {
				check: 'authenticated',
				status: 'failed',
				action: expect.stringContaining( 'Application Passwords' ),
			} );
		} );

		it( 'notices a missing plugin', async () => {
			stand.routes.set( 'GET site', () => ( {
				status: 404,
				body: { code: 'rest_no_route', message: 'No route.' },
			} ) );
			const { stdout } = await run( [ 'doctor' ] );
			expect( stdout ).toContain( 'Install and activate it' );
		} );

		it( 'notices a front page behind a password', async () => {
			stand.pages.set( '/', { status: 401, body: 'Password?' } );
			const { code, stdout } = await run( [ 'doctor' ] );
			expect( code ).toBe( 1 );
			expect( stdout ).toContain( 'A visitor gets 401' );
		} );
	} );

	describe( 'the command line', () => {
		it.each( [
			[ [ 'publich' ], {} ],
			[ [ 'publish' ], { AETHER_USER: 'a', AETHER_PASSWORD: 'b' } ],
			[ [ 'publish' ], { AETHER_URL: 'http://a.example' } ],
			[ [], {} ],
		] )( 'ends with 64 for %j with %j', async ( argv, env ) => {
			const { code, stderr } = await run( argv, { env } );
			expect( code ).toBe( 64 );
			expect( stderr ).not.toBe( '' );
		} );

		it( 'reads the password from standard input', async () => {
			const { code } = await run(
				[ 'providers', '--password-file', '-' ],
				{
					env: { AETHER_URL: stand.url, AETHER_USER: stand.user },
					stdin: Readable.from( [ `${ stand.password }\n` ] ),
				}
			);
			expect( code ).toBe( 0 );
		} );

		it( 'never shows a password, not even one that WordPress sends back', async () => {
			stand.routes.set( 'GET site', () => ( {
				status: 500,
				body: {
					code: 'aether_step_failed',
					message: `Bad password: ${ stand.password }`,
				},
			} ) );
			for ( const json of [ [], [ '--json' ] ] ) {
				const { stdout, stderr } = await run( [
					'publish',
					'--password',
					stand.password,
					...json,
				] );
				expect( stderr ).toContain( '[secret]' );
				expect( stdout + stderr ).not.toContain( stand.password );
			}
		} );

		it( 'helps and tells its version', async () => {
			const help = await run( [ '--help' ] );
			expect( help ).toMatchObject( { code: 0, stderr: '' } );
			expect( help.stdout ).toContain( '130  Cancelled' );
			const version = await run( [ '--version' ] );
			expect( version.stdout ).toBe( '0.1.0\n' );
		} );
	} );
} );
