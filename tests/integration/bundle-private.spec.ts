import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_ADMINISTRATOR, ASK, php } from '../support/php';
import { sharedWordPress } from '../support/wordpress';

const wordPress = sharedWordPress();
const content = dirname( wordPress.uploadsDirectory );

const put = async ( file: string, text = 'x' ): Promise< void > => {
	await mkdir( dirname( file ), { recursive: true } );
	await writeFile( file, text );
};

describe( 'Programs of a bundle', () => {
	const plugin = join( content, 'plugins/private-names' );
	const MAIN = 'private-names/private-names.php';

	beforeAll( async () => {
		await put(
			join( content, 'plugins', MAIN ),
			'<?php\n/* Plugin Name: Private Names */\n'
		);
		await php(
			`require_once ABSPATH . 'wp-admin/includes/plugin.php'; wp_clean_plugins_cache(); activate_plugin( $main ); return null;`,
			{ main: MAIN }
		);
	} );
	afterAll( async () => {
		await php(
			`require_once ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins( $main ); return null;`,
			{ main: MAIN }
		);
		await rm( plugin, { recursive: true, force: true } );
	} );

	/**
	 * What is listed of a plugin, and which of the paths are given to somebody who asks for them by name.
	 * @param paths Below the plugin's folder.
	 */
	const travelling = ( paths: readonly string[] ) =>
		php< { readonly listed: string[]; readonly given: string[] } >(
			`add_filter( 'aether_bundle_plugins', static fn () => array( $main ) );
			$code = new Aether\\Site_Exporter\\Bundle\\Code();
			$page = $code->page( Aether\\Site_Exporter\\Site\\Cursor::decode( '' ), 100 );
			return array(
				'listed' => array_map( static fn ( $path ) => substr( $path, strlen( 'plugins/private-names/' ) ), array_column( array_column( $page['items'], 'files', 'package' )['plugins/private-names'], 'path' ) ),
				'given'  => array_values( array_filter( $paths, static fn ( $path ) => null !== $code->locate( 'plugins/private-names/' . $path ) ) ),
			);`,
			{ main: MAIN, paths }
		);

	it( 'come without logs, keys and environments, and with everything that they run', async () => {
		const kept = [
			'error_log',
			'php_errorlog',
			'php_error.log',
			'debug_log',
			'debug.log.1',
			'access_log-20260101',
			'ssl_access_log',
			'error_log.txt',
			'inc/error_log',
			'prod.env',
			'prod.env.dist',
			'.htpasswd',
			'sites.htpasswd',
			'htpasswd',
			'id_rsa',
			'id_ed25519.pub',
			'server.pem',
			'server.key',
			'server.pfx',
			'wp-config.php',
			'wp-config.php.bak',
		];
		const run = [
			'access-log.php',
			'class.db.php',
			'debug-log/list.php',
			'debug.log.php',
			'defaults.ini',
			'error-log.js',
			'nginx.conf',
			'prod.env.js',
			'private-names.php',
		];
		for ( const path of [ ...kept, ...run ] ) {
			await put( join( plugin, path ), '<?php' );
		}
		const { listed, given } = await travelling( [ ...kept, ...run ] );
		expect( listed.sort() ).toEqual( [ ...run ].sort() );
		expect( given.sort() ).toEqual( [ ...run ].sort() );
	} );

	it( 'give nothing private under the name of a link', async () => {
		await put( join( plugin, '.git/config' ) );
		await put( join( plugin, 'linked/dump.sql' ) );
		await put( join( plugin, 'linked/real.txt' ) );
		await symlink( '../.git/config', join( plugin, 'linked/a.txt' ) );
		await symlink( 'dump.sql', join( plugin, 'linked/b.txt' ) );
		await symlink( 'real.txt', join( plugin, 'linked/c.txt' ) );
		const { given } = await travelling( [
			'linked/a.txt',
			'linked/b.txt',
			'linked/c.txt',
			'linked/real.txt',
		] );
		expect( given ).toEqual( [ 'linked/c.txt', 'linked/real.txt' ] );
	} );
} );

describe( 'Media of a bundle', () => {
	const folder = join( wordPress.uploadsDirectory, 'private-links' );
	const sold = join( wordPress.uploadsDirectory, 'woocommerce_uploads' );
	const files = [
		'sold.pdf',
		'environment.pdf',
		'log.pdf',
		'program.pdf',
		'outside.pdf',
		'public.pdf',
	];

	afterAll( async () => {
		await rm( folder, { recursive: true, force: true } );
		await rm( join( sold, 'paid.pdf' ), { force: true } );
	} );

	it( 'give nothing private under the name of a link', async () => {
		await put( join( sold, 'paid.pdf' ) );
		await put( join( folder, '.env' ) );
		await put( join( folder, 'error_log' ) );
		await put( join( folder, 'shell.php' ) );
		await put( join( folder, 'free.pdf' ) );
		for ( const [ name, target ] of [
			[ 'sold.pdf', join( sold, 'paid.pdf' ) ],
			[ 'environment.pdf', '.env' ],
			[ 'log.pdf', 'error_log' ],
			[ 'program.pdf', 'shell.php' ],
			[ 'outside.pdf', join( content, 'index.php' ) ],
			[ 'public.pdf', 'free.pdf' ],
		] as const ) {
			await symlink( target, join( folder, name ) );
		}
		expect(
			await php(
				`$media = new Aether\\Site_Exporter\\Bundle\\Media( new Aether\\Site_Exporter\\Bundle\\Posts_Section( Aether\\Site_Exporter\\Bundle\\Portable::of_this_site(), Aether\\Site_Exporter\\Bundle\\Content_Choice::stored() ) );
				$found = $media->find( array( 'ids' => array(), 'hints' => array(), 'parents' => array(), 'paths' => $paths ) );
				return array( array_column( $found['files'], 'path' ), $found['missing'] );`,
				{
					paths: files.map( ( name ) => `private-links/${ name }` ),
				}
			)
		).toEqual( [
			[ 'uploads/private-links/public.pdf' ],
			[ 'environment', 'log', 'outside', 'program', 'sold' ].map(
				( name ) => `uploads/private-links/${ name }.pdf`
			),
		] );
	} );

	it( 'are pictures, whatever they show', async () => {
		await put( join( folder, 'error-log-screen.png' ) );
		await put( join( folder, 'debug_log.png' ) );
		expect(
			await php(
				`return array_map( array( Aether\\Site_Exporter\\Site\\Asset_Root::class, 'may_leave' ), $names );`,
				{
					names: [
						'a/error-log-screen.png',
						'debug_log.png',
						'a/error_log',
						'id_rsa',
						'prod.env',
						'a.pem',
						'a.ini',
						'a.php',
					],
				}
			)
		).toEqual( [ true, true, false, false, false, false, false, false ] );
	} );
} );

describe( 'Names of people in a bundle', () => {
	it( 'are no addresses of e-mail, whether they wrote an entry or a comment', async () => {
		const names = [
			'jane@example.org',
			'Jane (jane@example.org)',
			'o&#039;neil@example.org',
			'Jane @ Home',
			'@jane',
		];
		const shown = [
			'jane',
			'Jane (jane)',
			'o&#039;neil',
			'Jane @ Home',
			'@jane',
		];
		const { comments, authors } = await php< {
			readonly comments: readonly string[];
			readonly authors: readonly string[];
		} >(
			`global $wpdb;
			require_once ABSPATH . 'wp-admin/includes/user.php';
			$made = array();
			$said = array();
			$who  = array();
			foreach ( $names as $index => $name ) {
				$who[] = $author = wp_insert_user( array( 'user_login' => 'private-name-' . $index, 'user_pass' => wp_generate_password(), 'role' => 'author' ) );
				$wpdb->update( $wpdb->users, array( 'display_name' => $name ), array( 'ID' => $author ) );
				$made[] = $post = wp_insert_post( array( 'post_title' => 'Named', 'post_status' => 'publish', 'post_author' => $author ) );
				$wpdb->insert( $wpdb->comments, array( 'comment_post_ID' => $post, 'comment_author' => $name, 'comment_content' => 'Said.', 'comment_approved' => '1', 'comment_type' => 'comment' ) );
				$said[] = $wpdb->insert_id;
			}
			$of     = static fn ( string $section, array $ids ): array => array_values( array_intersect_key( iterator_to_array( ( new $section( Aether\\Site_Exporter\\Bundle\\Portable::of_this_site(), Aether\\Site_Exporter\\Bundle\\Content_Choice::stored() ) )->records( '' ) ), array_flip( $ids ) ) );
			$answer = array(
				'comments' => array_map( static fn ( $record ) => $record['row']['comment_author'], $of( Aether\\Site_Exporter\\Bundle\\Comments_Section::class, $said ) ),
				'authors'  => array_map( static fn ( $record ) => $record['row']['display_name'], $of( Aether\\Site_Exporter\\Bundle\\Authors_Section::class, $who ) ),
			);
			foreach ( $made as $id ) { wp_delete_post( $id, true ); }
			foreach ( $who as $id ) { wp_delete_user( $id ); }
			return $answer;`,
			{ names }
		);
		expect( comments ).toEqual( shown );
		expect( authors ).toEqual( shown );
	} );
} );

describe( 'What a bundle says of the site', () => {
	it( 'is which values are empty in a copy, by their names alone', async () => {
		const found = await php< object >(
			`${ AS_ADMINISTRATOR } ${ ASK }
			$theme = 'theme_mods_' . get_stylesheet();
			add_filter( 'pre_option_' . $theme, static fn () => array( 'footer_key' => 'canary', 'accent' => '#123456', 'form' => array( 'recipient' => 'canary@example.org' ), 'footer' => 'us@example.org' ) );
			add_filter( 'aether_bundle_options', static fn () => array( $theme, 'blogname' ) );
			update_option( 'private_sender', 'canary@example.org' );
			$save = static fn ( array $options ) => $ask( 'PUT', '/aether/v1/settings/bundle', array( 'revision' => $ask( 'GET', '/aether/v1/settings' )['data']['revision'], 'bundle' => array( 'options' => $options ) ) );
			$save( array( 'private_sender' ) );
			$emptied = $ask( 'GET', '/aether/v1/bundle' )['data']['emptied'];
			$save( array() );
			delete_option( 'private_sender' );
			return array_map( static fn ( $one ) => array( 'option' => str_replace( $theme, 'theme', $one['option'] ) ) + $one, $emptied );`
		);
		expect( found ).toEqual( [
			{ option: 'theme', values: [ 'footer_key', 'form.recipient' ] },
			{ option: 'private_sender', values: [ 'private_sender' ] },
		] );
	} );

	const COMMENTS = `
		$add  = static fn ( int $post, string $type, int $parent = 0, string $approved = '1' ): int => (int) wp_insert_comment( array( 'comment_post_ID' => $post, 'comment_type' => $type, 'comment_content' => $type, 'comment_parent' => $parent, 'comment_approved' => $approved ) );
		$made = array( wp_insert_post( array( 'post_title' => 'Reviewed', 'post_status' => 'publish' ) ), wp_insert_post( array( 'post_title' => 'Reviewed, too', 'post_status' => 'publish' ) ), wp_insert_post( array( 'post_title' => 'Draft', 'post_status' => 'draft' ) ) );
		[ $post, $other, $draft ] = $made;
		$review = $add( $post, 'review' );
		$add( $post, 'review' );
		$add( $other, 'review' );
		$add( $draft, 'review' );
		$add( $post, 'review', 0, '0' );
		$add( $post, 'note' );
		$answer = $add( $post, 'comment', $review );
		$add( $post, 'comment' );`;

	it( 'is how many comments stay at home, unless a filter names their type', async () => {
		const [ whole, chosen, filtered, answers ] = await php<
			readonly unknown[]
		>(
			`${ AS_ADMINISTRATOR } ${ ASK } ${ COMMENTS }
			$unsaid  = static fn ( array $choice = array() ) => $ask( 'GET', '/aether/v1/bundle', $choice )['data']['unsaid'];
			$records = static fn () => iterator_to_array( ( new Aether\\Site_Exporter\\Bundle\\Comments_Section( Aether\\Site_Exporter\\Bundle\\Portable::of_this_site(), Aether\\Site_Exporter\\Bundle\\Content_Choice::stored() ) )->records( '' ) );
			$found   = array( $unsaid(), $unsaid( array( 'entries' => array( $other ) ) ) );
			$alone   = $records()[ $answer ]['row']['comment_parent'];
			add_filter( 'aether_bundle_comment_types', static fn ( $types ) => array( ...$types, 'review', 'Note' ) );
			$types   = array_count_values( array_map( static fn ( $record ) => $record['row']['comment_type'], $records() ) );
			$found[] = array( $unsaid(), $types['review'], $types['note'] ?? 0 );
			$found[] = array( $alone, $records()[ $answer ]['row']['comment_parent'] === $review );
			foreach ( $made as $id ) { wp_delete_post( $id, true ); }
			return $found;`
		);
		expect( whole ).toEqual( [ { type: 'review', count: 3 } ] );
		expect( chosen ).toEqual( [ { type: 'review', count: 1 } ] );
		expect( filtered ).toEqual( [ [], 3, 0 ] );
		// Who answered a review that stays at home is heard all the same.
		expect( answers ).toEqual( [ 0, true ] );
	} );

	it( 'is not how many comments an entry has: a copy counts those that it got', async () => {
		expect(
			await php(
				`${ COMMENTS }
				require_once WP_PLUGIN_DIR . '/aether-site-exporter/includes/Bundle/importer/import.php';
				$portable = Aether\\Site_Exporter\\Bundle\\Portable::of_this_site();
				$choice   = Aether\\Site_Exporter\\Bundle\\Content_Choice::stored();
				$entries  = array_filter( iterator_to_array( ( new Aether\\Site_Exporter\\Bundle\\Posts_Section( $portable, $choice ) )->records( '' ) ), static fn ( $id ) => in_array( (int) $id, $made, true ), ARRAY_FILTER_USE_KEY );
				$comments = array_filter( iterator_to_array( ( new Aether\\Site_Exporter\\Bundle\\Comments_Section( $portable, $choice ) )->records( '' ) ), static fn ( $record ) => in_array( $record['row']['comment_post_ID'], $made, true ) );
				foreach ( $made as $id ) { wp_delete_post( $id, true ); }
				array_map( 'Aether\\Bundle\\import_post', $entries );
				array_map( 'Aether\\Bundle\\import_comment', $comments );
				array_map( 'Aether\\Bundle\\verify_post', $entries );
				wp_cache_flush();
				$counts = array( get_post( $post )->comment_count, get_post( $other )->comment_count );
				foreach ( $made as $id ) { wp_delete_post( $id, true ); }
				return array_map( 'intval', $counts );`
			)
		).toEqual( [ 2, 0 ] );
	} );
} );
