import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import {
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	rm,
	writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { runAether } from '@aether/cli';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCanaries, type Place } from '../support/canary';
import { AS_ADMINISTRATOR, ASK, php } from '../support/php';
import { publishInProcess } from '../support/publish-process';
import {
	describeCopy,
	setProtectedEntries,
	runBundleCommand,
} from '../support/site-copy';
import { unpacked } from '../support/unpacked';
import { testWordPressVersion } from '../support/version';
import { sharedWordPress } from '../support/wordpress';

const wordPress = sharedWordPress();
const folder = join(
	wordPress.uploadsDirectory,
	'aether/local-filesystem/blueprint_bundle/current'
);

/**
 * A word that stands in one place only.
 * @param place
 */
const canary = ( place: string ): string =>
	`canary-${ place }-${ crypto.randomUUID() }`;

/** Where something lies that must not travel: statements of PHP that put `%s` there. `$post` is a published entry. */
const HIDDEN_PLACES: Readonly< Record< string, string > > = {
	draft: "$made[] = wp_insert_post( array( 'post_status' => 'draft', 'post_title' => '%s', 'post_content' => '%s' ) );",
	'meta of a draft':
		"$made[] = $draft = wp_insert_post( array( 'post_status' => 'draft', 'post_title' => 'Draft' ) ); add_post_meta( $draft, '_wp_attachment_image_alt', '%s' );",
	'private entry':
		"$made[] = wp_insert_post( array( 'post_status' => 'private', 'post_title' => '%s', 'post_content' => '%s' ) );",
	'planned entry':
		"$made[] = wp_insert_post( array( 'post_status' => 'future', 'post_date' => '2099-01-01 00:00:00', 'post_title' => '%s' ) );",
	'entry behind a password':
		"$made[] = wp_insert_post( array( 'post_status' => 'publish', 'post_password' => 'secret', 'post_title' => '%s', 'post_content' => '%s' ) );",
	'entry in the trash':
		"$made[] = $gone = wp_insert_post( array( 'post_status' => 'publish', 'post_title' => '%s' ) ); wp_trash_post( $gone );",
	'entry of a hidden type':
		"register_post_type( 'hidden_notes', array( 'public' => false ) ); $made[] = wp_insert_post( array( 'post_type' => 'hidden_notes', 'post_status' => 'publish', 'post_title' => '%s' ) );",
	revision:
		"$made[] = wp_insert_post( array( 'post_type' => 'revision', 'post_status' => 'inherit', 'post_parent' => $post, 'post_content' => '%s' ) );",
	'custom field': "add_post_meta( $post, '_canary', '%s' );",
	'option of a plugin': "update_option( 'canary_plugin', '%s' );",
	'secret in a chosen option':
		"update_option( 'canary_chosen', array( 'apiKey' => '%s', 'shown' => get_option( 'blogname' ) ) );",
	transient: "set_transient( 'canary', '%s', 600 );",
	'scheduled event':
		"wp_schedule_single_event( time() + 86400, 'canary_event', array( '%s' ) );",
	'name to log in':
		"wp_update_user( array( 'ID' => $author, 'first_name' => '%s' ) );",
	'e-mail of a person':
		"wp_update_user( array( 'ID' => $author, 'user_email' => '%s@example.org' ) );",
	'field of a person': "update_user_meta( $author, 'canary', '%s' );",
	session:
		"update_user_meta( $author, 'session_tokens', array( '%s' => array( 'ip' => '127.0.0.1' ) ) );",
	'application password':
		"WP_Application_Passwords::create_new_application_password( $author, array( 'name' => '%s' ) );",
	'hash of a password':
		"$wpdb->update( $wpdb->users, array( 'user_pass' => '%s' ), array( 'ID' => $author ) );",
	'e-mail of a comment':
		"wp_insert_comment( array( 'comment_post_ID' => $post, 'comment_content' => 'Fine.', 'comment_approved' => 1, 'comment_author_email' => '%s@example.org', 'comment_agent' => '%s' ) );",
	'comment that nobody approved':
		"wp_insert_comment( array( 'comment_post_ID' => $post, 'comment_content' => '%s', 'comment_approved' => 0 ) );",
	'table of a plugin':
		"$wpdb->query( \"CREATE TABLE IF NOT EXISTS {$wpdb->prefix}canary ( word varchar(191) )\" ); $wpdb->insert( $wpdb->prefix . 'canary', array( 'word' => '%s' ) );",
	'address of a comment':
		"wp_insert_comment( array( 'comment_post_ID' => $post, 'comment_content' => 'Good.', 'comment_approved' => 1, 'comment_author_IP' => '%s' ) );",
	'block that is hidden':
		"if ( function_exists( 'wp_render_block_visibility_support' ) ) { $made[] = wp_insert_post( array( 'post_status' => 'publish', 'post_title' => 'Hidden', 'post_content' => '<!-- wp:paragraph {\"metadata\":{\"blockVisibility\":false}} --><p>%s</p><!-- /wp:paragraph -->' ) ); }",
	'settings of Aether': "update_option( 'aether_canary', '%s' );",
};

/** Files that must not travel, below wp-content; `%theme` is the active theme. */
const HIDDEN_FILES = [
	'uploads/dump.sql',
	'uploads/backup.zip',
	'uploads/backups/site.tar.gz',
	'uploads/ai1wm-backups/site.wpress',
	'uploads/.env',
	'uploads/debug.log',
	'uploads/nobody-refers-to-me.txt',
	'uploads/woocommerce_uploads/sold.pdf',
	'uploads/members/only.pdf',
	'uploads/.git/config',
	'uploads/error_log',
	'uploads/prod.env',
	'themes/%theme/.env',
	'themes/%theme/.git/config',
	'themes/%theme/node_modules/x/index.js',
	'themes/%theme/export.sql',
	'themes/%theme/style.css.bak',
	'themes/%theme/error_log',
	'themes/%theme/inc/php_errorlog',
	'themes/%theme/access_log-20260101',
	'themes/%theme/prod.env',
	'themes/%theme/.htpasswd',
	'themes/%theme/id_rsa',
	'themes/%theme/server.pem',
	'themes/%theme/server.key',
	'themes/%theme/wp-config.php',
	'plugins/copied-shop/error_log',
	'plugins/copied-shop/settings.env',
	'debug.log',
];

const hidden = new Map(
	Object.keys( HIDDEN_PLACES ).map( ( place ) => [
		place,
		canary( place.replaceAll( ' ', '-' ) ),
	] )
);
const hiddenFiles = new Map(
	HIDDEN_FILES.map( ( path ) => [ path, canary( 'file' ) ] )
);
const shown = canary( 'shown' );
const footnote = canary( 'footnote' );
/** Constants that a person adds to wp-config.php. */
const constants = new Map(
	[ 'CANARY_SMTP_PASSWORD', 'CANARY_LICENSE' ].map( ( name ) => [
		name,
		canary( 'constant' ),
	] )
);
/** The smallest picture that there is. */
const PICTURE =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const putSettings = async ( part: string, value: object ): Promise< void > => {
	const { revision } = ( await (
		await wordPress.rest( 'aether/v1/settings' )
	).json() ) as { readonly revision: string };
	const response = await wordPress.rest( `aether/v1/settings/${ part }`, {
		method: 'PUT',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify( { revision, ...value } ),
	} );
	expect( response.status ).toBe( 200 );
};

const switchTo = ( types: readonly string[] ): Promise< void > =>
	putSettings( 'providers/local-filesystem', {
		config: { deployment_types: types },
	} );

const choose = (
	options: readonly string[],
	plugins: readonly string[]
): Promise< void > => putSettings( 'bundle', { bundle: { options, plugins } } );

/**
 * Plugins that break where they are activated too early: one needs another, whose name comes later; that one has a type of
 * entries of its own, and writes a page when it is activated; one has no folder.
 */
const PLUGINS: Readonly< Record< string, string > > = {
	'copied-addon/addon.php': `<?php
/*
Plugin Name: Copied Addon
Requires Plugins: copied-shop
*/
register_activation_hook( __FILE__, static fn () => copied_shop_is_here() );
`,
	'copied-shop/shop.php': `<?php
/* Plugin Name: Copied Shop */
function copied_shop_is_here() {}
add_action( 'init', static fn () => register_post_type( 'copied_thing', array( 'public' => true, 'rewrite' => array( 'slug' => 'things' ) ) ) );
register_activation_hook( __FILE__, static function () {
	wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'draft', 'post_title' => 'Basket' ) );
	update_option( 'copied_shop', 'activated' );
} );
`,
	'copied-one.php': `<?php
/* Plugin Name: Copied One */
`,
};
/** In the order in which people activated them. */
const ACTIVE = [
	'copied-one.php',
	'copied-shop/shop.php',
	'copied-addon/addon.php',
];

const publish = async (): Promise< Buffer > => {
	const { code, events, prose } = await publishInProcess( wordPress );
	expect( code, prose + JSON.stringify( events.slice( -3 ) ) ).toBe( 0 );
	return readFile( join( folder, 'blueprint.zip' ) );
};

/** A copy answers as slowly as its original, page by page. */
const EVERY_NTH_PAGE = process.env.AETHER_TEST_FULL_SIZE === '1' ? 1 : 4;

describe( 'The blueprint bundle of a site', () => {
	let contentDirectory: string;
	let theme: string;
	let bytes: Buffer;
	let places: Place[];
	/** What wp-config.php keeps. */
	let secrets: readonly string[];
	let config: string;
	const configFile = join( wordPress.directory, 'wp-config.php' );

	beforeAll( async () => {
		const statements = [ ...hidden ].map( ( [ place, word ] ) =>
			( HIDDEN_PLACES[ place ] ?? '' ).replaceAll( '%s', word )
		);
		( { theme } = await php< { theme: string } >( `
			global $wpdb;
			$author = wp_insert_user( array( 'user_login' => 'canary-author', 'display_name' => 'Canary Author', 'user_pass' => wp_generate_password(), 'role' => 'author' ) );
			$post = wp_insert_post( array( 'post_status' => 'publish', 'post_title' => 'With canaries', 'post_author' => $author, 'post_content' => '<p>${ shown } <a href="' . content_url( 'uploads/dump.sql' ) . '">dump</a> <a href="' . content_url( 'uploads/backup.zip' ) . '">backup</a> <a href="' . content_url( 'uploads/.env' ) . '">environment</a> <a href="' . content_url( 'uploads/woocommerce_uploads/sold.pdf' ) . '">sold</a> <a href="' . content_url( 'uploads/members/only.pdf' ) . '">members</a></p>' ) );
			$made = array( $post );
			$made[] = $page = wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'With footnotes', 'post_name' => 'with-footnotes' ) );
			$picture = wp_upload_bits( 'bundle-picture.png', null, base64_decode( '${ PICTURE }' ) );
			$made[] = $attachment = wp_insert_attachment( array( 'post_title' => 'Picture', 'post_name' => 'picture', 'post_mime_type' => 'image/png' ), $picture['file'], $page );
			wp_update_attachment_metadata( $attachment, array( 'width' => 1, 'height' => 1, 'file' => _wp_relative_upload_path( $picture['file'] ), 'sizes' => array() ) );
			update_option( 'wp_attachment_pages_enabled', 1 );
			wp_update_post( array( 'ID' => $page, 'post_content' => '<!-- wp:paragraph --><p>Said.<sup data-fn="f-1" class="fn"><a href="#f-1" id="f-1-link">1</a></sup></p><!-- /wp:paragraph --><!-- wp:image {"id":' . $attachment . '} --><figure class="wp-block-image"><a href="' . get_permalink( $attachment ) . '"><img src="' . $picture['url'] . '" alt="" class="wp-image-' . $attachment . '"/></a></figure><!-- /wp:image --><!-- wp:footnotes /-->' ) );
			update_post_meta( $page, 'footnotes', wp_slash( wp_json_encode( array( array( 'id' => 'f-1', 'content' => '${ footnote } <a href="' . home_url( '/' ) . '">home</a>' ) ) ) ) );
			${ statements.join( '\n' ) }
			update_option( 'canary_made', $made );
			update_option( 'canary_author', $author );
			return array( 'theme' => get_stylesheet() );` ) );
		contentDirectory = dirname( wordPress.uploadsDirectory );
		for ( const [ path, word ] of hiddenFiles ) {
			const file = join(
				contentDirectory,
				path.replace( '%theme', theme )
			);
			await mkdir( dirname( file ), { recursive: true } );
			await writeFile( file, word );
		}
		await writeFile(
			join( wordPress.uploadsDirectory, 'members/.htaccess' ),
			'<Files *.php>\nAllow from all\n</Files>\nDeny from all\n'
		);
		config = await readFile( configFile, 'utf8' );
		await writeFile(
			configFile,
			config.replace(
				'<?php\n',
				`<?php\n${ [ ...constants ]
					.map(
						( [ name, value ] ) =>
							`define( '${ name }', '${ value }' );\n`
					)
					.join( '' ) }`
			)
		);
		await switchTo( [ 'blueprint_bundle' ] );
		for ( const [ path, code ] of Object.entries( PLUGINS ) ) {
			const file = join( contentDirectory, 'plugins', path );
			await mkdir( dirname( file ), { recursive: true } );
			await writeFile( file, code );
		}
		secrets = await php< readonly string[] >(
			`require_once ABSPATH . 'wp-admin/includes/plugin.php';
			wp_clean_plugins_cache();
			foreach ( $plugins as $plugin ) {
				$done = activate_plugin( $plugin );
				if ( is_wp_error( $done ) ) { throw new Exception( $done->get_error_message() ); }
			}
			do_action( 'init' );
			$made = get_option( 'canary_made' );
			$made[] = wp_insert_post( array( 'post_type' => 'copied_thing', 'post_status' => 'publish', 'post_title' => 'Thing', 'post_name' => 'thing', 'post_content' => 'To sell.' ) );
			update_option( 'canary_made', $made );
			flush_rewrite_rules( false );
			return array_map( 'constant', array_filter( array( ...$constants, 'AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT' ), 'defined' ) );`,
			{ plugins: ACTIVE, constants: [ ...constants.keys() ] }
		);
		await choose( [ 'canary_chosen', 'copied_shop' ], ACTIVE );
		bytes = await publish();
		places = await unpacked( bytes );
	}, 600_000 );

	afterAll( async () => {
		await writeFile( configFile, config );
		await switchTo( [] );
		await choose( [], [] );
		for ( const path of [ ...HIDDEN_FILES, 'uploads/members/.htaccess' ] ) {
			await rm(
				join( contentDirectory, path.replace( '%theme', theme ) ),
				{ force: true }
			);
		}
		await php( `
			global $wpdb;
			require_once ABSPATH . 'wp-admin/includes/user.php';
			foreach ( get_option( 'canary_made' ) as $id ) { wp_delete_post( $id, true ); }
			wp_delete_user( get_option( 'canary_author' ) );
			foreach ( array( 'canary_made', 'canary_author', 'canary_plugin', 'canary_chosen', 'aether_canary' ) as $name ) { delete_option( $name ); }
			update_option( 'wp_attachment_pages_enabled', 0 );
			delete_transient( 'canary' );
			wp_unschedule_hook( 'canary_event' );
			require_once ABSPATH . 'wp-admin/includes/plugin.php';
			deactivate_plugins( array( 'copied-one.php', 'copied-shop/shop.php', 'copied-addon/addon.php' ) );
			foreach ( get_posts( array( 'post_type' => 'page', 'post_status' => 'draft', 'title' => 'Basket' ) ) as $page ) { wp_delete_post( $page->ID, true ); }
			delete_option( 'copied_shop' );
			delete_option( 'rewrite_rules' );
			$wpdb->query( "DROP TABLE {$wpdb->prefix}canary" );
			return null;` );
		for ( const path of [
			'copied-addon',
			'copied-shop',
			'copied-one.php',
		] ) {
			await rm( join( contentDirectory, 'plugins', path ), {
				recursive: true,
				force: true,
			} );
		}
	} );

	it( 'carries what visitors see, and nothing of what they do not', () => {
		expect( new Set( secrets ).size ).toBe( 8 + constants.size );
		expect( secrets ).toEqual(
			expect.arrayContaining( [ ...constants.values() ] )
		);
		for ( const word of [ shown, footnote ] ) {
			expect( findCanaries( places, [ word ] ) ).not.toEqual( [] );
		}
		expect(
			findCanaries( places, [
				...hidden.values(),
				...hiddenFiles.values(),
				...secrets,
			] )
		).toEqual( [] );
	} );

	it( 'carries an option that was chosen, without what is secret in it', () => {
		const place = places.find( ( { name } ) =>
			name.endsWith( '0001.ndjson' )
		);
		const text = Buffer.from( place?.content ?? '' ).toString();
		expect( text ).toMatch(
			/\{"kind":"plugin_option","name":"canary_chosen","value":\{"apiKey":"","shown":"[^"]+"\}\}/
		);
	} );

	it.each( [
		'uploads/woocommerce_uploads/sold.pdf',
		'uploads/members/only.pdf',
		'uploads/dump.sql',
		'uploads/../../wp-config.php',
		'themes/../../wp-config.php',
		'plugins/aether-site-exporter/aether-site-exporter.php',
	] )( 'gives nobody %s who asks for it by name', async ( path ) => {
		const response = await wordPress.rest( 'aether/v1/bundle/files', {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify( { paths: [ path ] } ),
		} );
		expect( response.status ).toBe( 404 );
		expect( await response.json() ).toMatchObject( {
			code: 'aether_not_found',
		} );
	} );

	it( 'opens no file of the server where the uploads folder is gone', async () => {
		const statuses = await php< readonly number[] >(
			`${ AS_ADMINISTRATOR } ${ ASK }
			$uploads = wp_upload_dir( null, false )['basedir'];
			rename( $uploads, $uploads . '-away' );
			$statuses = array_map( static fn ( $path ) => $ask( 'POST', '/aether/v1/bundle/files', array( 'paths' => array( $path ) ) )['status'], $paths );
			rename( $uploads . '-away', $uploads );
			return $statuses;`,
			{ paths: [ 'uploads/etc/passwd', 'uploads/etc/hostname' ] }
		);
		expect( statuses ).toEqual( [ 404, 404 ] );
	} );

	it( 'is as large as was said, and the same, byte by byte, when it is made again, into a file', async () => {
		const directory = await mkdtemp( join( tmpdir(), 'aether-bundle-' ) );
		const file = join( directory, 'copy.zip' );
		try {
			const measured = await runBundleCommand(
				wordPress,
				file,
				'--dry-run'
			);
			expect( await readdir( directory ) ).toEqual( [] );
			const [ sizes = '' ] =
				/[\d.,]+ \w+ of content.* of theme and plugins.* of media/.exec(
					measured
				) ?? [];
			expect( sizes ).not.toBe( '' );
			expect( await runBundleCommand( wordPress, file ) ).toContain(
				sizes
			);
			expect( await readdir( directory ) ).toEqual( [ 'copy.zip' ] );
			expect( ( await readFile( file ) ).equals( bytes ) ).toBe( true );
		} finally {
			await rm( directory, { recursive: true } );
		}
	} );

	it( 'leaves nothing behind when it is cancelled while it is gathered', async () => {
		const directory = await mkdtemp( join( tmpdir(), 'aether-bundle-' ) );
		const temporary = join( directory, 'tmp' );
		const target = join( directory, 'out' );
		await mkdir( temporary );
		await mkdir( target );
		const before = process.env.TMPDIR;
		process.env.TMPDIR = temporary;
		const controller = new AbortController();
		let asked = 0;
		try {
			const code = await runAether(
				[ 'bundle', join( target, 'copy.zip' ) ],
				{
					stdout: { write: () => {} },
					stderr: { write: () => {} },
					env: {
						AETHER_URL: wordPress.url,
						AETHER_USER: wordPress.user,
						AETHER_PASSWORD: wordPress.applicationPassword,
					},
					signal: controller.signal,
					fetch: async ( input, init ) => {
						const response = await fetch( input, init );
						if (
							String( input ).includes( 'bundle/files' ) &&
							++asked === 2
						) {
							// By now parts lie in the temporary folder.
							expect( await readdir( temporary ) ).toHaveLength(
								1
							);
							controller.abort();
						}
						return response;
					},
				}
			);
			expect( code ).toBe( 130 );
			expect( asked ).toBe( 2 );
			expect( await readdir( temporary ) ).toEqual( [] );
			expect( await readdir( target ) ).toEqual( [] );
		} finally {
			if ( before === undefined ) {
				delete process.env.TMPDIR;
			} else {
				process.env.TMPDIR = before;
			}
			await rm( directory, { recursive: true } );
		}
	} );

	it( 'leaves nothing behind when it is cancelled while it is written', async () => {
		const directory = await mkdtemp( join( tmpdir(), 'aether-bundle-' ) );
		const file = join( directory, 'copy.zip' );
		// A pipe holds the writer up until somebody reads on.
		const unfinished = `${ file }.${ process.pid }.part`;
		await promisify( execFile )( 'mkfifo', [ unfinished ] );
		const controller = new AbortController();
		const ended = runAether( [ 'bundle', file ], {
			stdout: { write: () => {} },
			stderr: { write: () => {} },
			env: {
				AETHER_URL: wordPress.url,
				AETHER_USER: wordPress.user,
				AETHER_PASSWORD: wordPress.applicationPassword,
			},
			signal: controller.signal,
		} );
		const reader = createReadStream( unfinished );
		const [ beginning ] = ( await once( reader, 'data' ) ) as [ Buffer ];
		expect(
			beginning.equals( bytes.subarray( 0, beginning.length ) )
		).toBe( true );
		controller.abort();
		reader.destroy();
		expect( await ended ).toBe( 130 );
		expect( await readdir( directory ) ).toEqual( [] );
		await rm( directory, { recursive: true } );
	} );

	describe( 'without what is behind a password,', () => {
		beforeAll( () => setProtectedEntries( wordPress, 'draft' ) );
		afterAll( () => setProtectedEntries( wordPress, 'publish' ) );

		describeCopy( {
			source: () => wordPress,
			bundle: () => join( folder, 'blueprint.zip' ),
			version: testWordPressVersion(),
			pages: { every: EVERY_NTH_PAGE, from: 0 },
			always: [
				'/things/thing/',
				'/with-footnotes/',
				'/with-footnotes/picture/',
			],
			leastPages: 20,
			leastImages: 1,
		} );
	} );
} );
