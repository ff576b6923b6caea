import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	type Answered,
	AS_ADMINISTRATOR,
	ASK,
	php,
	type RestFailure,
} from '../support/php';
import { runBundleCommand } from '../support/site-copy';
import { sharedWordPress } from '../support/wordpress';

const wordPress = sharedWordPress();
const plugin = join(
	dirname( wordPress.uploadsDirectory ),
	'plugins/given-away'
);

interface ContentRecord {
	readonly kind: string;
	/** Of an option. */
	readonly name?: string;
	/** Of all others. */
	readonly row?: {
		readonly ID?: number;
		readonly post_type?: string;
		readonly post_title?: string;
		readonly slug?: string;
		readonly user_nicename?: string;
		readonly comment_content?: string;
	};
	readonly taxonomy?: { readonly taxonomy: string; readonly count: number };
}

interface Made {
	readonly parent: number;
	readonly child: number;
	readonly post: number;
	readonly other: number;
	readonly draft: number;
}

const ASKING = `${ AS_ADMINISTRATOR } ${ ASK }
	$save = static fn ( array $bundle ) => $ask( 'PUT', '/aether/v1/settings/bundle', array( 'revision' => $ask( 'GET', '/aether/v1/settings' )['data']['revision'], 'bundle' => $bundle ) );
	$nothing = array( 'plugins' => array(), 'fromDirectory' => array(), 'options' => array(), 'postTypes' => array(), 'entries' => array() );`;

let made: Made;

/**
 * Content of the bundle, as the host asks for it.
 * @param parameters
 */
const contentOf = async (
	parameters: object
): Promise< readonly ContentRecord[] > =>
	(
		await php< readonly string[] >(
			`${ ASKING }
			$lines  = array();
			$cursor = '';
			do {
				$page   = $ask( 'GET', '/aether/v1/bundle/content', array( 'per_page' => 100, 'cursor' => $cursor ) + $parameters )['data'];
				$lines  = array( ...$lines, ...$page['items'] );
				$cursor = $page['next'];
			} while ( null !== $cursor );
			return $lines;`,
			{ parameters }
		)
	).map( ( line ) => JSON.parse( line ) as ContentRecord );

/**
 * Titles, slugs and words of what travels, of one kind.
 * @param records
 * @param kind
 */
const named = (
	records: readonly ContentRecord[],
	kind: string
): readonly ( string | undefined )[] =>
	records
		.filter( ( record ) => record.kind === kind )
		.map(
			( { name, row } ) =>
				name ??
				row?.post_title ??
				row?.slug ??
				row?.user_nicename ??
				row?.comment_content
		);

beforeAll( async () => {
	await mkdir( plugin, { recursive: true } );
	await writeFile(
		join( plugin, 'given-away.php' ),
		'<?php\n/* Plugin Name: Given Away */\n'
	);
	made = await php< Made >( `
		require_once ABSPATH . 'wp-admin/includes/plugin.php';
		wp_clean_plugins_cache();
		activate_plugin( 'given-away/given-away.php' );
		$author = wp_insert_user( array( 'user_login' => 'choice-author', 'user_pass' => wp_generate_password(), 'role' => 'author' ) );
		$other  = wp_insert_user( array( 'user_login' => 'choice-other', 'user_pass' => wp_generate_password(), 'role' => 'author' ) );
		$region = wp_insert_term( 'Choice region', 'category' )['term_id'];
		$place  = wp_insert_term( 'Choice place', 'category', array( 'parent' => $region ) )['term_id'];
		$unused = wp_insert_term( 'Choice elsewhere', 'category' )['term_id'];
		$add    = static fn ( array $entry ): int => wp_insert_post( $entry + array( 'post_status' => 'publish', 'post_author' => $author ) );
		$parent = $add( array( 'post_type' => 'page', 'post_title' => 'Choice parent' ) );
		$made   = array(
			'parent' => $parent,
			'child'  => $add( array( 'post_type' => 'page', 'post_title' => 'Choice child', 'post_parent' => $parent ) ),
			'post'   => $add( array( 'post_title' => 'Choice post', 'post_category' => array( $place ) ) ),
			'other'  => $add( array( 'post_title' => 'Choice other', 'post_author' => $other, 'post_category' => array( $place, $unused ) ) ),
			'draft'  => $add( array( 'post_title' => 'Choice draft', 'post_status' => 'draft' ) ),
		);
		wp_insert_comment( array( 'comment_post_ID' => $made['post'], 'comment_content' => 'Choice said', 'comment_approved' => 1 ) );
		wp_insert_comment( array( 'comment_post_ID' => $made['other'], 'comment_content' => 'Choice unsaid', 'comment_approved' => 1 ) );
		update_option( 'choice_made', array( array_values( $made ), array( $author, $other ), array( $place, $region, $unused ) ) );
		return $made;` );
} );

afterAll( async () => {
	await php( `${ ASKING }
		require_once ABSPATH . 'wp-admin/includes/admin.php';
		$save( $nothing );
		[ $entries, $people, $terms ] = get_option( 'choice_made' );
		foreach ( $entries as $id ) { wp_delete_post( $id, true ); }
		foreach ( $people as $id ) { wp_delete_user( $id ); }
		foreach ( $terms as $id ) { wp_delete_term( $id, 'category' ); }
		delete_option( 'choice_made' );
		deactivate_plugins( 'given-away/given-away.php' );
		return null;` );
	await rm( plugin, { recursive: true, force: true } );
} );

describe( 'Chosen content of a bundle', () => {
	it( 'is single entries with their parents, authors, terms and comments, and what every page needs', async () => {
		const { post, child } = made;
		const whole = await contentOf( {} );
		const chosen = await contentOf( { entries: [ post, child ] } );
		const isPart = ( { row }: ContentRecord ) =>
			/^(?:wp_|nav_menu_item|custom_css)/.test( row?.post_type ?? '' );

		const entries = chosen.filter(
			( record ) => record.kind === 'post' && ! isPart( record )
		);
		expect( named( entries, 'post' ) ).toEqual( [
			'Choice parent',
			'Choice child',
			'Choice post',
		] );
		expect( chosen.filter( isPart ) ).toEqual( whole.filter( isPart ) );
		expect( named( chosen, 'comment' ) ).toEqual( [ 'Choice said' ] );
		expect( named( chosen, 'author' ) ).toContain( 'choice-author' );
		expect( named( chosen, 'author' ) ).not.toContain( 'choice-other' );
		expect( named( chosen, 'option' ) ).toEqual( named( whole, 'option' ) );

		const categories = chosen.filter(
			( { taxonomy } ) => taxonomy?.taxonomy === 'category'
		);
		expect( named( categories, 'term' ) ).toEqual(
			expect.arrayContaining( [ 'choice-region', 'choice-place' ] )
		);
		expect( named( categories, 'term' ) ).not.toContain(
			'choice-elsewhere'
		);
		// Of the two entries of the site that are there, one travels.
		expect(
			categories.find( ( { row } ) => row?.slug === 'choice-place' )
				?.taxonomy?.count
		).toBe( 1 );
	} );

	it( 'is every entry of some types, and single entries besides', async () => {
		const chosen = await contentOf( {
			post_types: [ 'page' ],
			entries: [ made.other ],
		} );
		const whole = await contentOf( {} );
		const of = ( records: readonly ContentRecord[], type: string ) =>
			named(
				records.filter( ( { row } ) => row?.post_type === type ),
				'post'
			);
		expect( of( chosen, 'page' ) ).toEqual( of( whole, 'page' ) );
		expect( of( chosen, 'post' ) ).toEqual( [ 'Choice other' ] );
	} );

	it( 'is refused where it names what nobody can read, and what does not exist', async () => {
		const ask = ( parameters: object ) =>
			php< Answered< RestFailure > >(
				`${ ASKING } return $ask( 'GET', '/aether/v1/bundle/content', $parameters );`,
				{ parameters }
			);
		for ( const [ parameters, words ] of [
			[ { entries: [ made.child, made.draft ] }, String( made.draft ) ],
			[ { post_types: [ 'page', 'psot' ] }, 'psot' ],
			[ { post_types: [ 'attachment' ] }, 'attachment' ],
		] as const ) {
			const { status, data } = await ask( parameters );
			expect( [ status, data.code ] ).toEqual( [
				400,
				'aether_config_invalid',
			] );
			expect( data.message ).toMatch( new RegExp( `: ${ words }\\.$` ) );
		}
	} );

	it( 'comes from the settings where nobody says otherwise', async () => {
		const { choices, saved, events } = await php< {
			readonly choices: { readonly entries: unknown };
			readonly saved: Answered< { readonly bundle: unknown } >;
			readonly events: readonly { readonly event: string }[];
		} >(
			`${ ASKING }
			$saved = $save( array( 'entries' => array( $child, $draft, $child ), 'postTypes' => array( ' bad name ' ) ) );
			return array(
				'saved'   => $saved,
				'choices' => $ask( 'GET', '/aether/v1/bundle/choices' )['data'],
				'events'  => array_values( array_filter( $ask( 'GET', '/aether/v1/audit' )['data'], static fn ( $event ) => 'bundle.changed' === ( (array) $event )['event'] ) ),
			);`,
			{ ...made }
		);
		expect( saved.status ).toBe( 200 );
		expect( saved.data.bundle ).toEqual( {
			plugins: [],
			fromDirectory: [],
			options: [],
			postTypes: [],
			entries: [ made.child, made.draft ].sort( ( a, b ) => a - b ),
		} );
		// Nobody learns the title of a draft that way.
		expect( choices.entries ).toEqual( [
			{ id: made.child, title: 'Choice child' },
		] );
		expect( events[ 0 ] ).toMatchObject( {
			details: { fields: [ 'entries' ] },
		} );

		const stored = await contentOf( {} );
		expect( named( stored, 'post' ) ).toContain( 'Choice parent' );
		for ( const title of [ 'Choice post', 'Choice draft' ] ) {
			expect( named( stored, 'post' ) ).not.toContain( title );
		}
		expect(
			named( await contentOf( { post_types: [ 'all' ] } ), 'post' )
		).toContain( 'Choice post' );
		const { sizes } = JSON.parse(
			await runBundleCommand(
				wordPress,
				'--dry-run',
				'--json',
				'--post-types=all'
			)
		) as { readonly sizes: { readonly content: number } };
		expect( sizes.content ).toBeGreaterThan(
			JSON.stringify( stored ).length
		);
	} );
} );

describe( 'Chosen plugins of a bundle', () => {
	const FILE = 'given-away/given-away.php';

	it( 'are offered by name, and travel once they are chosen', async () => {
		const look = () =>
			php< {
				readonly offered: readonly object[];
				readonly facts: {
					readonly plugins: readonly string[];
					readonly leftAtHome: readonly string[];
				};
				/** By name: where it comes from. */
				readonly packages: Readonly< Record< string, string > >;
				readonly file: number;
			} >(
				`${ ASKING }
				return array(
					'offered'  => $ask( 'GET', '/aether/v1/bundle/choices' )['data']['plugins'],
					'facts'    => $ask( 'GET', '/aether/v1/bundle' )['data'],
					'packages' => array_column( $ask( 'GET', '/aether/v1/bundle/code' )['data']['items'], 'origin', 'package' ),
					'file'     => $ask( 'POST', '/aether/v1/bundle/files', array( 'paths' => array( 'plugins/given-away/given-away.php' ) ) )['status'],
				);`
			);
		const choose = ( plugins: readonly string[] ) =>
			php(
				`${ ASKING } return $save( array( 'plugins' => $plugins ) );`,
				{
					plugins,
				}
			);

		await choose( [] );
		const before = await look();
		expect( before.offered ).toContainEqual( {
			file: FILE,
			name: 'Given Away',
		} );
		expect( JSON.stringify( before.offered ) ).not.toContain(
			'aether-site-exporter'
		);
		expect( before.facts.leftAtHome ).toContain( FILE );
		expect( before.packages ).not.toHaveProperty( 'plugins/given-away' );
		expect( before.file ).toBe( 404 );

		await choose( [ FILE, '../../wp-config.php', 'absent/absent.php' ] );
		const after = await look();
		expect( after.facts.plugins ).toEqual( [ FILE ] );
		expect( after.facts.leftAtHome ).not.toContain( FILE );
		expect( after.packages ).toMatchObject( {
			'plugins/given-away': 'disk',
		} );
		expect( after.file ).toBe( 200 );
		await choose( [] );
	} );

	it( 'are said to require what nobody chose, before anything is built', async () => {
		const head = '<?php\n/*\nPlugin Name: Given Away\n';
		await writeFile(
			join( plugin, 'given-away.php' ),
			`${ head }Requires Plugins: hello-dolly, given-away, aether-site-exporter\n*/\n`
		);
		const unmet = await php< readonly object[] >(
			`${ ASKING } $save( array( 'plugins' => array( $file ) ) );
			return $ask( 'GET', '/aether/v1/bundle' )['data']['unmet'];`,
			{ file: FILE }
		);
		expect( unmet ).toEqual( [
			{ plugin: FILE, requires: 'hello-dolly' },
			{ plugin: FILE, requires: 'aether-site-exporter' },
		] );
		const said = JSON.parse(
			await runBundleCommand( wordPress, '--dry-run', '--json' )
		) as { readonly findings: readonly object[] };
		expect( said.findings ).toContainEqual(
			expect.objectContaining( {
				severity: 'error',
				code: 'plugin_requirement_missing',
				subject: FILE,
			} )
		);
		await writeFile( join( plugin, 'given-away.php' ), `${ head }*/\n` );
		await php( `${ ASKING } return $save( $nothing );` );
	} );

	it( 'come from wordpress.org only when a person says so, and it has the very same files', async () => {
		const body = Buffer.from(
			'<?php\n/* Plugin Name: Given Away\nVersion: 1.2.3 */\n'
		);
		const style = Buffer.from( 'a{}' );
		const sha256 = ( bytes: Buffer ) =>
			createHash( 'sha256' ).update( bytes ).digest( 'hex' );
		await writeFile( join( plugin, 'given-away.php' ), body );
		await mkdir( join( plugin, 'css' ), { recursive: true } );
		await writeFile( join( plugin, 'css/style.css' ), style );
		const files = {
			'given-away.php': { md5: 'x', sha256: sha256( body ) },
			'css/style.css': {
				md5: [ 'y', 'z' ],
				sha256: [ 'other', sha256( style ) ],
			},
		};
		interface Package {
			readonly package: string;
			readonly plugin: string | null;
			readonly origin: string;
			readonly release: object | null;
			readonly files: readonly object[];
		}
		/**
		 * What wordpress.org is asked, and what the bundle then says, with an answer of its own.
		 * @param answer     Null: there is no network.
		 * @param claimed
		 * @param remembered Whether earlier answers are.
		 */
		const look = async (
			answer: object | null,
			claimed: readonly string[] = [ FILE ],
			remembered = false
		) => {
			const { asked, items } = await php< {
				readonly asked: readonly string[];
				readonly items: readonly Package[];
			} >(
				`${ ASKING }
				$asked = array();
				add_filter( 'pre_http_request', static function ( $early, $request, $url ) use ( &$asked, $answer ) {
					$asked[] = $url;
					return null === $answer ? new WP_Error( 'http_request_failed', 'No network.' ) : array( 'headers' => array(), 'cookies' => array(), 'body' => json_encode( $answer ), 'response' => array( 'code' => 200, 'message' => 'OK' ) );
				}, 10, 3 );
				if ( ! $remembered ) {
					delete_transient( 'aether_bundle_directory_silent' );
					delete_transient( 'aether_checksums_' . md5( 'given-away 1.2.3' ) );
				}
				$save( array( 'plugins' => array( $file ), 'fromDirectory' => $claimed ) );
				$items  = array();
				$cursor = '';
				do {
					$page   = $ask( 'GET', '/aether/v1/bundle/code', array( 'per_page' => 1, 'cursor' => $cursor ) )['data'];
					$items  = array( ...$items, ...$page['items'] );
					$cursor = $page['next'];
				} while ( null !== $cursor );
				return array( 'asked' => $asked, 'items' => $items );`,
				{ answer, claimed, remembered, file: FILE }
			);
			expect( items.map( ( item ) => item.package ) ).toEqual(
				items.map( ( item ) => item.package ).sort()
			);
			return {
				asked,
				found: items.find(
					( item ) => item.package === 'plugins/given-away'
				),
			};
		};
		const CARRIED = {
			plugin: FILE,
			origin: 'not_directory',
			release: null,
			files: expect.arrayContaining( [
				expect.objectContaining( {
					path: 'plugins/given-away/given-away.php',
				} ),
			] ),
		};
		const NAMED = {
			plugin: FILE,
			origin: 'directory',
			release: { slug: 'given-away', version: '1.2.3' },
			files: [],
		};
		const ADDRESS =
			'https://downloads.wordpress.org/plugin-checksums/given-away/1.2.3.json';

		const unasked = await look( { files }, [] );
		expect( unasked.asked ).toEqual( [] );
		expect( unasked.found ).toMatchObject( { ...CARRIED, origin: 'disk' } );

		const same = await look( { files } );
		expect( same.asked ).toEqual( [ ADDRESS ] );
		expect( same.found ).toMatchObject( NAMED );
		const again = await look( null, [ FILE ], true );
		expect( again.asked ).toEqual( [] );
		expect( again.found ).toMatchObject( NAMED );

		const silent = await look( null );
		expect( silent.asked ).toEqual( [ ADDRESS ] );
		const afterwards = await look( { files }, [ FILE ], true );
		expect( afterwards.asked ).toEqual( [] );
		expect( afterwards.found ).toMatchObject( CARRIED );

		const { 'css/style.css': _, ...fewer } = files;
		for ( const answer of [
			null,
			{},
			{ files: 'none' },
			{ files: fewer },
			{ files: { ...files, 'more.php': { sha256: 'x' } } },
			{
				files: {
					...files,
					'css/style.css': { sha256: sha256( body ) },
				},
			},
			{ files: { ...files, 'css/style.css': 'x' } },
		] ) {
			const other = await look( answer );
			expect( other.found, JSON.stringify( answer ) ).toMatchObject(
				CARRIED
			);
		}

		await writeFile(
			join( plugin, 'given-away.php' ),
			'<?php\n/* Plugin Name: Given Away\nVersion: 1.2.3\nUpdate URI: https://example.org/given-away */\n'
		);
		const elsewhere = await look( { files } );
		expect( elsewhere.asked ).toEqual( [] );
		expect( elsewhere.found ).toMatchObject( CARRIED );
	} );

	it( 'are said to be missing where the disk has nothing of them, and open no other file', async () => {
		const found = await php< {
			readonly plugins: readonly string[];
			readonly gone: object;
			readonly statuses: readonly number[];
		} >(
			`${ ASKING }
			$save( array( 'plugins' => array( $file ), 'fromDirectory' => array() ) );
			rename( WP_PLUGIN_DIR . '/given-away', WP_CONTENT_DIR . '/away' );
			$answer = array(
				'plugins'  => $ask( 'GET', '/aether/v1/bundle' )['data']['plugins'],
				'gone'     => array_column( $ask( 'GET', '/aether/v1/bundle/code' )['data']['items'], null, 'package' )['plugins/given-away'],
				'statuses' => array_map( static fn ( $path ) => $ask( 'POST', '/aether/v1/bundle/files', array( 'paths' => array( $path ) ) )['status'], array( 'plugins/given-away/etc/passwd', 'plugins/given-away', 'plugins/given-away/index.php' ) ),
			);
			rename( WP_CONTENT_DIR . '/away', WP_PLUGIN_DIR . '/given-away' );
			$save( $nothing );
			return $answer;`,
			{ file: FILE }
		);
		expect( found.plugins ).toEqual( [] );
		expect( found.gone ).toMatchObject( { origin: 'missing', files: [] } );
		expect( found.statuses ).toEqual( [ 404, 404, 404 ] );
	} );
} );

describe( 'Chosen options of plugins', () => {
	interface Found {
		readonly found: readonly {
			readonly name: string;
			readonly value: string;
			readonly size: number;
			readonly isCut: boolean;
			readonly emptied: readonly string[];
		}[];
	}
	const KEPT = {
		currency: 'EUR',
		enabled: true,
		'Shop name': 'choice & co',
		mail: { smtpPass: 'CANARY-1', from: 'canary-2@example.org', port: 25 },
		apiKey: 'CANARY-3',
		nested: JSON.stringify( { client_secret: 'CANARY-4', colour: 'red' } ),
		tokens: [ 'CANARY-5' ],
		show_password: true,
		monkey: 'kept',
	};
	const search = ( words: string ) =>
		php< Answered< Found > >(
			`${ ASKING } return $ask( 'GET', '/aether/v1/bundle/options', array( 'search' => $words ) );`,
			{ words }
		);

	beforeAll( () =>
		php(
			`update_option( 'choicest_settings', $kept );
			update_option( 'choicest_packed', array( 'packed' => serialize( array( 'password' => 'CANARY-6', 'size' => 3 ) ), 'object' => serialize( new WP_Error( 'x', 'CANARY-8' ) ) ) );
			update_option( 'choicest_api_key', 'CANARY-7' );
			update_option( 'choicest_long', str_repeat( 'é', 5000 ) );
			update_option( 'choicest%_odd', 'x' );
			return null;`,
			{ kept: KEPT }
		)
	);

	afterAll( () =>
		php( `${ ASKING }
			$save( $nothing );
			foreach ( array( 'settings', 'packed', 'api_key', 'long' ) as $name ) { delete_option( 'choicest_' . $name ); }
			delete_option( 'choicest%_odd' );
			return null;` )
	);

	it( 'are offered with what would travel, and never with a secret', async () => {
		const { status, data } = await search( 'choicest' );
		expect( status ).toBe( 200 );
		expect( data.found.map( ( { name } ) => name ) ).toEqual( [
			'choicest%_odd',
			'choicest_long',
			'choicest_packed',
			'choicest_settings',
		] );
		expect( JSON.stringify( data ) ).not.toMatch( /canary/i );
		const [ odd, long, packed, settings ] = data.found;
		expect( odd ).toMatchObject( { value: 'x', size: 1, emptied: [] } );
		expect( long ).toMatchObject( { size: 10_000, isCut: true } );
		expect( long?.value ).toBe( 'é'.repeat( 4_000 ) );
		expect( packed?.emptied ).toEqual( [ 'packed.password', 'object' ] );
		expect( settings?.emptied ).toEqual( [
			'mail.smtpPass',
			'mail.from',
			'apiKey',
			'nested.client_secret',
			'tokens',
		] );
		expect( JSON.parse( settings?.value ?? '' ) ).toEqual( {
			...KEPT,
			mail: { smtpPass: '', from: '', port: 25 },
			apiKey: '',
			nested: JSON.stringify( { client_secret: '', colour: 'red' } ),
			tokens: [],
		} );
	} );

	it( 'are not those of WordPress, of Aether, or of passing things', async () => {
		for ( const name of [
			'siteurl',
			'admin_email',
			'active_plugins',
			'cron',
			'user_roles',
			'aether_settings',
			'_transient_doing_cron',
			'auth_salt',
			'theme_mods_',
			'blogname',
		] ) {
			const { data } = await search( name );
			expect( data.found, name ).toEqual( [] );
		}
		// A wildcard of SQL is a letter like any other.
		const { data } = await search( 'choicest%' );
		expect( data.found.map( ( { name } ) => name ) ).toEqual( [
			'choicest%_odd',
		] );
	} );

	it( 'travel by name', async () => {
		const before = await contentOf( {} );
		expect(
			before.filter( ( { kind } ) => kind === 'plugin_option' )
		).toEqual( [] );
		await php(
			`${ ASKING } return $save( array( 'options' => array( 'choicest_settings', 'choicest_api_key', 'siteurl', 'choicest_absent' ) ) );`
		);
		const chosen = ( await contentOf( {} ) ).filter(
			( { kind } ) => kind === 'plugin_option'
		);
		expect( named( chosen, 'plugin_option' ) ).toEqual( [
			'choicest_settings',
		] );
		expect( JSON.stringify( chosen ) ).not.toMatch( /canary/i );
		expect( chosen[ 0 ] ).toMatchObject( {
			value: { currency: 'EUR', 'Shop name': 'choice & co' },
		} );
	} );

	it( 'are chosen only by who may see every option; others leave them or take them away', async () => {
		const asConfigurer = ( bundle: object ) =>
			php< Answered< RestFailure > >(
				`${ ASKING }
				$id = wp_insert_user( array( 'user_login' => 'configurer' . wp_rand(), 'user_pass' => wp_generate_password(), 'role' => 'editor' ) );
				( new WP_User( $id ) )->add_cap( 'aether_configure' );
				$old = get_current_user_id();
				wp_set_current_user( $id );
				$answer = $save( $bundle );
				wp_set_current_user( $old );
				require_once ABSPATH . 'wp-admin/includes/user.php';
				wp_delete_user( $id );
				return $answer;`,
				{ bundle }
			);
		await php(
			`${ ASKING } return $save( array( 'options' => array( 'choicest_settings' ) ) );`
		);
		const refused = await asConfigurer( {
			options: [ 'choicest_settings', 'choicest_long' ],
		} );
		expect( [ refused.status, refused.data.code ] ).toEqual( [
			403,
			'aether_permission_denied',
		] );
		expect( refused.data.message ).toContain( 'manage_options' );
		expect(
			( await asConfigurer( { options: [ 'choicest_settings' ] } ) )
				.status
		).toBe( 200 );
		const removed = await asConfigurer( { options: [] } );
		expect( removed ).toMatchObject( {
			status: 200,
			data: { bundle: { options: [] } },
		} );
	} );
} );
