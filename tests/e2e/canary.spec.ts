import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCESS_LEVELS, GitLabStand, type Project } from '../stands/gitlab';
import { ObjectStorage } from '../stands/object-storage';
import { openBrowser, type BrowserSession } from '../support/browser';
import { findCanaries, type Place } from '../support/canary';
import { AS_ADMINISTRATOR, ASK, php } from '../support/php';
import { publishedFiles } from '../support/published-folder';
import { SettingsPage } from '../support/settings-page';
import { watchPage, type WatchedPage } from '../support/watched-page';
import { sharedWordPress } from '../support/wordpress';

/** One secret for each sensitive field of our providers, with what encodings spell differently. */
const CANARIES = {
	gitlab: 'canary/gitlab+4b"7f&3a<9c',
	pages: 'canary/pages+0d"61&e8<2b',
	storage: 'canary/storage+c51d=77ab0e94',
	cloud: 'canary/cloud+2f68=90bd31ac',
	workers: 'canary/workers+9a"0c&44<d7',
} as const;
const ALL = Object.values( CANARIES );

const wordPress = sharedWordPress();

let storage: ObjectStorage;
let gitlab: GitLabStand;
let project: Project;
let browser: BrowserSession;
let settings: SettingsPage;
let watched: WatchedPage;
let before: string;

/** A few pages are enough, however many there were before. */
const RULES = {
	excludePages: [ '/20**', '/category/**', '/tag/**', '/author/**' ],
	largestPageLoss: 100,
};

const fill = async (
	provider: string,
	values: Readonly< Record< string, string > >
): Promise< void > => {
	await settings.showFields( provider );
	for ( const [ label, value ] of Object.entries( values ) ) {
		await settings
			.card( provider )
			.getByLabel( new RegExp( `^${ label }(?: \\(required\\))?$` ) )
			.fill( value );
	}
};

beforeAll( async () => {
	const [ accessKeyId, secretAccessKey ] = [
		'AKIDOFTHESTAND',
		CANARIES.storage,
	];
	storage = await ObjectStorage.start( {
		credentials: { accessKeyId, secretAccessKey },
		cors: [
			{
				allowedOrigins: [ wordPress.url ],
				allowedMethods: [ 'GET', 'HEAD', 'PUT', 'POST', 'DELETE' ],
				allowedHeaders: [ '*' ],
				exposeHeaders: [ 'ETag' ],
			},
		],
	} );
	gitlab = await GitLabStand.start( {
		tokens: [
			{
				value: CANARIES.gitlab,
				scopes: [ 'api' ],
				expiresAt: '2099-01-01',
				accessLevel: ACCESS_LEVELS.maintainer,
			},
		],
	} );
	project = await gitlab.createProject( { path: 'group/site' } );
	before = await php< string >(
		`${ ASK } ${ AS_ADMINISTRATOR }
		$revision = $ask( 'GET', '/aether/v1/settings' )['data']['revision'];
		$before   = (string) $GLOBALS['wpdb']->get_var( "SELECT option_value FROM {$GLOBALS['wpdb']->options} WHERE option_name = 'aether_settings'" );
		$saved    = $ask( 'PUT', '/aether/v1/settings/rules', array( 'revision' => $revision, 'rules' => $rules ) );
		if ( 200 !== $saved['status'] ) { throw new Exception( json_encode( $saved ) ); }
		return $before;`,
		{ rules: RULES }
	);
	browser = await openBrowser( wordPress );
	watched = await watchPage( browser.page );
	settings = new SettingsPage( browser.page, wordPress );
} );

afterAll( async () => {
	await browser?.close();
	await php(
		`return $GLOBALS['wpdb']->update( $GLOBALS['wpdb']->options, array( 'option_value' => $before ), array( 'option_name' => 'aether_settings' ) );`,
		{ before }
	);
	await gitlab?.stop();
	await storage?.stop();
} );

/** What was sent, answered or said does not change any more. */
const searched = new WeakSet< Place >();

const found = async ( more: readonly Place[] = [] ): Promise< string[] > => {
	const places = [ ...( await watched.places() ), ...more ].filter(
		( place ) => ! searched.has( place )
	);
	places.forEach( ( place ) => searched.add( place ) );
	return findCanaries( places, ALL );
};

describe( 'Secrets that a person enters', () => {
	it( 'leave the page once, to be saved, and never come back', async () => {
		await settings.open();
		const endpoint = storage.endpoint;
		await fill( 'S3-compatible storage', {
			'Access key ID': storage.accessKeyId,
			'Secret access key': CANARIES.storage,
			Bucket: storage.bucketName,
			Region: 'auto',
			Endpoint: endpoint,
			'Public address': 'http://site.test/',
		} );
		await fill( 'Cloudflare R2', {
			'Access key ID': storage.accessKeyId,
			'Secret access key': CANARIES.cloud,
			Bucket: storage.bucketName,
			Endpoint: endpoint,
			'Public address': 'http://cloud.test/',
		} );
		await fill( 'GitLab', {
			GitLab: gitlab.url,
			Project: project.path,
			'Access token': CANARIES.gitlab,
		} );
		await fill( 'GitLab Pages', {
			GitLab: gitlab.url,
			Project: project.path,
			'Access token': CANARIES.pages,
		} );
		await fill( 'Cloudflare Workers', {
			'Account ID': '0123456789abcdef0123456789abcdef',
			'API token': CANARIES.workers,
		} );
		for ( const provider of [ 'S3-compatible storage', 'GitLab' ] ) {
			await settings
				.card( provider )
				.getByRole( 'checkbox', { name: 'Static site' } )
				.check();
		}
		await settings.save();
		const entered = watched.entered().join();
		for ( const canary of ALL ) {
			expect( entered ).toContain( JSON.stringify( canary ) );
		}
		expect( await found() ).toEqual( [] );
	} );

	it( 'are not in the page when it is opened again', async () => {
		await settings.open();
		await browser.page
			.getByText( 'Saved. It cannot be shown.' )
			.first()
			.waitFor();
		expect(
			await browser.page.getByText( 'Saved. It cannot be shown.' ).count()
		).toBe( ALL.length );
		expect( await found() ).toEqual( [] );
	} );

	it( 'are not in a test of the connection, nor in one that fails because of them', async () => {
		const test = async ( provider: string, outcome: RegExp ) => {
			const panel = settings
				.card( provider )
				.locator( '.aether-connection' );
			await panel
				.getByRole( 'button', { name: 'Test connection' } )
				.click();
			await panel.getByText( 'Testing…' ).waitFor( { state: 'hidden' } );
			const notice = panel.locator( '.components-notice' ).first();
			await notice.waitFor();
			expect( await notice.innerText() ).toMatch( outcome );
		};
		await test( 'S3-compatible storage', /The connection works/ );
		await test( 'GitLab', /The connection works/ );
		// A wrong key, and a host that repeats the token in what it answers.
		await test( 'Cloudflare R2', /key|refused|denied|signature/i );
		gitlab.faults.arm(
			'tokenSelf',
			{
				kind: 'status',
				status: 403,
				message: `The token ${ CANARIES.gitlab } or ${ Buffer.from( CANARIES.gitlab ).toString( 'base64' ) } may not.`,
			},
			{ times: 1 }
		);
		await test( 'GitLab', /permission|may not|not allowed/i );
		expect( await found() ).toEqual( [] );
	} );

	it( 'are in nothing that a publish sends, keeps or says', async () => {
		const outcome = await settings.publish();
		expect( outcome.text ).toMatch( /Published/ );
		expect( outcome.text ).not.toMatch( /fail|error/i );
		await browser.page
			.getByRole( 'button', { name: 'Copy report' } )
			.first()
			.click();

		const objects = await storage.r2.objects();
		expect( objects.size ).toBeGreaterThan( 10 );
		const head = await project.repository.resolve( 'main' );
		expect( head ).not.toBeNull();
		const commits = gitlab.writes.filter(
			( { status } ) => status === 201
		);
		expect( commits.length ).toBeGreaterThan( 0 );
		expect( watched.origins() ).toEqual(
			new Set( [ wordPress.url, new URL( storage.endpoint ).origin ] )
		);
		expect(
			await found( [
				...[ ...objects ].flatMap( ( [ key, { body } ] ) => [
					{ name: `object ${ key }`, content: body },
				] ),
				...commits.map( ( { path, body } ) => ( {
					name: `commit ${ path }`,
					content: JSON.stringify( body ),
				} ) ),
			] )
		).toEqual( [] );
	} );

	it( 'are in no table, log, record or file of WordPress, and in no answer of any route', async () => {
		const answers = await php< Place[] >(
			`${ ASK } ${ AS_ADMINISTRATOR }
			add_filter( 'aether_rate_limit', '__return_zero' );
			$places = array();
			foreach ( rest_get_server()->get_routes( 'aether/v1' ) as $route => $handlers ) {
				if ( ! str_contains( $route, '(?P' ) && isset( $handlers[0]['methods']['GET'] ) ) { $places[] = array( 'name' => $route, 'content' => serialize( $ask( 'GET', $route, array( 'per_page' => 100 ) ) ) ); }
			}
			$cursor = '';
			do {
				$portion  = $ask( 'GET', '/aether/v1/bundle/content', array( 'cursor' => $cursor ) );
				$cursor   = $portion['data']['next'];
				$places[] = array( 'name' => 'bundle', 'content' => serialize( $portion ) );
			} while ( null !== $cursor );
			foreach ( json_decode( json_encode( $ask( 'GET', '/aether/v1/publishes' )['data'] ), true ) as $publish ) { $places[] = array( 'name' => 'record', 'content' => serialize( $ask( 'GET', '/aether/v1/publishes/' . $publish['id'] ) ) ); }
			foreach ( array_keys( Aether\\Site_Exporter\\Plugin::instance()->schemas()->all() ) as $id ) { $places[] = array( 'name' => 'relay/' . $id, 'content' => serialize( $ask( 'GET', '/aether/v1/relay/' . $id ) ) ); }
			foreach ( $GLOBALS['wpdb']->get_col( 'SHOW TABLES' ) as $table ) { $places[] = array( 'name' => 'table ' . $table, 'content' => serialize( $GLOBALS['wpdb']->get_results( 'SELECT * FROM ' . $table ) ) ); }
			require_once ABSPATH . 'wp-admin/includes/class-wp-debug-data.php';
			require_once ABSPATH . 'wp-admin/includes/admin.php';
			$places[] = array( 'name' => 'site health information', 'content' => serialize( WP_Debug_Data::debug_data() ) );
			return array_map( static fn ( $place ) => array( 'name' => $place['name'], 'content' => mb_convert_encoding( $place['content'], 'UTF-8', 'ISO-8859-1' ) ), $places );`
		);
		expect( answers.length ).toBeGreaterThan( 25 );
		const log = await readFile(
			join( wordPress.directory, 'wp-content/debug.log' ),
			'utf8'
		).catch( () => '' );
		const files = await publishedFiles( wordPress.uploadsDirectory );
		expect(
			findCanaries(
				[
					...answers,
					{ name: 'debug.log', content: log },
					...files.map( ( { path, content } ) => ( {
						name: path,
						content,
					} ) ),
				],
				ALL
			)
		).toEqual( [] );
	} );
} );
