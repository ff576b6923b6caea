import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { php } from '../support/php';
import { sharedWordPress } from '../support/wordpress';

const wordPress = sharedWordPress();

const send = async (
	method: string,
	route: string,
	body?: object,
	headers: Readonly< Record< string, string > > = {}
) => {
	const response = await wordPress.rest( route, {
		method,
		headers: { 'Content-Type': 'application/json', ...headers },
		...( body ? { body: JSON.stringify( body ) } : {} ),
	} );
	return { status: response.status, data: await response.json() };
};

const settings = async () => ( await send( 'GET', 'aether/v1/settings' ) ).data;

const BUCKET = {
	access_key_id: 'AKID',
	secret_access_key: 'not-a-real-secret',
	bucket_name: 'site',
	region: 'auto',
	endpoint: 'https://tried.example.com',
	layout: 'plain',
};

let before: string;

beforeAll( async () => {
	before = await php(
		`return (string) $GLOBALS['wpdb']->get_var( "SELECT option_value FROM {$GLOBALS['wpdb']->options} WHERE option_name = 'aether_settings'" );`
	);
} );

afterAll( async () => {
	await php(
		`return $GLOBALS['wpdb']->update( $GLOBALS['wpdb']->options, array( 'option_value' => $before ), array( 'option_name' => 'aether_settings' ) );`,
		{ before }
	);
} );

describe( 'Values that are tried before they are saved', () => {
	it( 'are used by requests that name them, and by no others', async () => {
		const { revision } = await settings();
		const { status, data } = await send(
			'POST',
			'aether/v1/settings/providers/s3/trial',
			{ config: BUCKET }
		);
		expect( status ).toBe( 201 );
		expect( JSON.stringify( data ) ).not.toContain(
			BUCKET.secret_access_key
		);
		const addresses = async ( headers = {} ) =>
			( await send( 'GET', 'aether/v1/relay/s3', undefined, headers ) )
				.data.addresses;
		expect( await addresses( { 'X-Aether-Trial': data.trial } ) ).toContain(
			'https://tried.example.com/'
		);
		expect( await addresses() ).not.toContain(
			'https://tried.example.com/'
		);
		expect( ( await settings() ).revision ).toBe( revision );
		const other = await send( 'GET', 'aether/v1/relay/gitlab', undefined, {
			'X-Aether-Trial': data.trial,
		} );
		expect( other ).toMatchObject( {
			status: 404,
			data: { code: 'aether_not_found' },
		} );
	} );

	it( 'are checked like those that are saved', async () => {
		expect(
			await send( 'POST', 'aether/v1/settings/providers/s3/trial', {
				config: { ...BUCKET, bucket_name: '!' },
			} )
		).toMatchObject( {
			status: 400,
			data: {
				code: 'aether_config_invalid',
				data: { issues: [ { field: 'bucket_name' } ] },
			},
		} );
	} );

	it( 'are gone for whoever names none that exist', async () => {
		const { status } = await send( 'GET', 'aether/v1/relay/s3', undefined, {
			'X-Aether-Trial': 'never-given',
		} );
		expect( status ).toBe( 404 );
	} );
} );

describe( 'A second instance of a provider', () => {
	it.each( [ 's3:eu', 's3%3Aus' ] )(
		'has the fields and secrets of its kind, apart from the first: %s',
		async ( id ) => {
			const { revision } = await settings();
			const saved = await send(
				'PUT',
				`aether/v1/settings/providers/${ id }`,
				{ revision, config: BUCKET }
			);
			expect( saved.status ).toBe( 200 );
			const name = decodeURIComponent( id );
			expect( saved.data.providers[ name ] ).toMatchObject( {
				bucket_name: 'site',
			} );
			expect( saved.data.providers[ name ] ).not.toHaveProperty(
				'secret_access_key'
			);
			expect( saved.data.secrets[ name ] ).toMatchObject( {
				secret_access_key: 'set',
			} );
			const relay = await send( 'GET', `aether/v1/relay/${ id }` );
			expect( relay.data.addresses ).toContain(
				'https://tried.example.com/'
			);
			expect(
				(
					await send(
						'PUT',
						`aether/v1/ledgers/${ id }/static_site`,
						{ entries: {} }
					)
				).status
			).toBe( 200 );
			const forgotten = await send(
				'DELETE',
				`aether/v1/settings/providers/${ id }`,
				{}
			);
			expect( forgotten.data.providers ).not.toHaveProperty( name );
		}
	);

	it( 'has a plain name', async () => {
		const { revision } = await settings();
		const { status } = await send(
			'PUT',
			'aether/v1/settings/providers/s3:a:b',
			{ revision, config: BUCKET }
		);
		expect( status ).toBe( 404 );
	} );
} );

describe( 'The day on which credentials end', () => {
	it( 'is known of those that were tested, whether they were saved before or after', async () => {
		const found = await php< Record< string, string > >( `
			wp_set_current_user( 1 );
			$ask = static function ( $method, $route, $parameters = array(), $trial = null ) {
				$request = new WP_REST_Request( $method, '/aether/v1/' . $route );
				$request->set_header( 'Content-Type', 'application/json' );
				$request->set_body( json_encode( (object) $parameters ) );
				if ( null !== $trial ) { $request->set_header( 'X-Aether-Trial', $trial ); }
				return rest_get_server()->dispatch( $request );
			};
			$save   = static fn ( $token ) => $ask( 'PUT', 'settings/providers/ending', array( 'revision' => $ask( 'GET', 'settings' )->get_data()['revision'], 'config' => array( 'token' => $token ) ) );
			$note   = static fn ( $days, $trial = null ) => $ask( 'PUT', 'connections/ending', array( 'endsAt' => gmdate( 'Y-m-d', time() + $days * DAY_IN_SECONDS ) ), $trial )->get_status();
			$health = static function () {
				$result = apply_filters( 'site_status_tests', array() )['direct']['aether_credentials']['test']();
				return $result['status'] . ( str_contains( $result['description'], 'ending (' ) ? ', named' : '' );
			};
			$save( 'the first token' );
			$trial = $ask( 'POST', 'settings/providers/ending/trial', array( 'config' => array( 'token' => 'the second token' ) ) )->get_data()['trial'];
			$found = array( 'noted' => $note( 13, $trial ) . '', 'tried, not saved' => $health() );
			$save( 'the second token' );
			$found['saved'] = $health();
			$note( 16 );
			$found['far away'] = $health();
			$note( -1 );
			$found['over'] = $health();
			$save( 'the third token' );
			$found['replaced']    = $health();
			$found['no day']      = $ask( 'PUT', 'connections/ending', array( 'endsAt' => '2026-13-01' ) )->get_status() . '';
			$found['holds token'] = str_contains( serialize( get_option( 'aether_credential_ends' ) ), 'token' ) ? 'yes' : 'no';
			delete_option( 'aether_credential_ends' );
			return $found;` );
		expect( found ).toEqual( {
			noted: '200',
			'tried, not saved': 'good',
			saved: 'recommended, named',
			'far away': 'good',
			over: 'critical, named',
			replaced: 'good',
			'no day': '400',
			'holds token': 'no',
		} );
	} );
} );
