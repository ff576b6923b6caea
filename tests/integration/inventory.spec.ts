import { describe, expect, it } from 'vitest';
import { AS_ADMINISTRATOR, ASK, php } from '../support/php';
import { sharedWordPress } from '../support/wordpress';

interface Item {
	readonly url: string;
	readonly kind: string;
	readonly modified?: string;
}

interface Portion< T > {
	readonly items: readonly T[];
	readonly next: string | null;
}

async function everything< T >( route: string ): Promise< T[] > {
	const { rest } = sharedWordPress();
	const items: T[] = [];
	let cursor = '';
	do {
		const response = await rest(
			`aether/v1/${ route }?per_page=1000&cursor=${ cursor }`
		);
		expect( response.status ).toBe( 200 );
		const portion = ( await response.json() ) as Portion< T >;
		items.push( ...portion.items );
		cursor = portion.next ?? '';
	} while ( cursor !== '' );
	return items;
}

const paths = ( items: readonly Item[], kind?: string ): string[] =>
	items
		.filter( ( item ) => kind === undefined || item.kind === kind )
		.map( ( { url } ) => url.slice( sharedWordPress().url.length ) );

/**
 * Lists the inventory in one process, with what `prepare` set up there.
 * @param prepare
 * @param cleanUp
 */
const inventoryAfter = ( prepare: string, cleanUp = '' ): Promise< Item[] > =>
	php< Item[] >( `
		${ prepare }
		$items = ( new Aether\\Site_Exporter\\Site\\Url_Inventory() )->page( Aether\\Site_Exporter\\Site\\Cursor::decode( '' ), 10000 )['items'];
		${ cleanUp }
		return $items;
	` );

describe( 'The URL inventory', () => {
	it( 'holds every address that WordPress names in its own sitemaps, locked posts excepted', async () => {
		const { url } = sharedWordPress();
		const items = await everything< Item >( 'site/urls' );
		const known = new Set( items.map( ( item ) => item.url ) );
		const read = async ( address: string ): Promise< string[] > =>
			[
				...( await ( await fetch( address ) ).text() ).matchAll(
					/<loc>([^<]+)<\/loc>/g
				),
			].map( ( [ , location ] ) => location ?? '' );

		const children = await read( `${ url }/wp-sitemap.xml` );
		expect( children.length ).toBeGreaterThan( 3 );
		const named = ( await Promise.all( children.map( read ) ) ).flat();
		expect( named.length ).toBeGreaterThan( 20 );
		const locked = await php< string[] >(
			`return array_map( 'get_permalink', get_posts( array( 'has_password' => true, 'fields' => 'ids' ) ) );`
		);
		expect(
			[ ...children, ...named ].filter( ( each ) => ! known.has( each ) )
		).toEqual( locked );
	} );

	it( 'names each address once, and every kind that the demo content has', async () => {
		const items = await everything< Item >( 'site/urls' );
		expect( new Set( items.map( ( { url } ) => url ) ).size ).toBe(
			items.length
		);
		expect( paths( items, 'home' ) ).toEqual( [ '/' ] );
		expect( paths( items, 'robots' ) ).toEqual( [ '/robots.txt' ] );
		expect( paths( items, 'not-found' ) ).toHaveLength( 1 );
		expect( paths( items, 'feed' ) ).toEqual(
			expect.arrayContaining( [ '/feed/', '/comments/feed/' ] )
		);
		expect( paths( items, 'sitemap' ) ).toContain( '/wp-sitemap.xsl' );
		expect( paths( items, 'date' ) ).toEqual(
			expect.arrayContaining( [ '/2026/', '/2026/02/', '/2026/02/06/' ] )
		);
		expect( paths( items, 'pagination' ) ).toEqual(
			expect.arrayContaining( [
				'/page/2/',
				'/2026/02/the-long-way-round/2/',
				'/category/walks/page/2/',
				'/2026/page/2/',
			] )
		);
		for ( const kind of [ 'post', 'term', 'author' ] ) {
			expect( paths( items, kind ), kind ).not.toEqual( [] );
		}
	} );

	it( 'answers 200 at one address of every kind, except where nothing is', async () => {
		const items = await everything< Item >( 'site/urls' );
		const last = new Map( items.map( ( item ) => [ item.kind, item ] ) );
		for ( const { kind, url } of last.values() ) {
			const response = await fetch( url, { redirect: 'manual' } );
			await response.arrayBuffer();
			expect( response.status, url ).toBe(
				kind === 'not-found' ? 404 : 200
			);
		}
	} );

	it( 'loses and repeats nothing in portions of any size', async () => {
		const portions = await php< Record< string, string[] > >( `
			$inventory = new Aether\\Site_Exporter\\Site\\Url_Inventory();
			foreach ( array( 1000, 1, 2, 7, 50 ) as $size ) {
				$cursor = '';
				$sizes[ $size ] = array();
				do {
					$page   = $inventory->page( Aether\\Site_Exporter\\Site\\Cursor::decode( $cursor ), $size );
					$cursor = $page['next'];
					array_push( $sizes[ $size ], ...array_column( $page['items'], 'url' ) );
				} while ( null !== $cursor && count( $sizes[ $size ] ) < 5000 );
			}
			return $sizes;
		` );
		const whole = portions[ '1000' ];
		expect( whole?.length ).toBeGreaterThan( 50 );
		for ( const size of [ '1', '2', '7', '50' ] ) {
			expect( portions[ size ], `portions of ${ size }` ).toEqual(
				whole
			);
		}
	} );

	it( 'holds nothing that is not public', async () => {
		const items = await inventoryAfter(
			`${ AS_ADMINISTRATOR }
			$category = wp_insert_term( 'hidden-category', 'category' )['term_id'];
			foreach ( array( 'draft', 'private', 'future', 'pending', 'trash' ) as $status ) {
				$ids[] = wp_insert_post( array( 'post_title' => 'Hidden ' . $status, 'post_name' => 'hidden-' . $status, 'post_status' => $status, 'post_date' => 'future' === $status ? '2099-01-01 00:00:00' : '2026-01-05 00:00:00', 'post_category' => array( $category ) ) );
			}
			$ids[] = wp_insert_post( array( 'post_title' => 'Locked', 'post_name' => 'hidden-locked', 'post_status' => 'publish', 'post_password' => 'secret' ) );
			register_post_type( 'hidden_type', array( 'public' => false ) );
			$ids[] = wp_insert_post( array( 'post_type' => 'hidden_type', 'post_title' => 'Hidden', 'post_name' => 'hidden-type', 'post_status' => 'publish' ) );`,
			`foreach ( $ids as $id ) { wp_delete_post( $id, true ); }
			wp_delete_term( $category, 'category' );`
		);
		expect( items.length ).toBeGreaterThan( 50 );
		expect(
			paths( items ).filter( ( path ) => /hidden|2099/.test( path ) )
		).toEqual( [] );
	} );

	it( 'holds public custom types with archive, feed, pages and taxonomy', async () => {
		const items = await inventoryAfter(
			`update_option( 'posts_per_page', 2 );
			register_taxonomy( 'boat_kind', 'boat', array( 'public' => true ) );
			register_post_type( 'boat', array( 'public' => true, 'has_archive' => true, 'rewrite' => array( 'slug' => 'boats' ), 'supports' => array( 'title', 'editor' ), 'taxonomies' => array( 'boat_kind' ) ) );
			foreach ( array( 1, 2, 3 ) as $number ) {
				$ids[] = wp_insert_post( array( 'post_type' => 'boat', 'post_title' => 'Boat ' . $number, 'post_name' => 'boat-' . $number, 'post_status' => 'publish' ) );
				wp_set_object_terms( end( $ids ), 'Dinghy', 'boat_kind' );
			}`,
			`update_option( 'posts_per_page', 5 );
			foreach ( $ids as $id ) { wp_delete_post( $id, true ); }
			wp_delete_term( get_term_by( 'name', 'Dinghy', 'boat_kind' )->term_id, 'boat_kind' );`
		);
		expect( paths( items ) ).toEqual(
			expect.arrayContaining( [
				'/boats/',
				'/boats/page/2/',
				'/boats/feed/',
				'/boats/boat-1/',
				'/boats/boat-3/',
				'/boat_kind/dinghy/',
				'/boat_kind/dinghy/page/2/',
				'/boat_kind/dinghy/feed/',
			] )
		);
		expect( paths( items ) ).not.toContain( '/boats/page/3/' );
	} );

	it( 'holds the archive of an author who published nothing but entries of a custom type', async () => {
		const items = await inventoryAfter(
			`register_post_type( 'boat', array( 'public' => true ) );
			$author = wp_insert_user( array( 'user_login' => 'boatwright', 'user_pass' => wp_generate_password(), 'role' => 'author' ) );
			$reader = wp_insert_user( array( 'user_login' => 'pagewright', 'user_pass' => wp_generate_password(), 'role' => 'editor' ) );
			$ids[]  = wp_insert_post( array( 'post_type' => 'boat', 'post_title' => 'Boat', 'post_status' => 'publish', 'post_author' => $author ) );
			$ids[]  = wp_insert_post( array( 'post_type' => 'page', 'post_title' => 'Page', 'post_status' => 'publish', 'post_author' => $reader ) );`,
			`require_once ABSPATH . 'wp-admin/includes/user.php';
			foreach ( $ids as $id ) { wp_delete_post( $id, true ); }
			wp_delete_user( $author );
			wp_delete_user( $reader );`
		);
		expect( paths( items, 'author' ) ).toContain( '/author/boatwright/' );
		expect( paths( items, 'author' ) ).not.toContain(
			'/author/pagewright/'
		);
	} );

	it.each( [
		[ 'newest', [ 'comment-page-1', 'comment-page-2' ] ],
		[ 'oldest', [ 'comment-page-2', 'comment-page-3' ] ],
	] )(
		'holds the comment pages of a post whose %s comments come first',
		async ( order, expected ) => {
			const items = await inventoryAfter(
				`update_option( 'page_comments', 1 );
				update_option( 'comments_per_page', 2 );
				update_option( 'thread_comments', 1 );
				update_option( 'default_comments_page', '${ order }' );
				$id = wp_insert_post( array( 'post_title' => 'Talk', 'post_name' => 'much-talk', 'post_status' => 'publish', 'post_date' => '2026-01-05 00:00:00', 'comment_status' => 'open' ) );
				foreach ( range( 1, 5 ) as $number ) {
					$comment = wp_insert_comment( array( 'comment_post_ID' => $id, 'comment_content' => 'Comment ' . $number, 'comment_approved' => 1 ) );
				}
				wp_insert_comment( array( 'comment_post_ID' => $id, 'comment_content' => 'Answer', 'comment_approved' => 1, 'comment_parent' => $comment ) );
				wp_insert_comment( array( 'comment_post_ID' => $id, 'comment_content' => 'Spam', 'comment_approved' => 'spam' ) );`,
				`wp_delete_post( $id, true );
				update_option( 'page_comments', 0 );
				update_option( 'comments_per_page', 50 );
				update_option( 'default_comments_page', 'newest' );`
			);
			expect(
				paths( items )
					.filter( ( path ) => path.includes( 'much-talk' ) )
					.sort()
			).toEqual(
				[
					'/2026/01/much-talk/',
					...expected.map(
						( page ) => `/2026/01/much-talk/${ page }/`
					),
					'/2026/01/much-talk/feed/',
				].sort()
			);
		}
	);

	it( 'follows a static front page and its posts page', async () => {
		const items = await inventoryAfter(
			`$front = wp_insert_post( array( 'post_type' => 'page', 'post_title' => 'Front', 'post_name' => 'the-front', 'post_status' => 'publish', 'post_content' => 'One<!--nextpage-->Two' ) );
			$news = wp_insert_post( array( 'post_type' => 'page', 'post_title' => 'News', 'post_name' => 'news', 'post_status' => 'publish' ) );
			update_option( 'show_on_front', 'page' );
			update_option( 'page_on_front', $front );
			update_option( 'page_for_posts', $news );`,
			`update_option( 'show_on_front', 'posts' );
			wp_delete_post( $front, true );
			wp_delete_post( $news, true );`
		);
		expect( paths( items, 'home' ) ).toEqual( [ '/' ] );
		expect( paths( items, 'archive' ) ).toEqual( [ '/news/' ] );
		expect( paths( items, 'pagination' ) ).toEqual(
			expect.arrayContaining( [ '/page/2/', '/news/page/2/' ] )
		);
		expect( paths( items ) ).not.toContain( '/the-front/' );
		expect( paths( items ) ).not.toContain( '/page/3/' );
	} );

	it.each( [
		{
			name: 'plain',
			structure: '',
			expected: [
				/^\/\?paged=2$/,
				/^\/\?p=\d+$/,
				/^\/\?p=\d+&page=2$/,
				/^\/\?page_id=\d+$/,
				/^\/\?cat=\d+$/,
				/^\/\?cat=\d+&paged=2$/,
				/^\/\?tag=bread$/,
				/^\/\?author=\d+$/,
				/^\/\?m=2026$/,
				/^\/\?m=20260206$/,
				/^\/\?feed=rss2$/,
				/^\/\?feed=comments-rss2$/,
				/^\/\?sitemap=index$/,
				/^\/\?robots=1$/,
				/^\/\?pagename=aether-not-found-/,
			],
		},
		{
			name: 'index.php',
			structure: '/index.php/%year%/%monthnum%/%postname%/',
			expected: [
				/^\/index\.php\/page\/2\/$/,
				/^\/index\.php\/2026\/02\/the-long-way-round\/$/,
				/^\/index\.php\/2026\/02\/the-long-way-round\/2\/$/,
				/^\/index\.php\/about\/$/,
				/^\/index\.php\/category\/walks\/page\/2\/$/,
				/^\/index\.php\/author\/ines-moreau\/$/,
				/^\/index\.php\/2026\/page\/2\/$/,
				/^\/index\.php\/feed\/$/,
				/^\/index\.php\/aether-not-found-/,
			],
		},
	] )(
		'holds addresses that WordPress answers with $name permalinks',
		async ( { structure, expected } ) => {
			const { url } = sharedWordPress();
			const before = await php< string >(
				`$before = get_option( 'permalink_structure' );
				update_option( 'permalink_structure', $structure );
				delete_option( 'rewrite_rules' );
				return $before;`,
				{ structure }
			);
			try {
				const items = await inventoryAfter( '' );
				for ( const pattern of expected ) {
					expect(
						paths( items ).filter( ( path ) =>
							pattern.test( path )
						),
						String( pattern )
					).not.toEqual( [] );
				}
				expect( new Set( paths( items ) ).size ).toBe( items.length );
				const last = new Map(
					items.map( ( item ) => [ item.kind, item.url ] )
				);
				for ( const [ kind, address ] of last ) {
					const response = await fetch( address, {
						redirect: 'manual',
					} );
					await response.arrayBuffer();
					expect( response.status, address ).toBe(
						kind === 'not-found' ? 404 : 200
					);
				}
				expect(
					await php(
						`return Aether\\Site_Exporter\\Site\\Site_Information::describe();`
					)
				).toMatchObject( {
					homeUrl: `${ url }/`,
					permalinks: structure === '' ? 'plain' : 'pretty',
				} );
			} finally {
				await php(
					`update_option( 'permalink_structure', $before ); delete_option( 'rewrite_rules' );`,
					{ before }
				);
			}
		}
	);

	it( 'can be filtered by kind, by section and by address', async () => {
		const answer = await php< Record< string, string[] > >( `
			$list = static fn ( ?string $kind = null ) => array_values( array_unique( array_column( ( new Aether\\Site_Exporter\\Site\\Url_Inventory() )->page( Aether\\Site_Exporter\\Site\\Cursor::decode( '' ), 1000, $kind )['items'], 'kind' ) ) );
			$answer['terms'] = $list( 'term' );
			add_filter( 'aether_url_inventory_sections', static fn ( $sections ) => array_filter( $sections, static fn ( $section ) => ! str_starts_with( $section->id(), 'dates:' ) ) );
			$answer['no dates'] = $list();
			add_filter( 'aether_url_inventory_includes', static fn ( $is_wanted, $url, $kind ) => 'robots' === $kind, 10, 3 );
			$answer['robots'] = $list();
			return $answer;
		` );
		expect( answer.terms ).toEqual( [ 'term' ] );
		expect( answer[ 'no dates' ] ).not.toContain( 'date' );
		expect( answer[ 'no dates' ] ).toContain( 'feed' );
		expect( answer.robots ).toEqual( [ 'robots' ] );
	} );

	it( 'refuses a cursor that it never gave out', async () => {
		const answers = await php< { status: number; code: string }[] >(
			`${ ASK } ${ AS_ADMINISTRATOR }
			return array_map( static function ( $cursor ) use ( $ask ) {
				$answer = $ask( 'GET', '/aether/v1/site/urls', array( 'cursor' => $cursor ) );
				return array( 'status' => $answer['status'], 'code' => $answer['data']['code'] ?? '' );
			}, $cursors );`,
			{
				cursors: [
					'x',
					'////',
					Buffer.from( '{"a":1}' ).toString( 'base64' ),
					Buffer.from( '[1,2]' ).toString( 'base64' ),
					Buffer.from( '["posts:post"]' ).toString( 'base64' ),
				],
			}
		);
		for ( const answer of answers ) {
			expect( answer ).toEqual( {
				status: 400,
				code: 'aether_contract_violated',
			} );
		}
	} );
} );

describe( 'The asset inventory', () => {
	interface Asset {
		readonly url: string;
		readonly size: number;
		readonly mtime: number;
	}

	it( 'holds uploads with their sub-sizes, the theme, and what WordPress itself serves', async () => {
		const { url } = sharedWordPress();
		const assets = await everything< Asset >( 'site/assets' );
		const urls = assets.map( ( asset ) => asset.url );
		expect( new Set( urls ).size ).toBe( urls.length );
		for ( const pattern of [
			/\/wp-content\/uploads\/2026\/.*-150x150\.jpg$/,
			/\/wp-content\/themes\/twentytwentyfive\/.*\.woff2$/,
			/\/wp-includes\/js\/jquery\/jquery\.min\.js$/,
			/\/wp-includes\/css\/dashicons\.css$/,
		] ) {
			expect(
				urls.some( ( each ) => pattern.test( each ) ),
				String( pattern )
			).toBe( true );
		}
		const sample = assets.find( ( asset ) =>
			asset.url.endsWith( '-150x150.jpg' )
		);
		expect( sample?.url.startsWith( url ) ).toBe( true );
		const body = await ( await fetch( sample?.url ?? '' ) ).arrayBuffer();
		expect( body.byteLength ).toBe( sample?.size );
		expect( sample?.mtime ).toBeGreaterThan( Date.UTC( 2020 ) );
	} );

	it( 'never holds programs, dumps, logs, archives, hidden files, our own files or what a link leads to', async () => {
		const urls = await php< string[] >( `
			$base = wp_upload_dir()['basedir'] . '/inventory-test';
			$outside = get_temp_dir() . 'inventory-outside';
			wp_mkdir_p( $base . '/.git' );
			wp_mkdir_p( $outside );
			file_put_contents( $outside . '/leak.txt', 'x' );
			$names = array( 'a b+ü.png', 'doc.pdf', 'shell.php', 'shell.php.txt', 'shell.phtml', 'x.phar', '.env', '.htaccess', '.git/config', 'dump.sql', 'dump.sql.gz', 'debug.log', 'site.zip', 'site.tar.gz', 'wp.wpress', 'old.bak', 'id.pem', 'db.sqlite' );
			foreach ( $names as $name ) { file_put_contents( $base . '/' . $name, 'x' ); }
			symlink( $outside, $base . '/linked' );
			symlink( $outside . '/leak.txt', $base . '/leak.txt' );
			wp_mkdir_p( wp_upload_dir()['basedir'] . '/aether/x' );
			file_put_contents( wp_upload_dir()['basedir'] . '/aether/x/ours.txt', 'x' );
			$cursor = '';
			$urls = array();
			do {
				$page = ( new Aether\\Site_Exporter\\Site\\Asset_Inventory() )->page( Aether\\Site_Exporter\\Site\\Cursor::decode( $cursor ), 400 );
				array_push( $urls, ...array_column( $page['items'], 'url' ) );
				$cursor = $page['next'];
			} while ( null !== $cursor );
			unlink( $base . '/linked' );
			Aether\\Site_Exporter\\Storage\\Tree::remove( $base );
			Aether\\Site_Exporter\\Storage\\Tree::remove( $outside );
			Aether\\Site_Exporter\\Storage\\Tree::remove( wp_upload_dir()['basedir'] . '/aether/x' );
			return $urls;
		` );
		expect(
			urls
				.filter( ( url ) => url.includes( 'inventory-test' ) )
				.map( ( url ) => url.split( '/' ).pop() )
		).toEqual( [ 'a%20b%2B%C3%BC.png', 'doc.pdf' ] );
		expect(
			urls.filter( ( url ) =>
				/\.php|\/uploads\/aether|aether-site-exporter/.test( url )
			)
		).toEqual( [] );
	} );

	it( 'loses and repeats nothing in portions of any size', async () => {
		const lists = await php< string[][] >( `
			foreach ( array( 100000, 37, 200 ) as $size ) {
				$cursor = '';
				$urls = array();
				do {
					$page = ( new Aether\\Site_Exporter\\Site\\Asset_Inventory() )->page( Aether\\Site_Exporter\\Site\\Cursor::decode( $cursor ), $size );
					array_push( $urls, ...array_column( $page['items'], 'url' ) );
					$cursor = $page['next'];
				} while ( null !== $cursor && count( $urls ) < 20000 );
				$lists[] = $urls;
			}
			return $lists;
		` );
		expect( lists[ 1 ] ).toEqual( lists[ 0 ] );
		expect( lists[ 2 ] ).toEqual( lists[ 0 ] );
	} );
} );
