import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createNodeHost, EXIT, runAether } from '@aether/cli';
import {
	publishSite,
	type Finding,
	type PublishEvent,
} from '@aether/publish-engine';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWordPress, type WordPressStand } from '../stands/wordpress';
import { saveProvider } from '../support/provider-settings';
import { publishedFiles } from '../support/published-folder';
import { testWordPressVersion } from '../support/version';
import { talkTo } from '../support/wordpress';

interface Fault {
	readonly kind:
		| 'status 500'
		| 'slow'
		| 'truncated'
		| 'php warning'
		| 'redirect'
		| 'login page';
	/** Requests that suffer from it. Default: all. */
	readonly times?: number;
	readonly seconds?: number;
	readonly to?: string;
}

interface Run {
	readonly code: number;
	readonly events: readonly PublishEvent[];
}

/** A page that has this fault is linked from every other one, and listed. */
const FAULTY = '/faulty/';

/** Requests to one address before the engine gives it up. */
const ATTEMPTS = 4;

/** Longer than the engine waits for the page that hangs; no page needs a moment more of PHP than this. */
const HANG_SECONDS = 4;
const IMPATIENCE_MS = 1_500;

/** Each test publishes once or twice; a loaded machine takes a minute for that. */
vi.setConfig( { testTimeout: 300_000 } );

let stand: WordPressStand;

const findingsOf = ( events: readonly PublishEvent[] ): readonly Finding[] =>
	events.flatMap( ( event ) =>
		event.type === 'finding' ? [ event.finding ] : []
	);

const errorsOf = ( events: readonly PublishEvent[] ): readonly Finding[] =>
	findingsOf( events ).filter( ( { severity } ) => severity === 'error' );

const summaryOf = ( events: readonly PublishEvent[] ) => {
	const last = events.at( -1 );
	return last?.type === 'run-end' ? last.summary : undefined;
};

/**
 * From now on these pages misbehave, and no others.
 * @param faults By path.
 */
const misbehave = ( faults: Readonly< Record< string, Fault > > ) =>
	stand.runPhp( `
		delete_option( 'aether_stand_fault_count' );
		update_option( 'aether_stand_faults', json_decode( '${ JSON.stringify( faults ) }', true ) );
	` );

/** How often each page has misbehaved since then. */
const counts = async (): Promise< Record< string, number > > =>
	JSON.parse(
		await stand.runPhp(
			`echo json_encode( (object) get_option( 'aether_stand_fault_count', array() ) );`
		)
	);

async function aether( ...argv: readonly string[] ): Promise< Run > {
	let output = '';
	const code = await runAether( [ ...argv, '--json' ], {
		stdout: { write: ( text ) => ( output += text ) },
		stderr: { write: () => true },
		env: {
			AETHER_URL: stand.url,
			AETHER_USER: stand.user,
			AETHER_PASSWORD: stand.applicationPassword,
		},
		signal: new AbortController().signal,
	} );
	const events = output
		.trim()
		.split( '\n' )
		.map( ( line ) => JSON.parse( line ) as PublishEvent );
	return { code, events };
}

/** Publishes with the engine itself, which waits for one page less long than for all others. */
async function publishImpatiently(): Promise< readonly PublishEvent[] > {
	const connection = {
		url: stand.url,
		user: stand.user,
		password: stand.applicationPassword,
	};
	const { signal } = new AbortController();
	const host = await createNodeHost( connection, { signal } );
	const hasty = await createNodeHost(
		{ ...connection, timeoutMs: IMPATIENCE_MS },
		{ signal }
	);
	const events: PublishEvent[] = [];
	try {
		await publishSite( {
			services: {
				...host.services,
				site: {
					...host.services.site,
					fetchResource: ( url, options ) =>
						( new URL( url ).pathname === FAULTY
							? hasty
							: host
						).services.site.fetchResource( url, options ),
				},
			},
			records: host.records,
			onEvent: ( event ) => events.push( event ),
		} );
	} finally {
		await hasty.dispose();
		await host.dispose();
	}
	return events;
}

const place = () =>
	join( stand.uploadsDirectory, 'aether/local-filesystem/static_site' );

/** What visitors get: paths and bytes of the release that is served. */
const served = async (): Promise< ReadonlyMap< string, string > > =>
	new Map(
		( await publishedFiles( join( place(), 'current' ) ) ).map(
			( { path, content } ) => [ path, content.toString( 'latin1' ) ]
		)
	);

const releases = async (): Promise< readonly string[] > =>
	JSON.parse(
		await (
			await talkTo( stand ).rest( 'aether/v1/local/static_site' )
		).text()
	).releases.map( ( { id }: { id: string } ) => id );

const addPages = ( names: readonly string[] ) =>
	stand.runPhp( `
		foreach ( json_decode( '${ JSON.stringify( names ) }' ) as $name ) {
			wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => ucfirst( $name ), 'post_name' => $name, 'post_content' => '<p>Content of ' . $name . '.</p>', 'comment_status' => 'closed' ) );
		}
	` );

const removePages = ( names: readonly string[] ) =>
	stand.runPhp( `
		foreach ( json_decode( '${ JSON.stringify( names ) }' ) as $name ) { wp_delete_post( get_page_by_path( $name )->ID, true ); }
	` );

beforeAll( async () => {
	stand = await startWordPress( {
		version: testWordPressVersion(),
		themes: [ 'tests/stands/wordpress/themes/plain' ],
		muPlugins: [
			'tests/stands/wordpress/php/faults.php',
			'tests/stands/wordpress/php/small-site.php',
		],
	} );
	// Nothing of what a new WordPress brings along is published: each page takes a moment of PHP, each time.
	await stand.runPhp( `
		switch_theme( 'plain' );
		foreach ( get_posts( array( 'post_type' => array( 'post', 'page' ), 'numberposts' => -1 ) ) as $post ) { wp_delete_post( $post->ID, true ); }
	` );
	await addPages( [ 'faulty', 'sound', 'other' ] );
	await saveProvider( stand, 'local-filesystem', {
		deployment_types: [ 'static_site' ],
		public_url: 'https://published.example/',
	} );
} );

afterAll( () => stand?.stop() );

describe( 'A first publish that fails', () => {
	it( 'does not even create the target', async () => {
		await misbehave( { [ FAULTY ]: { kind: 'status 500' } } );
		const { code, events } = await aether( 'publish' );
		expect( code ).toBe( EXIT.FAILURE );
		expect( summaryOf( events ) ).toMatchObject( {
			status: 'failed',
			error: { code: 'build_rejected' },
		} );
		expect( events.map( ( { type } ) => type ) ).not.toContain(
			'provider-start'
		);
		expect( await counts() ).toEqual( { [ FAULTY ]: ATTEMPTS } );
		expect( existsSync( place() ) ).toBe( false );
		expect( await releases() ).toEqual( [] );
	} );
} );

describe( 'A page that recovers', () => {
	it( 'is asked again after a 500, waited for when it takes its time, and published', async () => {
		await misbehave( {
			[ FAULTY ]: { kind: 'status 500', times: 1 },
			'/sound/': { kind: 'slow', seconds: 10, times: 1 },
		} );
		const { code, events } = await aether( 'publish' );
		expect( errorsOf( events ) ).toEqual( [] );
		expect( code ).toBe( EXIT.SUCCESS );
		expect( await counts() ).toEqual( { [ FAULTY ]: 1, '/sound/': 1 } );

		const files = await served();
		expect( files.get( 'faulty/index.html' ) ).toContain(
			'Content of faulty.'
		);
		expect( files.get( 'sound/index.html' ) ).toContain(
			'Content of sound.'
		);
		expect( files.get( '404.html' ) ).toContain( 'Nothing here' );
	} );
} );

describe( 'A page that stays faulty', () => {
	/** A page for each fault, by name; one publish meets them all. */
	const EACH: Readonly<
		Record<
			string,
			{
				readonly fault: Fault;
				readonly code: string;
				readonly cause: RegExp;
			}
		>
	> = {
		broken: {
			fault: { kind: 'status 500' },
			code: 'page_failed',
			cause: /answered 500/,
		},
		'cut-off': {
			fault: { kind: 'truncated' },
			code: 'page_truncated',
			cause: /no end|breaks off/,
		},
		noisy: {
			fault: { kind: 'php warning' },
			code: 'php_error_text',
			cause: /text of a PHP error/,
		},
		circle: {
			fault: { kind: 'redirect', to: '/circle/' },
			code: 'redirect_loop',
			cause: /redirects to itself/,
		},
		there: {
			fault: { kind: 'redirect', to: '/and-back/' },
			code: 'redirect_loop',
			cause: /never to a page/,
		},
		'and-back': {
			fault: { kind: 'redirect', to: '/there/' },
			code: 'redirect_loop',
			cause: /never to a page/,
		},
		closed: {
			fault: { kind: 'login page' },
			code: 'page_is_login',
			cause: /login page/,
		},
	};

	it( 'stops the publish, whatever its fault, and is named with the cause', async () => {
		const [ before, known ] = [ await served(), await releases() ];
		const names = Object.keys( EACH );
		await addPages( names );
		await misbehave(
			Object.fromEntries(
				names.map( ( name ) => [ `/${ name }/`, EACH[ name ]!.fault ] )
			)
		);
		const { code, events } = await aether( 'publish' );
		await removePages( names );

		expect( code ).toBe( EXIT.FAILURE );
		const errors = errorsOf( events );
		for ( const [ name, { cause, code: reason } ] of Object.entries(
			EACH
		) ) {
			expect( errors ).toContainEqual(
				expect.objectContaining( {
					severity: 'error',
					code: reason,
					message: expect.stringMatching( cause ),
					action: expect.stringMatching( /\w/ ),
					url: `${ stand.url }/${ name }/`,
				} )
			);
		}
		expect( summaryOf( events ) ).toMatchObject( {
			status: 'failed',
			providers: [],
			error: { code: 'build_rejected' },
		} );
		expect( await served() ).toEqual( before );
		expect( await releases() ).toEqual( known );
	} );

	it( 'stops the publish alone, too', async () => {
		const [ before, known ] = [ await served(), await releases() ];
		await misbehave( { [ FAULTY ]: { kind: 'truncated' } } );
		const { code, events } = await aether( 'publish' );

		expect( code ).toBe( EXIT.FAILURE );
		expect( errorsOf( events ) ).toHaveLength( 1 );
		expect( await counts() ).toEqual( { [ FAULTY ]: 1 } );
		expect( summaryOf( events ) ).toMatchObject( {
			status: 'failed',
			providers: [],
			error: {
				code: 'build_rejected',
				message: expect.stringContaining( stand.url + FAULTY ),
			},
		} );
		expect( await served() ).toEqual( before );
		expect( await releases() ).toEqual( known );
	} );

	it( 'stops the publish: it hangs', async () => {
		const [ before, known ] = [ await served(), await releases() ];
		await misbehave( {
			[ FAULTY ]: { kind: 'slow', seconds: HANG_SECONDS },
		} );
		const events = await publishImpatiently();

		expect( errorsOf( events ) ).toContainEqual(
			expect.objectContaining( {
				severity: 'error',
				code: 'page_failed',
				message: expect.stringMatching(
					/No complete answer within 1\.5 s/
				),
				action: expect.stringMatching( /\w/ ),
				url: stand.url + FAULTY,
			} )
		);
		expect( summaryOf( events )?.status ).toBe( 'failed' );
		expect( await served() ).toEqual( before );
		expect( await releases() ).toEqual( known );
	} );
} );

describe( 'A dry run', () => {
	it( 'reports the fault and writes nothing', async () => {
		const [ before, known ] = [ await served(), await releases() ];
		await misbehave( { [ FAULTY ]: { kind: 'php warning' } } );
		const { code, events } = await aether( 'plan' );
		expect( code ).toBe( EXIT.FAILURE );
		expect( errorsOf( events ).map( ( each ) => each.code ) ).toEqual( [
			'php_error_text',
		] );
		expect( await served() ).toEqual( before );
		expect( await releases() ).toEqual( known );
	} );
} );

describe( 'Publishing anyway', () => {
	it( 'takes the code of this very error, and both the record and the audit log remember it', async () => {
		const before = await served();
		await misbehave( { [ FAULTY ]: { kind: 'php warning' } } );
		const refused = await aether(
			'publish',
			'--accept-findings',
			'page_failed'
		);
		expect( refused.code ).toBe( EXIT.FAILURE );
		expect( await served() ).toEqual( before );

		const { code, events } = await aether(
			'publish',
			'--accept-findings',
			'php_error_text'
		);
		expect( code ).toBe( EXIT.SUCCESS );
		expect( errorsOf( events ) ).toMatchObject( [
			{ code: 'php_error_text', accepted: true },
		] );
		expect( ( await served() ).get( 'faulty/index.html' ) ).toContain(
			'Warning'
		);

		const { rest } = talkTo( stand );
		const record = ( await (
			await rest( `aether/v1/publishes/${ events[ 0 ]?.runId }` )
		).json() ) as unknown;
		expect( record ).toMatchObject( {
			status: 'success',
			startedBy: { name: 'admin' },
			summary: { overridden: [ 'php_error_text' ] },
		} );
		const log = await ( await rest( 'aether/v1/audit' ) ).text();
		expect( log ).toContain( 'gate.overridden' );
	} );

	it( 'is not remembered: the next publish needs the decision again', async () => {
		const before = await served();
		const { code } = await aether( 'publish' );
		expect( code ).toBe( EXIT.FAILURE );
		expect( await served() ).toEqual( before );
	} );
} );
