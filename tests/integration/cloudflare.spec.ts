import { runAether } from '@aether/cli';
import { sendByRelay } from '@aether/publish-engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CloudflareStand, STAND_API_TOKEN } from '../stands/cloudflare';
import { ObjectStorage } from '../stands/object-storage';
import { brokenLinks, crawl, pagesOf } from '../support/crawler';
import { saveProvider } from '../support/provider-settings';
import { sharedWordPress } from '../support/wordpress';

const IDS = [ 'cloudflare-r2', 'cloudflare-workers' ];
/** Writes of a publish beside the changed files: table, release, pointer, and one to spare. */
const MOST_OTHER_WRITES = 4;

interface PublishRecord {
	readonly status: string;
	readonly summary: {
		readonly providers: readonly {
			readonly providerId: string;
			readonly success: boolean;
			readonly uploaded: number;
		}[];
	};
}

const wordPress = sharedWordPress();
let storage: ObjectStorage;
let stand: CloudflareStand;
let said = '';

async function aether( ...argv: string[] ): Promise< number > {
	const output = {
		isTTY: false,
		write: ( text: string ) => ( said += text ),
	};
	return runAether( argv, {
		stdout: output,
		stderr: output,
		env: {
			AETHER_URL: `${ wordPress.url }/`,
			AETHER_USER: wordPress.user,
			AETHER_PASSWORD: wordPress.applicationPassword,
		},
		signal: new AbortController().signal,
	} );
}

/**
 * What each provider got from the last publish.
 */
async function publish(): Promise< PublishRecord[ 'summary' ][ 'providers' ] > {
	said = '';
	const code = await aether(
		'publish',
		...IDS.flatMap( ( id ) => [ '--only', id ] )
	);
	expect( [ code, said ] ).toEqual( [ 0, expect.anything() ] );
	const answer = await wordPress.rest( 'aether/v1/publishes?per_page=1' );
	const [ record ] = ( await answer.json() ) as PublishRecord[];
	return record!.summary.providers;
}

const visit = async ( path: string ) =>
	( await fetch( new URL( path, stand.edge.url ) ) ).text();

beforeAll( async () => {
	storage = await ObjectStorage.start();
	stand = await CloudflareStand.start( {
		storage,
		localScript: 'aether-site',
	} );
	await saveProvider( wordPress, 'cloudflare-r2', {
		deployment_types: [ 'static_site' ],
		access_key_id: storage.accessKeyId,
		secret_access_key: storage.secretAccessKey,
		bucket_name: storage.bucketName,
		endpoint: storage.endpoint,
		public_url: `${ stand.edge.url }/`,
	} );
	await saveProvider( wordPress, 'cloudflare-workers', {
		deployment_types: [ 'edge_functions' ],
		account_id: stand.accountId,
		api_token: STAND_API_TOKEN,
		api_url: stand.apiUrl,
		bucket_name: storage.bucketName,
	} );
} );
afterAll( async () => {
	for ( const id of IDS ) {
		await wordPress.rest( `aether/v1/settings/providers/${ id }`, {
			method: 'DELETE',
		} );
	}
	await stand.stop();
	await storage.stop();
} );

/** Each test goes on where the one before ended. */
describe( 'A WordPress published to R2 and Workers', () => {
	let before: string;
	const name = `on-the-edge-${ Date.now() }`;

	it( 'is served whole by the deployed Worker, which came through the relay', async () => {
		await wordPress.runPhp(
			`wp_insert_post( array( 'post_title' => 'On the edge', 'post_name' => '${ name }', 'post_content' => 'First words', 'post_status' => 'publish', 'post_date' => '2021-02-03 04:05:06' ) );`
		);
		const providers = await publish();
		expect( providers.map( ( { success } ) => success ) ).toEqual( [
			true,
			true,
		] );
		const files = await crawl( `${ stand.edge.url }/`, {
			also: [ `/${ name }/` ],
		} );
		expect( brokenLinks( files ) ).toEqual( [] );
		expect( pagesOf( files ).length ).toBeGreaterThan( 10 );
		before = await visit( `/${ name }/` );
		expect( before ).toContain( 'First words' );
		expect( stand.violations ).toEqual( [] );
		expect( said ).not.toContain( STAND_API_TOKEN );
		expect( said ).not.toContain( storage.secretAccessKey );
	} );

	it( 'sends of an edited post the files that changed, and three more writes', async () => {
		await wordPress.runPhp(
			`$post = get_page_by_path( '${ name }', OBJECT, 'post' ); wp_update_post( array( 'ID' => $post->ID, 'post_content' => 'Second words' ) );`
		);
		storage.log.clear();
		stand.requests.length = 0;
		const [ bucket ] = await publish();
		expect( bucket!.uploaded ).toBeGreaterThan( 0 );
		expect( storage.log.writes.length ).toBeLessThanOrEqual(
			MOST_OTHER_WRITES + bucket!.uploaded
		);
		expect( stand.writes ).toEqual( [] );
		await expect
			.poll( () => visit( `/${ name }/` ), { timeout: 60_000 } )
			.toContain( 'Second words' );
	} );

	it( 'goes back to the old bytes with one write', async () => {
		storage.log.clear();
		expect( await aether( 'rollback', 'cloudflare-r2' ) ).toBe( 0 );
		expect( storage.log.writes ).toHaveLength( 1 );
		await expect
			.poll( () => visit( `/${ name }/` ), { timeout: 60_000 } )
			.toBe( before );
	} );

	it( 'refuses every other request with the token', async () => {
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
					providerId: 'cloudflare-workers',
					rest: wordPress.rest,
					maxRequestBytes: 8_000_000,
				}
			);
		for ( const [ method, path ] of [
			[ 'DELETE', '/workers/scripts/aether-site' ],
			[ 'GET', '/workers/scripts/aether-site/secrets' ],
			[ 'GET', '/workers/scripts' ],
			[ 'PUT', '/workers/scripts/aether-site/secrets' ],
			[ 'GET', '/storage/kv/namespaces' ],
		] as const ) {
			await expect( relay( method, path ) ).rejects.toMatchObject( {
				code: 'permission_denied',
			} );
		}
		expect( stand.account.scripts ).toHaveLength( 1 );
	} );
} );
