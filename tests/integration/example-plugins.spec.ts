import { createHmac } from 'node:crypto';
import { AetherError, getRegisteredSteps } from '@aether/provider-sdk';
import { createTestManifest } from '@aether/provider-sdk/testing';
import apiFetch from '@wordpress/api-fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FtpProvider } from '../../examples/ftp-provider-plugin/src/ftp-provider';
import { type FtpStand, startFtp } from '../stands/ftp';
import {
	PLUGIN_FOLDERS,
	startWordPress,
	type WordPressStand,
} from '../stands/wordpress';
import { FtpExample } from '../support/ftp-example';
import { listen, type ListeningHost } from '../support/listening-host';
import { talkTo, type TalkingWordPress } from '../support/wordpress';

const SECRET = 'a long random text';
const PUBLISH = '5f0c3c3e-3b5e-4b1e-8d53-0f2a7f0f8a10';

let ftp: FtpStand;
let example: FtpExample;
let hook: ListeningHost;
let answer = 200;
let stand: WordPressStand;
let wordPress: TalkingWordPress;

const post = ( route: string, body: object, method = 'POST' ) =>
	wordPress.rest( route, {
		method,
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify( body ),
	} );

/** The step, as the engine calls it. */
const runStep = async (): Promise< void > => {
	await import( '../../examples/webhook-step-plugin/src' );
	await getRegisteredSteps()
		.get( 'notifyWebhook' )
		?.run( {
			runId: PUBLISH,
			staticSiteProviders: [ 'local-filesystem', 'shelf' ],
			signal: new AbortController().signal,
		} as never );
};

beforeAll( async () => {
	hook = await listen( ( _, response ) => {
		response.writeHead( answer ).end();
	} );
	ftp = await startFtp();
	stand = await startWordPress( {
		plugins: [
			...PLUGIN_FOLDERS,
			'examples/ftp-provider-plugin',
			'examples/publish-rules-plugin',
			'examples/webhook-step-plugin',
		],
		constants: {
			WEBHOOK_STEP_URL: `${ hook.origin }/hooks/site`,
			WEBHOOK_STEP_SECRET: SECRET,
		},
	} );
	wordPress = talkTo( stand );
	example = new FtpExample( wordPress, ftp, new FtpProvider() );
	expect( ( await example.configure() ).status ).toBe( 200 );
	await example.reset();
	// What a page does with its cookie, done with the application password.
	apiFetch.setFetchHandler( async ( { path = '', data } ) => {
		const response = await post( path.slice( 1 ), data as object );
		if ( ! response.ok ) {
			throw await response.json();
		}
		return undefined as never;
	} );
} );

afterAll( async () => {
	await stand?.stop();
	await hook?.stop();
	await ftp?.stop();
} );

describe( 'The example of a workflow step', () => {
	it( 'tells the other server which publish is out, signed with the secret that PHP has', async () => {
		answer = 200;
		await runStep();
		expect( hook.requests ).toHaveLength( 1 );
		const [ seen ] = hook.requests;
		expect( seen?.url ).toBe( '/hooks/site' );
		expect( JSON.parse( String( seen?.body ) ) ).toEqual( {
			publish: PUBLISH,
			providers: [ 'local-filesystem', 'shelf' ],
			site: `${ stand.url }/`,
			sentAt: expect.any( Number ),
		} );
		expect( seen?.headers[ 'x-aether-signature' ] ).toBe(
			`sha256=${ createHmac( 'sha256', SECRET )
				.update( seen?.body ?? '' )
				.digest( 'hex' ) }`
		);
	} );

	it( 'fails with a code and words when the other server refuses', async () => {
		answer = 500;
		const error = await runStep().catch( ( cause: unknown ) => cause );
		expect( AetherError.isInstance( error ) && error.code ).toBe(
			'remote_failed'
		);
	} );

	it( 'is nobody’s to call who may not publish', async () => {
		const before = hook.requests.length;
		const response = await fetch(
			`${ stand.url }/wp-json/webhook-step/v1/notifications`,
			{
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify( { publish: PUBLISH, providers: [] } ),
			}
		);
		expect( response.status ).toBe( 401 );
		expect( hook.requests ).toHaveLength( before );
	} );
} );

describe( 'The example of hooks', () => {
	it( 'keeps what is below /internal/ out of the inventory by its URL rule, and nothing else', async () => {
		await stand.runPhp( `
			update_option( 'permalink_structure', '/%postname%/' );
			flush_rewrite_rules();
			$parent = wp_insert_post( array( 'post_type' => 'page', 'post_title' => 'Internal', 'post_name' => 'internal', 'post_status' => 'publish', 'post_author' => 1 ) );
			wp_insert_post( array( 'post_type' => 'page', 'post_title' => 'Salaries', 'post_name' => 'salaries', 'post_parent' => $parent, 'post_status' => 'publish', 'post_author' => 1 ) );
			wp_insert_post( array( 'post_type' => 'page', 'post_title' => 'Open', 'post_name' => 'open', 'post_status' => 'publish', 'post_author' => 1 ) );` );
		const response = await wordPress.rest( 'aether/v1/site/urls' );
		expect( response.status ).toBe( 200 );
		const listed = JSON.stringify( await response.json() ).replaceAll(
			'\\/',
			'/'
		);
		expect( listed ).toContain( '/open/' );
		expect( listed ).not.toContain( '/internal/' );
	} );

	it( 'refuses a page with the text of a template in the gate, by PHP alone', async () => {
		const findings = async () => {
			const response = await wordPress.rest( 'aether/v1/site/findings' );
			expect( response.status ).toBe( 200 );
			return response.json();
		};
		expect( await findings() ).toEqual( [] );
		await stand.runPhp(
			`wp_insert_post( array( 'post_type' => 'page', 'post_title' => 'Unfinished', 'post_name' => 'unfinished', 'post_content' => 'Lorem ipsum dolor', 'post_status' => 'publish', 'post_author' => 1 ) );`
		);
		expect( await findings() ).toEqual( [
			{
				severity: 'error',
				code: 'publish_rules_placeholder_text',
				message: 'The page still has the text of a template.',
				url: `${ stand.url }/unfinished/`,
				action: 'Write the page, or take it back to the drafts.',
			},
		] );
	} );

	it( 'hears a publish begin and end', async () => {
		const remembered = async () =>
			JSON.parse(
				await stand.runPhp(
					`echo wp_json_encode( get_option( 'publish_rules_last_publish' ) );`
				)
			);
		const opened = await post( 'aether/v1/publishes', {} );
		expect( opened.status ).toBe( 201 );
		const { id, lease } = ( await opened.json() ) as {
			readonly id: string;
			readonly lease: string;
		};
		expect( await remembered() ).toEqual( { id, status: 'running' } );
		const ended = await post(
			`aether/v1/publishes/${ id }`,
			{
				lease,
				summary: {
					status: 'partial',
					providers: [],
					pageCount: 1,
					fileCount: 1,
				},
			},
			'PATCH'
		);
		expect( ended.status ).toBe( 200 );
		expect( await remembered() ).toEqual( { id, status: 'partial' } );
	} );
} );

describe( 'The example of FTP, with a real server', () => {
	const signal = new AbortController().signal;
	const MOVES = 'ftp-provider/v1/moves?provider=ftp';

	async function publish( files: Readonly< Record< string, string > > ) {
		const target = await example.createTarget();
		const manifest = await createTestManifest( files );
		const plan = await target.prepare( manifest, { signal } );
		await Promise.all(
			plan.uploads.map( ( { path } ) =>
				target.put( manifest.files.get( path )!, { signal } )
			)
		);
		const staged = await example.files();
		await target.finalize( { signal } );
		return { publish: manifest.publishId, staged };
	}

	it( 'shows nothing before all is there, then moves what is new, removes what has left, and keeps what is others’', async () => {
		await example.putForeign( 'cgi-bin/count', Buffer.from( 'theirs' ) );
		const first = await publish( {
			'index.html': 'old',
			'gone/deep/index.html': 'gone',
			'same.css': 'same',
		} );
		expect(
			[ ...first.staged.keys() ].filter(
				( path ) => ! path.startsWith( '.aether-staging/' )
			)
		).toEqual( [ 'cgi-bin/count' ] );
		expect( first.staged.size ).toBe( 4 );

		const second = await publish( {
			'index.html': 'new',
			'same.css': 'same',
			'ünï/a b#%.html': 'odd',
		} );
		expect( second.staged.size ).toBe( 6 );
		const texts = [ ...( await example.files() ) ].map(
			( [ path, { body } ] ) => [ path, String( body ) ]
		);
		expect( Object.fromEntries( texts ) ).toEqual( {
			'cgi-bin/count': 'theirs',
			'index.html': 'new',
			'same.css': 'same',
			'ünï/a b#%.html': 'odd',
		} );

		// The answer was lost, and the page asks again.
		const repeated = await example.ask( 'POST', MOVES, {
			publish: second.publish,
			paths: [ 'index.html' ],
		} );
		expect( repeated.status ).toBe( 204 );
		const unknown = await example.ask( 'POST', MOVES, {
			publish: second.publish,
			paths: [ 'never-staged.html' ],
		} );
		expect( unknown.status ).toBe( 403 );
	} );

	it.each( [
		[ '../outside' ],
		[ 'a\r\nDELE index.html' ],
		[ '/etc/passwd' ],
	] )( 'takes no path that leads astray: %j', async ( path ) => {
		const response = await example.ask( 'POST', MOVES, {
			publish: PUBLISH,
			paths: [ path ],
		} );
		expect( response.status ).toBe( 400 );
		expect( await response.json() ).toMatchObject( {
			code: 'aether_path_rejected',
		} );
	} );

	it.each( [
		[ { password: 'wrong' }, 'aether_auth_failed' ],
		[ { host: '10.0.0.1', password: 'x' }, 'aether_permission_denied' ],
		[ { directory: '../up' }, 'aether_config_invalid' ],
		[ {}, null ],
	] )(
		'tests the connection with values that are not saved: %j',
		async ( changes, code ) => {
			const tried = await example.ask(
				'POST',
				'aether/v1/settings/providers/ftp/trial',
				{ config: changes }
			);
			const { trial } = ( await tried.json() ) as {
				readonly trial: string;
			};
			const response = await example.ask(
				'GET',
				'ftp-provider/v1/connection?provider=ftp',
				undefined,
				{ 'X-Aether-Trial': trial }
			);
			const said =
				response.status === 204
					? { code: null }
					: ( ( await response.json() ) as { code: string } );
			expect( said.code ).toBe( code );
			expect( JSON.stringify( said ) ).not.toContain( ftp.password );
		}
	);

	it( 'keeps the password for the server that it was entered for', async () => {
		const response = await example.configure( {
			host: 'elsewhere.example',
		} );
		expect( response.status ).toBe( 400 );
		expect( await response.json() ).toMatchObject( {
			data: { issues: [ { field: 'password' } ] },
		} );
	} );

	it( 'is nobody’s to use who may not publish', async () => {
		const response = await fetch(
			`${ stand.url }/wp-json/ftp-provider/v1/connection?provider=ftp`
		);
		expect( response.status ).toBe( 401 );
	} );
} );
