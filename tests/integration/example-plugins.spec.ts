import { createHmac } from 'node:crypto';
import { AetherError, getRegisteredSteps } from '@aether/provider-sdk';
import apiFetch from '@wordpress/api-fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	PLUGIN_FOLDERS,
	startWordPress,
	type WordPressStand,
} from '../stands/wordpress';
import { listen, type ListeningHost } from '../support/listening-host';
import { talkTo, type TalkingWordPress } from '../support/wordpress';

const SECRET = 'a long random text';
const PUBLISH = '5f0c3c3e-3b5e-4b1e-8d53-0f2a7f0f8a10';

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
	stand = await startWordPress( {
		plugins: [
			...PLUGIN_FOLDERS,
			'examples/publish-rules-plugin',
			'examples/webhook-step-plugin',
		],
		constants: {
			WEBHOOK_STEP_URL: `${ hook.origin }/hooks/site`,
			WEBHOOK_STEP_SECRET: SECRET,
		},
	} );
	wordPress = talkTo( stand );
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
