import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answered, AS_ADMINISTRATOR, ASK, php } from '../support/php';

/** Forgets every publish, and defines `$publish( status )`, which records one that ends so. */
const PUBLISHES = `
	$GLOBALS['wpdb']->query( 'DELETE FROM ' . \\Aether\\Site_Exporter\\Publishing\\Publish_Table::name() );
	delete_option( 'aether_place_states' );
	$records = new \\Aether\\Site_Exporter\\Publishing\\Publish_Records();
	$places  = new \\Aether\\Site_Exporter\\Publishing\\Place_States( \\Aether\\Site_Exporter\\Plugin::instance()->settings() );
	$publish = static function ( string $status ) use ( $records ): void {
		$opened  = $records->open( get_current_user_id(), true );
		$reached = array( 'providerId' => 'a', 'deploymentType' => 'static_site', 'success' => true );
		$records->close( $opened['id'], $opened['lease'], array( 'status' => $status, 'providers' => in_array( $status, array( 'success', 'partial' ), true ) ? array( $reached ) : array() ) );
	};`;

/** Defines `$shown( callback )`, which returns what a callback prints. */
const SHOWN = `$shown = static function ( callable $print ): string {
	ob_start();
	$print();
	return (string) ob_get_clean();
};`;

/** Defines `$bar()`: the node of the admin bar. */
const BAR = `$bar = static function (): ?object {
	require_once ABSPATH . WPINC . '/class-wp-admin-bar.php';
	$bar = new WP_Admin_Bar();
	( new \\Aether\\Site_Exporter\\Admin\\Admin_Bar( new \\Aether\\Site_Exporter\\Publishing\\Unpublished_Changes( new \\Aether\\Site_Exporter\\Publishing\\Place_States( \\Aether\\Site_Exporter\\Plugin::instance()->settings() ) ) ) )->add( $bar );
	return $bar->get_node( 'aether' );
};`;

const TITLE = 'Aether counts this';

const forget = () =>
	php(
		`${ PUBLISHES }
		foreach ( get_posts( array( 'post_type' => 'any', 'post_status' => 'any', 'numberposts' => -1, 'title' => $title, 'fields' => 'ids' ) ) as $id ) { wp_delete_post( $id, true ); }
		return true;`,
		{ title: TITLE }
	);

beforeEach( forget );
afterAll( forget );

describe( 'Site Health', () => {
	it( 'tells what would make the next publish fail, and how the last one ended', async () => {
		const statuses = await php< Record< string, string > >(
			`${ AS_ADMINISTRATOR } ${ PUBLISHES }
			$tests  = apply_filters( 'site_status_tests', array( 'direct' => array(), 'async' => array() ) );
			$status = static fn ( string $id ): string => $tests['direct'][ 'aether_' . $id ]['test']()['status'];
			$answers = array( 'none' => $status( 'last_publish' ) );
			foreach ( array( 'failed', 'partial', 'cancelled', 'success' ) as $outcome ) {
				$publish( $outcome );
				$answers[ $outcome ] = $status( 'last_publish' );
			}
			$records->open( get_current_user_id(), true );
			$GLOBALS['wpdb']->query( 'UPDATE ' . \\Aether\\Site_Exporter\\Publishing\\Publish_Table::name() . ' SET heartbeat_at = heartbeat_at - 100000 WHERE running = 1' );
			$answers['broken'] = $status( 'last_publish' );
			$answers['folder'] = $status( 'folder' );
			foreach ( array( 'freshFolder' => get_temp_dir() . 'not/yet/there', 'fileInstead' => ABSPATH . 'wp-load.php/uploads' ) as $name => $folder ) {
				$uploads = static fn ( array $dir ): array => array( 'basedir' => $folder ) + $dir;
				add_filter( 'upload_dir', $uploads );
				$answers[ $name ] = $status( 'folder' );
				remove_filter( 'upload_dir', $uploads );
			}
			foreach ( array( 'plain' => '', 'pretty' => '/%postname%/' ) as $name => $structure ) {
				$permalinks = static fn (): string => $structure;
				add_filter( 'pre_option_permalink_structure', $permalinks );
				$answers[ $name ] = $status( 'permalinks' );
				remove_filter( 'pre_option_permalink_structure', $permalinks );
			}
			foreach ( array( array( 200, '' ), array( 401, '' ), array( 302, '' ), array( 302, '/wp-login.php?redirect_to=x' ), array( 302, '/de/' ), array( 301, home_url( '/en/' ) ), array( 301, 'https://www.elsewhere.test/' ) ) as $index => [ $code, $location ] ) {
				$respond = static fn (): array => array( 'response' => array( 'code' => $code ), 'headers' => array( 'location' => $location ), 'body' => '', 'cookies' => array() );
				add_filter( 'pre_http_request', $respond );
				[ 'status' => $rating, 'label' => $label ] = $tests['async']['aether-visitors']['async_direct_test']();
				$answers[ 'visitor' . $index ] = "{$rating}: {$label}";
				remove_filter( 'pre_http_request', $respond );
			}
			return $answers;`
		);
		expect( statuses ).toEqual( {
			none: 'good',
			failed: 'critical',
			partial: 'recommended',
			cancelled: 'good',
			success: 'good',
			broken: 'recommended',
			folder: 'good',
			freshFolder: 'good',
			fileInstead: 'critical',
			plain: 'critical',
			pretty: 'good',
			visitor0: 'good: Aether sees this site as visitors do',
			...Object.fromEntries(
				[ 1, 2, 3 ].map( ( index ) => [
					`visitor${ index }`,
					'recommended: The front page does not answer this server without a login',
				] )
			),
			visitor4: 'good: Aether sees this site as visitors do',
			visitor5: 'good: Aether sees this site as visitors do',
			visitor6: 'recommended: The front page leads to another address',
		} );
	} );
} );

describe( 'The dashboard', () => {
	it( 'says that a publish went wrong until one goes well, to those who may know', async () => {
		const shown = await php< Record< string, string > >(
			`${ AS_ADMINISTRATOR } ${ PUBLISHES } ${ SHOWN }
			require_once ABSPATH . 'wp-admin/includes/admin.php';
			set_current_screen( 'dashboard' );
			$notice = static fn (): string => $shown( array( new \\Aether\\Site_Exporter\\Admin\\Dashboard_Notice( $records, $places ), 'show' ) );
			$answers = array( 'none' => $notice() );
			foreach ( array( 'failed', 'partial', 'success', 'cancelled', 'failed' ) as $index => $outcome ) {
				$publish( $outcome );
				$answers[ $index . $outcome ] = $notice();
			}
			$opened = $records->open( get_current_user_id(), true );
			$records->close( $opened['id'], $opened['lease'], array( 'status' => 'failed', 'providers' => array( array( 'providerId' => 'a', 'success' => true ), array( 'providerId' => 'b', 'success' => false ) ) ) );
			$answers['5reached'] = $notice();
			$records->open( get_current_user_id(), true );
			$answers['6running'] = $notice();
			$GLOBALS['wpdb']->query( 'UPDATE ' . \\Aether\\Site_Exporter\\Publishing\\Publish_Table::name() . ' SET heartbeat_at = heartbeat_at - 100000 WHERE running = 1' );
			$answers['7silent'] = $notice();
			set_current_screen( 'edit-post' );
			$answers['elsewhere'] = $notice();
			set_current_screen( 'dashboard' );
			wp_set_current_user( 0 );
			$answers['visitor'] = $notice();
			return $answers;`
		);
		expect( shown ).toEqual( {
			none: '',
			'0failed': expect.stringContaining( 'notice-error' ),
			'1partial': expect.stringContaining( 'notice-warning' ),
			'2success': '',
			'3cancelled': '',
			'4failed': expect.stringMatching(
				/no place has the new release[^]*tab=history/
			),
			'5reached': expect.stringContaining(
				'some places have the new release'
			),
			'6running': expect.stringContaining(
				'some places have the new release'
			),
			'7silent': expect.stringContaining( 'broke off' ),
			elsewhere: '',
			visitor: '',
		} );
	} );
} );

describe( 'What was written since the last publish', () => {
	it( 'is told of each entry in the lists', async () => {
		const answer = await php< {
			labels: Record< string, string >;
			columns: readonly boolean[];
		} >(
			`${ AS_ADMINISTRATOR } ${ PUBLISHES } ${ SHOWN }
			$write = static fn ( array $post ): int => wp_insert_post( $post + array( 'post_title' => $title, 'post_status' => 'publish' ) );
			$ids = array(
				'current'  => $write( array() ),
				'changed'  => $write( array() ),
				'draft'    => $write( array( 'post_status' => 'draft' ) ),
				'password' => $write( array( 'post_password' => 'x' ) ),
			);
			$before = gmdate( 'Y-m-d H:i:s', time() - HOUR_IN_SECONDS );
			foreach ( $ids as $id ) { $GLOBALS['wpdb']->update( $GLOBALS['wpdb']->posts, array( 'post_date_gmt' => $before, 'post_modified_gmt' => $before ), array( 'ID' => $id ) ); clean_post_cache( $id ); }
			$labels = static function ( array $ids ) use ( $shown ): array {
				$column = new \\Aether\\Site_Exporter\\Admin\\Posts_Column( new \\Aether\\Site_Exporter\\Publishing\\Unpublished_Changes( new \\Aether\\Site_Exporter\\Publishing\\Place_States( \\Aether\\Site_Exporter\\Plugin::instance()->settings() ) ) );
				return array_map( static fn ( int $id ): string => $shown( static fn () => $column->render( 'aether', $id ) ), $ids );
			};
			$never = $labels( $ids );
			$publish( 'success' );
			$later = gmdate( 'Y-m-d H:i:s', time() + HOUR_IN_SECONDS );
			$GLOBALS['wpdb']->update( $GLOBALS['wpdb']->posts, array( 'post_modified_gmt' => $later ), array( 'ID' => $ids['changed'] ) );
			clean_post_cache( $ids['changed'] );
			$ids['new'] = $write( array( 'post_date_gmt' => $later, 'post_status' => 'publish' ) );
			$GLOBALS['wpdb']->update( $GLOBALS['wpdb']->posts, array( 'post_date_gmt' => $later, 'post_status' => 'publish' ), array( 'ID' => $ids['new'] ) );
			clean_post_cache( $ids['new'] );
			$has = static fn ( string $type ): bool => isset( apply_filters( 'manage_posts_columns', array(), $type )['aether'] );
			$columns = array( $has( 'post' ), $has( 'attachment' ), $has( 'wp_block' ) );
			$after = $labels( $ids );
			wp_set_current_user( 0 );
			return array( 'labels' => array( 'never' => $never['current'] ) + $after, 'columns' => array( ...$columns, $has( 'post' ) ) );`,
			{ title: TITLE }
		);
		expect( answer.labels ).toEqual( {
			never: 'Not there yet',
			current: 'Up to date',
			changed: 'Changed since',
			draft: 'Not public',
			password: 'Not public',
			new: 'Not there yet',
		} );
		expect( answer.columns ).toEqual( [ true, false, false, false ] );
	} );

	it( 'is told of one entry and each place in the block editor, to those who may edit it', async () => {
		const answers = await php<
			Record< string, Answered< Record< string, unknown > > >
		>(
			`${ AS_ADMINISTRATOR } ${ PUBLISHES } ${ ASK }
			$id     = wp_insert_post( array( 'post_title' => $title, 'post_name' => 'counted', 'post_status' => 'publish', 'post_date' => '2020-01-02 03:04:05' ) );
			$read   = static fn ( int $id ): array => $ask( 'GET', '/aether/v1/site/entries/' . $id );
			$change = static function ( string $modified ) use ( $id ): void {
				$GLOBALS['wpdb']->update( $GLOBALS['wpdb']->posts, array( 'post_modified_gmt' => $modified ), array( 'ID' => $id ) );
				clean_post_cache( $id );
			};
			$change( '2020-01-02 03:04:05' );
			$answers  = array( 'never' => $read( $id ) );
			$outcomes = static fn ( array ...$outcomes ): array => array_map( static fn ( array $outcome ): array => $outcome + array( 'deploymentType' => 'static_site', 'success' => true ), $outcomes );
			$publish_to = static function ( string $status, mixed $providers ) use ( $records ): void {
				$opened = $records->open( get_current_user_id(), true );
				$records->close( $opened['id'], $opened['lease'], array( 'status' => $status, 'providers' => $providers ) );
			};
			$publish_to( 'success', $outcomes( array( 'providerId' => 'first', 'receipt' => array( 'url' => 'https://old.test/' ) ), array( 'providerId' => 'hidden' ), array( 'providerId' => 'bundle', 'deploymentType' => 'blueprint_bundle' ) ) );
			$change( gmdate( 'Y-m-d H:i:s', time() + HOUR_IN_SECONDS ) );
			$answers['changed'] = $read( $id );
			$change( '2020-01-02 03:04:05' );
			$publish_to( 'partial', $outcomes( array( 'providerId' => 'first', 'receipt' => array( 'url' => 'https://published.test/sub' ) ), array( 'providerId' => 'hidden', 'success' => false ) ) );
			$publish_to( 'failed', array( 'nonsense', array( 'providerId' => array( 1 ) ), null ) );
			$answers['current'] = $read( $id );
			wp_update_post( array( 'ID' => $id, 'post_status' => 'draft' ) );
			$answers['draft'] = $read( $id );
			$GLOBALS['wpdb']->update( $GLOBALS['wpdb']->posts, array( 'post_status' => 'publish' ), array( 'ID' => $id ) );
			clean_post_cache( $id );
			$revision = $ask( 'GET', '/aether/v1/settings' )['data']['revision'];
			$ask( 'PUT', '/aether/v1/settings/providers/unreached', array( 'revision' => $revision, 'config' => array( 'deployment_types' => array( 'static_site' ) ) ) );
			$answers['unreached'] = $read( $id );
			$publish_to( 'success', $outcomes( array( 'providerId' => 'unreached', 'receipt' => array( 'url' => 'https://staging.test/' ) ) ) );
			$publish_to( 'success', $outcomes( array( 'providerId' => 'unreached', 'success' => false ) ) );
			for ( $others = 0; $others < 20; $others++ ) { $publish_to( 'success', $outcomes( array( 'providerId' => 'first' ) ) ); }
			$answers['longAgo'] = $read( $id );
			$ask( 'DELETE', '/aether/v1/settings/providers/unreached' );
			$answers['missing'] = $read( 99999999 );
			wp_set_current_user( 0 );
			$answers['nobody'] = $read( $id );
			$viewer = wp_insert_user( array( 'user_login' => uniqid( 'viewer' ), 'user_pass' => wp_generate_password(), 'role' => 'author' ) );
			( new WP_User( $viewer ) )->add_cap( 'aether_view' );
			wp_set_current_user( $viewer );
			$answers['another'] = $read( $id );
			require_once ABSPATH . 'wp-admin/includes/user.php';
			wp_delete_user( $viewer );
			return $answers;`,
			{ title: TITLE }
		);
		expect( answers.never?.data ).toEqual( {
			isPublic: true,
			places: [],
			canPublish: true,
		} );
		expect( answers.changed?.data ).toMatchObject( {
			places: [
				{ provider: 'first', state: 'changed' },
				{ provider: 'hidden', state: 'changed', url: null },
			],
		} );
		expect( answers.current?.data ).toMatchObject( {
			places: [
				{
					provider: 'first',
					state: 'current',
					url: expect.stringMatching(
						/^https:\/\/published\.test\/sub\/.*counted\/$/
					),
					publishedAt: expect.stringMatching( /^20\d\d-.*Z$/ ),
				},
				{ provider: 'hidden', state: 'current', url: null },
			],
		} );
		expect( answers.draft?.data ).toMatchObject( {
			isPublic: false,
			places: [
				{ state: 'private', url: null },
				{ state: 'private', url: null },
			],
		} );
		expect( answers.unreached?.data.places ).toContainEqual( {
			provider: 'unreached',
			state: 'new',
			publishedAt: null,
			url: null,
		} );
		expect( answers.longAgo?.data.places ).toContainEqual( {
			provider: 'unreached',
			state: 'current',
			publishedAt: expect.stringMatching( /^20\d\d-.*Z$/ ),
			url: expect.stringMatching( /^https:\/\/staging\.test\// ),
		} );
		expect( answers.missing?.status ).toBe( 404 );
		expect( answers.another?.status ).toBe( 404 );
		expect( answers.nobody?.status ).toBe( 401 );
	} );

	it( 'knows entries that went behind a password or past the trash, and none that nobody sees', async () => {
		const counts = await php< Record< string, object > >(
			`${ AS_ADMINISTRATOR } ${ PUBLISHES } ${ ASK }
			$read    = static fn (): array => ( new \\Aether\\Site_Exporter\\Publishing\\Unpublished_Changes( $places ) )->to_array();
			$changes = static fn (): array => array_diff_key( $read(), array( 'since' => 0 ) );
			$save    = static fn ( array $post ): int => wp_insert_post( $post + array( 'post_title' => $title, 'post_status' => 'publish' ) );
			$answers = array( 'never' => $read() );
			$seen    = $save( array() );
			$hidden  = $save( array( 'post_password' => 'x' ) );
			$publish( 'success' );
			$save( array( 'ID' => $hidden, 'post_password' => 'x', 'post_content' => 'Still nobody.' ) );
			$save( array( 'post_password' => 'x' ) );
			wp_delete_post( $hidden, true );
			$answers['locked'] = $changes();
			$save( array( 'ID' => $seen, 'post_password' => 'x' ) );
			$answers['leaves'] = $changes();
			$publish( 'success' );
			$save( array( 'ID' => $seen, 'post_password' => '' ) );
			$answers['returns'] = $changes();
			$publish( 'success' );
			wp_delete_post( $seen, true );
			$answers['deleted'] = $changes();
			$opened = $records->open( get_current_user_id(), true );
			$records->close( $opened['id'], $opened['lease'], array( 'status' => 'failed', 'providers' => array( array( 'providerId' => 'a', 'deploymentType' => 'static_site', 'success' => true ) ) ) );
			$answers['reachedSome'] = $changes();
			$answers['since'] = $ask( 'GET', '/aether/v1/site/changes' )['data'];
			return $answers;`,
			{ title: TITLE }
		);
		const none = { count: 0, isMore: false };
		const one = { count: 1, isMore: false };
		expect( counts ).toEqual( {
			never: { since: null, ...none },
			locked: none,
			leaves: one,
			returns: one,
			deleted: one,
			reachedSome: none,
			since: {
				since: expect.stringMatching( /^20\d\d-.*Z$/ ),
				...none,
			},
		} );
	} );

	it( 'counts until each place has it that is switched on, and again when one goes back', async () => {
		const answers = await php< Record< string, unknown > >(
			`${ AS_ADMINISTRATOR } ${ PUBLISHES } ${ ASK } ${ SHOWN }
			require_once ABSPATH . 'wp-admin/includes/admin.php';
			set_current_screen( 'dashboard' );
			$settings = static fn ( string $method, string $provider, array $config = array() ) => $ask( $method, '/aether/v1/settings/providers/' . $provider, array( 'revision' => $ask( 'GET', '/aether/v1/settings' )['data']['revision'], 'config' => $config ) );
			foreach ( array( 'production', 'staging' ) as $provider ) { $settings( 'PUT', $provider, array( 'deployment_types' => array( 'static_site' ) ) ); }
			$publish_to = static function ( string $status, array $reached ) use ( $records ): Closure {
				$opened   = $records->open( get_current_user_id(), true );
				$outcomes = array();
				foreach ( $reached as $provider => $release ) { $outcomes[] = array( 'providerId' => $provider, 'deploymentType' => 'static_site', 'success' => null !== $release, 'receipt' => array( 'releaseId' => $release ) ); }
				$end = static fn () => $records->close( $opened['id'], $opened['lease'], array( 'status' => $status, 'providers' => $outcomes ) );
				$end();
				return $end;
			};
			$answers = array();
			$look    = static function ( string $name ) use ( &$answers, $shown, $records, $places ): void {
				$health           = ( new \\Aether\\Site_Exporter\\Admin\\Publish_Health( $records, $places ) )->test_last_publish();
				$answers[ $name ] = array( ( new \\Aether\\Site_Exporter\\Publishing\\Unpublished_Changes( $places ) )->count(), $shown( array( new \\Aether\\Site_Exporter\\Admin\\Dashboard_Notice( $records, $places ), 'show' ) ), $health['status'] );
			};
			$say_again = $publish_to( 'success', array( 'production' => 'p1', 'staging' => 's1' ) );
			wp_insert_post( array( 'post_title' => $title, 'post_status' => 'publish' ) );
			$look( 'written' );
			$publish_to( 'partial', array( 'production' => null, 'staging' => 's2' ) );
			$look( 'failed at one' );
			$publish_to( 'success', array( 'staging' => 's2' ) );
			$look( 'again for the other' );
			$publish_to( 'success', array( 'production' => 'p2' ) );
			$say_again();
			$look( 'reached' );
			$ask( 'POST', '/aether/v1/releases/production/static_site/activated', array( 'release' => 'p1' ) );
			$look( 'gone back' );
			$ask( 'POST', '/aether/v1/releases/production/static_site/activated', array( 'release' => 'p2', 'outcome' => 'failed' ) );
			$look( 'not returned' );
			$settings( 'DELETE', 'production' );
			$look( 'given up' );
			$settings( 'DELETE', 'staging' );
			return $answers;`,
			{ title: TITLE }
		);
		expect( answers ).toEqual( {
			written: [ 1, '', 'good' ],
			'failed at one': [
				1,
				expect.stringContaining( 'did not reach every place' ),
				'recommended',
			],
			'again for the other': [
				1,
				expect.stringContaining( 'failed at production,' ),
				'recommended',
			],
			reached: [ 0, '', 'good' ],
			'gone back': [ 1, '', 'good' ],
			'not returned': [ 1, '', 'good' ],
			'given up': [ 0, '', 'good' ],
		} );
	} );

	it( 'is counted in the admin bar, as far as anybody reads a number', async () => {
		const titles = await php< Record< string, string | null > >(
			`${ AS_ADMINISTRATOR } ${ PUBLISHES } ${ BAR }
			$title_of = static fn (): ?string => $bar()?->meta['title'];
			$answers = array( 'never' => $title_of() );
			$publish( 'success' );
			$save = static fn ( array $post ): int => wp_insert_post( $post + array( 'post_title' => $title, 'post_status' => 'publish' ) );
			$answers['none'] = $title_of();
			$id = $save( array() );
			$save( array( 'post_status' => 'draft' ) );
			$save( array( 'post_type' => 'wp_block' ) );
			$save( array( 'ID' => $id, 'post_content' => 'Twice.' ) );
			$answers['one'] = $title_of();
			$note = static function ( int $first, int $last ): void {
				foreach ( range( $first, $last ) as $id ) {
					do_action( 'transition_post_status', 'trash', 'publish', new WP_Post( (object) array( 'ID' => $id, 'post_type' => 'post' ) ) );
				}
			};
			$note( 900001, 900098 );
			$answers['most'] = $title_of();
			$note( 900099, 900101 );
			$answers['more'] = $title_of();
			$answers['kept'] = (string) count( get_option( 'aether_changed_posts' ) );
			$publish( 'failed' );
			$answers['afterFailure'] = $title_of();
			$publish( 'success' );
			$answers['published'] = $title_of();
			wp_set_current_user( 0 );
			$answers['visitor'] = $title_of();
			return $answers;`,
			{ title: TITLE }
		);
		expect( titles ).toEqual( {
			never: 'Aether: this site has not been published yet',
			none: 'Aether: 0 unpublished changes',
			one: 'Aether: 1 unpublished change',
			most: 'Aether: 99 unpublished changes',
			more: 'Aether: 99+ unpublished changes',
			kept: '100',
			afterFailure: 'Aether: 99+ unpublished changes',
			published: 'Aether: 0 unpublished changes',
			visitor: null,
		} );
	} );
} );

describe( 'Translations', () => {
	it( 'reach PHP and the scripts', async () => {
		const german = await php< {
			php: string;
			plural: readonly string[];
			scripts: readonly ( string | undefined )[];
		} >(
			`add_filter( 'pre_determine_locale', static fn (): string => 'de_DE' );
			unload_textdomain( 'aether-site-exporter', true );
			unload_textdomain( 'aether-site-exporter-providers', true );
			$says = static fn ( string $handle, string $domain, string $text ) => json_decode( (string) load_script_textdomain( $handle, $domain, WP_PLUGIN_DIR . '/' . $domain . '/languages' ), true )['locale_data']['messages'][ $text ][0] ?? null;
			\\Aether\\Site_Exporter\\Admin\\Scripts::enqueue( \\Aether\\Site_Exporter\\Admin\\Page::HOOK );
			$scripts = array( $says( 'aether-provider-sdk', 'aether-site-exporter', 'Static Site' ), $says( 'aether-admin', 'aether-site-exporter', 'Publish this site' ), $says( 'aether-providers', 'aether-site-exporter-providers', 'Access token' ) );
			return array(
				'php'     => __( 'The uploads folder is writable.', 'aether-site-exporter' ),
				'plural'  => array( _n( 'Aether: %s unpublished change', 'Aether: %s unpublished changes', 1, 'aether-site-exporter' ), _n( 'Aether: %s unpublished change', 'Aether: %s unpublished changes', 2, 'aether-site-exporter' ) ),
				'scripts' => $scripts,
			);`
		);
		expect( german ).toEqual( {
			php: 'In den Ordner uploads kann geschrieben werden.',
			plural: [
				'Aether: %s unveröffentlichte Änderung',
				'Aether: %s unveröffentlichte Änderungen',
			],
			scripts: [
				'Statische Website',
				'Diese Website veröffentlichen',
				'Zugriffstoken',
			],
		} );
	} );
} );
