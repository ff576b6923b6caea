import { sendByRelay } from '@aether/publish-engine';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CloudflareStand, STAND_API_TOKEN } from '../stands/cloudflare';
import { ObjectStorage } from '../stands/object-storage';
import { AS_ADMINISTRATOR, php } from '../support/php';
import { saveProvider } from '../support/provider-settings';
import { sharedWordPress } from '../support/wordpress';

const ID = 'cloudflare-workers';

const wordPress = sharedWordPress();
let storage: ObjectStorage;
let stand: CloudflareStand;

beforeAll( async () => {
	storage = await ObjectStorage.start();
	stand = await CloudflareStand.start( { storage } );
	await saveProvider( wordPress, ID, {
		deployment_types: [ 'edge_functions' ],
		account_id: stand.accountId,
		api_token: STAND_API_TOKEN,
		api_url: stand.apiUrl,
		bucket_name: storage.bucketName,
	} );
} );
afterAll( async () => {
	await wordPress.rest( `aether/v1/settings/providers/${ ID }`, {
		method: 'DELETE',
	} );
	await stand.stop();
	await storage.stop();
} );

const relay = ( method: string, path: string ) =>
	sendByRelay(
		new Request(
			`${ stand.apiUrl }/accounts/${ stand.accountId }${ path }`,
			{
				method,
				headers: {
					Authorization: 'Bearer {{aether-secret:api_token}}',
				},
			}
		),
		{
			providerId: ID,
			rest: wordPress.rest,
			maxRequestBytes: 8_000_000,
		}
	);

it( 'Cloudflare’s token goes along with what a deployment asks', async () => {
	const answer = await relay( 'GET', '/workers/subdomain' );
	expect( await answer.json() ).toMatchObject( {
		success: true,
		result: { subdomain: 'stand' },
	} );
} );

it.each( [
	[ 'DELETE', '/workers/scripts/aether-site' ],
	[ 'GET', '/workers/scripts/aether-site/secrets' ],
	[ 'GET', '/workers/scripts' ],
	[ 'PUT', '/workers/scripts/aether-site/secrets' ],
	[ 'GET', '/storage/kv/namespaces' ],
] )( 'and never with %s %s', async ( method, path ) => {
	stand.requests.length = 0;
	await expect( relay( method, path ) ).rejects.toMatchObject( {
		code: 'permission_denied',
	} );
	expect( stand.requests ).toEqual( [] );
} );

it( 'the Worker that may be replaced is forgotten once a publish has come through, and the rest is kept', async () => {
	await saveProvider( wordPress, ID, { take_over: 'shop' } );
	const end = ( success: boolean ) =>
		php< Record< string, unknown > >(
			`${ AS_ADMINISTRATOR }
			do_action( 'aether_publish_ended', wp_generate_uuid4(), $success ? 'success' : 'failed', array( 'providers' => array( array( 'providerId' => $provider, 'deploymentType' => 'edge_functions', 'success' => $success ) ) ) );
			return ( (array) rest_do_request( new WP_REST_Request( 'GET', '/aether/v1/settings' ) )->get_data()['providers'] )[ $provider ];`,
			{ provider: ID, success }
		);
	const kept = { account_id: stand.accountId, api_url: stand.apiUrl };
	expect( await end( false ) ).toMatchObject( {
		...kept,
		take_over: 'shop',
	} );
	const after = await end( true );
	expect( after ).toMatchObject( kept );
	expect( after.take_over ?? '' ).toBe( '' );
	const token = await relay( 'GET', '/workers/subdomain' );
	expect( token.status ).toBe( 200 );
} );
