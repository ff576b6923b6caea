import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	type Answered,
	AS_ADMINISTRATOR,
	ASK,
	php,
	type RestFailure,
} from '../support/php';
import { sharedWordPress } from '../support/wordpress';

interface Settings {
	readonly revision: string;
	readonly providers: Readonly<
		Record< string, Readonly< Record< string, unknown > > >
	>;
	readonly secrets: Readonly<
		Record< string, Readonly< Record< string, string > > >
	>;
}

const CASES = join(
	import.meta.dirname,
	'../../packages/provider-sdk/testing/config-cases.json'
);

const CANARY = 'canary-0f7c1d-do-not-show';

/** `$put( provider, config, revision? )` and `$read()`; for code of `php()`. */
const SETTINGS = `${ ASK } ${ AS_ADMINISTRATOR }
add_filter( 'aether_rate_limit', '__return_zero' );
$read = static fn () => json_decode( json_encode( $ask( 'GET', '/aether/v1/settings' )['data'] ), true );
$put  = static fn ( string $id, array $config, ?string $revision = null ) => json_decode( json_encode( $ask( 'PUT', '/aether/v1/settings/providers/' . $id, array( 'revision' => $revision ?? $read()['revision'], 'config' => (object) $config ) ) ), true );
$stored = static fn () => (string) $GLOBALS['wpdb']->get_var( "SELECT option_value FROM {$GLOBALS['wpdb']->options} WHERE option_name = 'aether_settings'" );`;

let original = '';

beforeAll( async () => {
	original = await php< string >(
		`${ SETTINGS } $read(); return $stored();`
	);
} );
afterAll( () =>
	php(
		`return $GLOBALS['wpdb']->update( $GLOBALS['wpdb']->options, array( 'option_value' => $original ), array( 'option_name' => 'aether_settings' ) );`,
		{ original }
	)
);

describe( 'Settings of providers', () => {
	it( 'have the shape that provider authors were promised, and are kept field by field', async () => {
		const { first, second, option } = await php< {
			first: Answered< Settings >;
			second: Answered< Settings >;
			option: { providers: Record< string, Record< string, unknown > > };
		} >(
			`${ SETTINGS }
			$first  = $put( 'local-filesystem', array( 'deployment_types' => array( 'static_site' ), 'public_url' => ' https://example.com/ ', 'keep_releases' => '7' ) );
			$put( 'gitlab-pages', array( 'deployment_types' => array(), 'project_id' => 'a/b', 'branch' => 'pages', 'personal_access_token' => 'x' ) );
			$second = $put( 'local-filesystem', array( 'public_url' => null, 'keep_releases' => 9 ) );
			return array( 'first' => $first, 'second' => $second, 'option' => get_option( 'aether_settings' ) );`
		);
		expect( first.status ).toBe( 200 );
		expect( first.data.providers[ 'local-filesystem' ] ).toEqual( {
			deployment_types: [ 'static_site' ],
			public_url: 'https://example.com/',
			keep_releases: 7,
		} );
		expect( second.data.providers[ 'local-filesystem' ] ).toEqual( {
			deployment_types: [ 'static_site' ],
			keep_releases: 9,
		} );
		expect( second.data.providers[ 'gitlab-pages' ] ).toEqual( {
			deployment_types: [],
			project_id: 'a/b',
			branch: 'pages',
		} );
		expect( second.data.revision ).not.toBe( first.data.revision );
		expect( option.providers[ 'local-filesystem' ] ).toEqual( {
			deployment_types: [ 'static_site' ],
			keep_releases: 9,
		} );
	} );

	it( 'are written only over the revision that the change was made from', async () => {
		const answer = await php< {
			statuses: number[];
			code: string;
			kept: unknown;
			current: Settings;
			now: Settings;
			merged: number;
		} >(
			`${ SETTINGS }
			$put( 'gitlab', array( 'project_id' => 'a/b', 'gitlab_url' => null, 'personal_access_token' => $canary ) );
			$revision = $read()['revision'];
			$ours     = $put( 'local-filesystem', array( 'keep_releases' => 3 ), $revision );
			$theirs   = $put( 'local-filesystem', array( 'keep_releases' => 4 ), $revision );
			$answer   = array( 'statuses' => array( $ours['status'], $theirs['status'] ), 'code' => $theirs['data']['code'], 'kept' => $read()['providers']['local-filesystem']['keep_releases'], 'current' => $theirs['data']['data']['current'], 'now' => $read() );
			$rules    = json_decode( json_encode( $ask( 'PUT', '/aether/v1/settings/rules', array( 'revision' => $revision, 'rules' => array( 'excludePages' => array( '/x' ) ) ) ) ), true );
			$forget   = json_decode( json_encode( $ask( 'DELETE', '/aether/v1/settings/providers/gitlab', array( 'revision' => $revision ) ) ), true );
			$answer['statuses'] = array( ...$answer['statuses'], $rules['status'], $forget['status'] );
			$answer['others']   = array( $rules['data']['data']['current'] === $answer['now'], $forget['data']['data']['current'] === $answer['now'] );
			return $answer + array( 'merged' => $put( 'local-filesystem', array( 'keep_releases' => 4 ), $theirs['data']['data']['current']['revision'] )['status'] );`,
			{ canary: CANARY }
		);
		// What came in between is told, so that both changes can be brought together; no secret is.
		expect( answer.current ).toEqual( answer.now );
		expect( answer.current.providers[ 'local-filesystem' ] ).toMatchObject(
			{ keep_releases: 3 }
		);
		expect( JSON.stringify( answer ) ).not.toContain( CANARY );
		const { current, now, ...others } = answer;
		expect( others ).toEqual( {
			statuses: [ 200, 409, 409, 409 ],
			code: 'aether_conflict',
			kept: 3,
			others: [ true, true ],
			merged: 200,
		} );
	} );

	it( 'lose nothing when five people save at once', async () => {
		const { rest } = sharedWordPress();
		const { revision } = ( await (
			await rest( 'aether/v1/settings' )
		).json() ) as Settings;
		const statuses = await Promise.all(
			[ 11, 12, 13, 14, 15 ].map( async ( number ) => {
				const response = await rest(
					'aether/v1/settings/providers/local-filesystem',
					{
						method: 'PUT',
						headers: { 'Content-Type': 'application/json' },
						body: JSON.stringify( {
							revision,
							config: { keep_releases: number },
						} ),
					}
				);
				await response.arrayBuffer();
				return response.status;
			} )
		);
		expect( statuses.sort() ).toEqual( [ 200, 409, 409, 409, 409 ] );
	} );

	it( 'can be forgotten, one provider alone', async () => {
		const answer = await php< { gone: string[]; status: number } >(
			`${ SETTINGS }
			$put( 'gitlab-pages', array( 'project_id' => 'a/b', 'branch' => 'main', 'personal_access_token' => 'x' ) );
			$put( 'local-filesystem', array( 'keep_releases' => 3 ) );
			$before = array_keys( $read()['providers'] );
			$status = $ask( 'DELETE', '/aether/v1/settings/providers/gitlab-pages' )['status'];
			return array( 'gone' => array_values( array_diff( $before, array_keys( $read()['providers'] ) ) ), 'status' => $status );`
		);
		expect( answer ).toEqual( { gone: [ 'gitlab-pages' ], status: 200 } );
	} );

	it( 'that do not fit are named, all of them, and nothing is stored', async () => {
		const answer = await php< {
			failure: Answered< RestFailure >;
			unchanged: boolean;
		} >(
			`${ SETTINGS }
			$before  = $stored();
			$failure = $put( 'local-filesystem', array( 'public_url' => 'nonsense', 'keep_releases' => 51, 'url_style' => 'other', 'directory' => '/etc', 'nested' => array( 'a' => 1 ) ) );
			return array( 'failure' => $failure, 'unchanged' => $before === $stored() );`
		);
		expect( answer.failure ).toMatchObject( {
			status: 400,
			data: { code: 'aether_config_invalid' },
		} );
		expect( answer.failure.data.data.issues ).toMatchObject( [
			{ field: 'public_url', code: 'type' },
			{ field: 'keep_releases', code: 'max' },
			{ field: 'url_style', code: 'option' },
			{ field: 'nested', code: 'type' },
			{ field: 'directory', code: 'custom' },
		] );
		expect( answer.unchanged ).toBe( true );
	} );
} );

describe( 'The rules of fields, as PHP applies them', () => {
	it( 'have the outcome that the table of the SDK gives, in every row', async () => {
		const cases = JSON.parse( await readFile( CASES, 'utf8' ) ) as {
			name: string;
			value: unknown;
			issues: string[];
			sanitized?: unknown;
		}[];
		const outcomes = await php<
			{ issues: string[]; sanitized: unknown }[]
		>(
			`return array_map( static function ( $row ) {
				$fields    = Aether\\Site_Exporter\\Settings\\Field_Schema::by_id( array( $row['field'] ) );
				$id        = $row['field']['id'];
				$validator = new Aether\\Site_Exporter\\Settings\\Config_Validator( $fields );
				$sanitized = $validator->sanitize( array( $id => $row['value'] ) );
				return array( 'issues' => array_column( $validator->issues( $sanitized + ( $row['config'] ?? array() ) ), 'code' ), 'sanitized' => $sanitized[ $id ] );
			}, $rows );`,
			{ rows: cases }
		);
		expect( outcomes ).toHaveLength( cases.length );
		for ( const [ index, row ] of cases.entries() ) {
			expect( outcomes[ index ], row.name ).toEqual( {
				issues: row.issues,
				sanitized: 'sanitized' in row ? row.sanitized : row.value,
			} );
		}
	} );
} );

describe( 'Secrets', () => {
	it( 'go in and never come out: not in an answer, not in the option', async () => {
		const { answers, option, plain } = await php< {
			answers: string;
			option: string;
			plain: string;
		} >(
			`${ SETTINGS }
			$answers = array(
				$put( 'gitlab', array( 'project_id' => 'a/b', 'branch' => 'main', 'personal_access_token' => $canary ) ),
				$put( 'gitlab', array( 'branch' => 'other' ) ),
				$put( 'gitlab', array( 'branch' => array( 'bad' ), 'personal_access_token' => $canary ) ),
				$put( 'unknown-provider', array( 'api_key' => $canary, 'whatever' => $canary ) ),
				$put( 'gitlab', array( 'branch' => 'x' ), 'old-revision' ),
				$read(),
				$ask( 'GET', '/aether/v1/settings/schema' ),
			);
			$plain = ( new Aether\\Site_Exporter\\Settings\\Secret_Sources( new Aether\\Site_Exporter\\Settings\\Settings_Store() ) )->read( 'gitlab', 'personal_access_token' );
			return array( 'answers' => json_encode( $answers ), 'option' => $stored(), 'plain' => $plain );`,
			{ canary: CANARY }
		);
		expect( answers ).not.toContain( CANARY );
		expect( answers ).not.toContain( 'aether:v1:' );
		expect( option ).not.toContain( CANARY );
		expect( plain ).toBe( CANARY );
	} );

	it( 'are told of by a word, unknown fields among them', async () => {
		const settings = await php< Settings >(
			`${ SETTINGS }
			$put( 'gitlab', array( 'personal_access_token' => null ) );
			$put( 'unknown-provider', array( 'deployment_types' => array( 'database_sync' ), 'api_key' => 'x' ) );
			return $read();`
		);
		expect( settings.secrets.gitlab ).toEqual( {
			personal_access_token: expect.stringMatching( /^(un)?set$/ ),
		} );
		expect( settings.secrets[ 'cloudflare-r2' ] ).toEqual( {
			secret_access_key: 'unset',
		} );
		expect( settings.secrets[ 'unknown-provider' ] ).toMatchObject( {
			api_key: 'set',
		} );
		expect( settings.providers[ 'unknown-provider' ] ).toEqual( {
			deployment_types: [ 'database_sync' ],
		} );
	} );

	it( 'open only where they were put, whole and with their key', async () => {
		const statuses = await php< Record< string, string > >(
			`${ SETTINGS }
			$put( 'gitlab', array( 'personal_access_token' => $canary ) );
			$option   = get_option( 'aether_settings' );
			$envelope = $option['providers']['gitlab']['personal_access_token'];
			$sources  = new Aether\\Site_Exporter\\Settings\\Secret_Sources( new Aether\\Site_Exporter\\Settings\\Settings_Store() );
			$with     = static function ( string $provider, string $value ) use ( $option, $sources ) {
				$option['providers'][ $provider ]['personal_access_token'] = $value;
				update_option( 'aether_settings', $option );
				return $sources->status( $provider, 'personal_access_token' );
			};
			$binary                  = base64_decode( substr( $envelope, 10 ) );
			$opened                  = 0;
			foreach ( array_keys( str_split( $binary ) ) as $at ) {
				$changed        = $binary;
				$changed[ $at ] = chr( ord( $binary[ $at ] ) ^ 1 );
				$cut            = substr( $binary, 0, $at );
				foreach ( array( $changed, $cut, $cut . substr( $binary, $at + 1 ), $binary . $changed[ $at ] ) as $other ) {
					$opened += null === Aether\\Site_Exporter\\Security\\Encrypter::decrypt( 'aether:v1:' . base64_encode( $other ), 'providers/gitlab/personal_access_token' ) ? 0 : 1;
				}
			}
			$statuses['opened by any changed, cut or longer one'] = (string) $opened;
			foreach ( array( 'providers/gitlab/other', 'providers/gitlab-pages/personal_access_token', 'providers/GitLab/personal_access_token', 'providers/gitlab/personal_access_token ', '' ) as $place ) {
				$opened += null === Aether\\Site_Exporter\\Security\\Encrypter::decrypt( $envelope, $place ) ? 0 : 1;
			}
			$statuses['opened in any other place'] = (string) $opened;
			$statuses['other version'] = (string) Aether\\Site_Exporter\\Security\\Encrypter::decrypt( str_replace( ':v1:', ':v2:', $envelope ), 'providers/gitlab/personal_access_token' );
			$flip                    = $envelope;
			$flip[ 60 ]              = 'A' === $flip[ 60 ] ? 'B' : 'A';
			$statuses['whole']       = $with( 'gitlab', $envelope );
			$statuses['moved']       = $with( 'gitlab-pages', $envelope );
			$statuses['tampered']    = $with( 'gitlab', $flip );
			$statuses['truncated']   = $with( 'gitlab', substr( $envelope, 0, -8 ) );
			$statuses['emptied']     = $with( 'gitlab', 'aether:v1:' );
			$statuses['no base64']   = $with( 'gitlab', 'aether:v1:***' );
			$statuses['put back']    = $with( 'gitlab', $envelope );
			add_filter( 'salt', static fn () => str_repeat( 'another salt ', 5 ) );
			$statuses['other salts'] = $with( 'gitlab', $envelope );
			$statuses['read']        = $sources->read( 'gitlab', 'personal_access_token' )->get_error_code();
			$statuses['other field'] = $read()['providers']['gitlab']['branch'] ?? '';
			return $statuses;`,
			{ canary: CANARY }
		);
		expect( statuses ).toEqual( {
			'opened by any changed, cut or longer one': '0',
			'opened in any other place': '0',
			'other version': '',
			whole: 'set',
			moved: 'unreadable',
			tampered: 'unreadable',
			truncated: 'unreadable',
			emptied: 'unreadable',
			'no base64': 'unreadable',
			'put back': 'set',
			'other salts': 'unreadable',
			read: 'aether_secret_unreadable',
			'other field': expect.any( String ),
		} );
	} );

	it( 'are not stored where they cannot be encrypted', async () => {
		const answer = await php< {
			failure: Answered< RestFailure >;
			unchanged: boolean;
		} >(
			`${ SETTINGS }
			add_filter( 'salt', static fn () => 'short' );
			$before  = $stored();
			$failure = $put( 'gitlab', array( 'personal_access_token' => $canary ) );
			return array( 'failure' => $failure, 'unchanged' => $before === $stored() );`,
			{ canary: CANARY }
		);
		expect( answer.failure.status ).toBe( 500 );
		expect( answer.failure.data.code ).toBe( 'aether_config_invalid' );
		expect( answer.failure.data.message ).toContain(
			'AETHER_ENCRYPTION_KEY'
		);
		expect( answer.unchanged ).toBe( true );
	} );

	it( 'can come from a constant or the environment', async () => {
		const answer = await php< Record< string, string > >(
			`${ SETTINGS }
			define( 'AETHER_SECRET_CLOUDFLARE_R2_SECRET_ACCESS_KEY', $canary );
			putenv( 'AETHER_SECRET_CLOUDFLARE_WORKERS_API_TOKEN=' . $canary );
			$settings = $read();
			putenv( 'AETHER_SECRET_CLOUDFLARE_WORKERS_API_TOKEN' );
			return array( 'constant' => $settings['secrets']['cloudflare-r2']['secret_access_key'], 'environment' => $settings['secrets']['cloudflare-workers']['api_token'], 'answer' => json_encode( $settings ) );`,
			{ canary: CANARY }
		);
		expect( answer.constant ).toBe( 'constant' );
		expect( answer.environment ).toBe( 'constant' );
		expect( answer.answer ).not.toContain( CANARY );
	} );

	it( 'give a signing key for today, one region and one service, and nothing else', async () => {
		const { key, again, refused } = await php< {
			key: Answered< { key: string } >;
			again: string;
			refused: ( string | null )[];
		} >(
			`${ SETTINGS }
			define( 'AETHER_SECRET_CLOUDFLARE_R2_SECRET_ACCESS_KEY', $canary );
			$ask( 'POST', '/aether/v1/signing-keys/cloudflare-r2/allowance' );
			$ask_key = static fn ( $change ) => $ask( 'POST', '/aether/v1/signing-keys/cloudflare-r2', $change + array( 'field' => 'secret_access_key', 'date' => gmdate( 'Ymd' ), 'region' => 'auto', 'service' => 's3' ) );
			$again   = 'AWS4' . $canary;
			foreach ( array( gmdate( 'Ymd' ), 'auto', 's3', 'aws4_request' ) as $part ) { $again = hash_hmac( 'sha256', $part, $again, true ); }
			return array( 'key' => $ask_key( array() ), 'again' => base64_encode( $again ), 'refused' => array_map( static fn ( $change ) => $ask_key( $change )['data']['code'] ?? null, array( array( 'date' => '20200101' ), array( 'field' => 'bucket_name' ), array( 'service' => 'iam' ), array( 'region' => 'a/b' ) ) ) );`,
			{ canary: CANARY }
		);
		expect( key ).toEqual( { status: 200, data: { key: again } } );
		expect( refused ).toEqual( [
			'aether_config_invalid',
			'aether_config_invalid',
			'aether_contract_violated',
			'aether_contract_violated',
		] );
	} );
} );

describe( 'A schema that JavaScript declares', () => {
	it( 'makes fields known, and opens no secret that PHP or an earlier schema kept', async () => {
		const answer = await php< {
			hidden: Settings;
			declared: Settings;
			overruled: Settings;
		} >(
			`${ SETTINGS }
			delete_option( 'aether_provider_schemas' );
			$declare = static fn ( $id, $fields ) => $ask( 'PUT', '/aether/v1/settings/schema/' . $id, array( 'fields' => $fields ) );
			$put( 'js-only', array( 'bucket' => $canary ) );
			$hidden = $read();
			$declare( 'js-only', array( array( 'id' => 'bucket', 'type' => 'text', 'label' => 'Bucket' ) ) );
			$declared = $read();
			$put( 'gitlab', array( 'personal_access_token' => $canary ) );
			$declare( 'gitlab', array( array( 'id' => 'personal_access_token', 'type' => 'text', 'sensitive' => false ), array( 'id' => 'note', 'type' => 'text' ) ) );
			$put( 'gitlab', array( 'note' => 'hello' ) );
			$overruled = $read();
			delete_option( 'aether_provider_schemas' );
			return array( 'hidden' => $hidden, 'declared' => $declared, 'overruled' => $overruled );`,
			{ canary: CANARY }
		);
		expect( answer.hidden.secrets[ 'js-only' ] ).toEqual( {
			bucket: 'set',
		} );
		expect( answer.declared.secrets[ 'js-only' ] ).toEqual( {
			bucket: 'set',
		} );
		expect( answer.overruled.providers.gitlab?.note ).toBe( 'hello' );
		expect( JSON.stringify( answer ) ).not.toContain( CANARY );
	} );
} );
