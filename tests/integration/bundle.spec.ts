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
import JSZip from 'jszip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCanaries, type Place } from '../support/canary';
import { php } from '../support/php';
import { publishInProcess } from '../support/publish-process';
import {
	describeCopy,
	setProtectedEntries,
	runBundleCommand,
} from '../support/site-copy';
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
	'settings of Aether': "update_option( 'aether_canary', '%s' );",
};

/** Files that must not travel, below wp-content; `%theme` is the active theme. */
const HIDDEN_FILES = [
	'uploads/dump.sql',
	'uploads/backup.zip',
	'uploads/.env',
	'uploads/debug.log',
	'uploads/nobody-refers-to-me.txt',
	'uploads/woocommerce_uploads/sold.pdf',
	'uploads/members/only.pdf',
	'uploads/.git/config',
	'themes/%theme/.env',
	'themes/%theme/.git/config',
	'themes/%theme/node_modules/x/index.js',
	'themes/%theme/export.sql',
	'themes/%theme/style.css.bak',
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

const chooseOptions = ( options: readonly string[] ): Promise< void > =>
	putSettings( 'bundle', { bundle: { options } } );

const publish = async (): Promise< Buffer > => {
	const { code, events, prose } = await publishInProcess( wordPress );
	expect( code, prose + JSON.stringify( events.slice( -3 ) ) ).toBe( 0 );
	return readFile( join( folder, 'blueprint.zip' ) );
};

/**
 * Everything in an archive, archives in it included.
 *
 * @param bytes
 * @param name
 */
async function unpacked( bytes: Uint8Array, name = '' ): Promise< Place[] > {
	const { files } = await JSZip.loadAsync( bytes );
	const places: Place[] = [];
	for ( const [ path, file ] of Object.entries( files ) ) {
		const content = await file.async( 'uint8array' );
		places.push( { name: `${ name }${ path }`, content } );
		if ( path.endsWith( '.zip' ) ) {
			places.push( ...( await unpacked( content, `${ path }/` ) ) );
		}
	}
	return places;
}

/** A copy answers as slowly as its original, page by page. */
const EVERY_NTH_PAGE = process.env.AETHER_TEST_FULL_SIZE === '1' ? 1 : 4;

describe( 'The blueprint bundle of a site', () => {
	let contentDirectory: string;
	let theme: string;
	let bytes: Buffer;
	let places: Place[];

	beforeAll( async () => {
		const statements = [ ...hidden ].map( ( [ place, word ] ) =>
			( HIDDEN_PLACES[ place ] ?? '' ).replaceAll( '%s', word )
		);
		( { theme } = await php< { theme: string } >( `
			global $wpdb;
			$author = wp_insert_user( array( 'user_login' => 'canary-author', 'display_name' => 'Canary Author', 'user_pass' => wp_generate_password(), 'role' => 'author' ) );
			$post = wp_insert_post( array( 'post_status' => 'publish', 'post_title' => 'With canaries', 'post_author' => $author, 'post_content' => '<p>${ shown } <a href="' . content_url( 'uploads/dump.sql' ) . '">dump</a> <a href="' . content_url( 'uploads/backup.zip' ) . '">backup</a> <a href="' . content_url( 'uploads/.env' ) . '">environment</a> <a href="' . content_url( 'uploads/woocommerce_uploads/sold.pdf' ) . '">sold</a> <a href="' . content_url( 'uploads/members/only.pdf' ) . '">members</a></p>' ) );
			$made = array( $post );
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
		await switchTo( [ 'blueprint_bundle' ] );
		await chooseOptions( [ 'canary_chosen' ] );
		bytes = await publish();
		places = await unpacked( bytes );
	}, 600_000 );

	afterAll( async () => {
		await switchTo( [] );
		await chooseOptions( [] );
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
			delete_transient( 'canary' );
			wp_unschedule_hook( 'canary_event' );
			$wpdb->query( "DROP TABLE {$wpdb->prefix}canary" );
			return null;` );
	} );

	it( 'carries what visitors see, and nothing of what they do not', () => {
		expect( findCanaries( places, [ shown ] ) ).not.toEqual( [] );
		expect(
			findCanaries( places, [
				...hidden.values(),
				...hiddenFiles.values(),
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

	describe( 'without what is behind a password,', () => {
		beforeAll( () => setProtectedEntries( wordPress, 'draft' ) );
		afterAll( () => setProtectedEntries( wordPress, 'publish' ) );

		describeCopy( {
			source: () => wordPress,
			bundle: () => join( folder, 'blueprint.zip' ),
			version: testWordPressVersion(),
			pages: { every: EVERY_NTH_PAGE, from: 0 },
			leastPages: 20,
			leastImages: 1,
		} );
	} );
} );
