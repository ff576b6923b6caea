import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { php } from '../support/php';
import { sharedWordPress } from '../support/wordpress';

const wordPress = sharedWordPress();
const HERE = 'https://ber--gen.example/blog';
const THERE = 'http://127.0.0.1:9400/scope:x';

/** Takes a value along, and unpacks it where the site has another address. */
const TAKEN = `
	add_filter( 'home_url', static fn () => $there );
	require_once WP_PLUGIN_DIR . '/aether-site-exporter/includes/Bundle/importer/import.php';
	$portable = new Aether\\Site_Exporter\\Bundle\\Portable( array( $here => '', $here . '/wp-content/uploads' => '/wp-content/uploads' ) );
	$take     = static fn ( $value ) => Aether\\Bundle\\with_address( json_decode( json_encode( $portable->value( $value ), JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE ), true ) );`;

const taken = < Value >( code: string ): Promise< Value > =>
	php( `${ TAKEN } ${ code }`, { here: HERE, there: THERE } );

describe( 'Values of a bundle', () => {
	it.each( [
		[ 'an address', `${ HERE }/a`, `${ THERE }/a` ],
		[
			'one without a scheme',
			HERE.replace( 'https:', '' ),
			THERE.replace( 'http:', '' ),
		],
		[
			'JSON',
			JSON.stringify( HERE ).replaceAll( '/', '\\/' ),
			JSON.stringify( THERE ).replaceAll( '/', '\\/' ),
		],
		[
			'JSON in JSON',
			`${ HERE }/a`.replaceAll( '/', '\\\\\\/' ),
			`${ THERE }/a`.replaceAll( '/', '\\\\\\/' ),
		],
		[
			'JSON in JSON whose outer one leaves slashes alone',
			HERE.replaceAll( '/', '\\\\/' ),
			THERE.replaceAll( '/', '\\\\/' ),
		],
		[
			'an attribute of a block',
			`{"url":"${ HERE.replace( '--', '\\u002d\\u002d' ) }/a.jpg"}`,
			`{"url":"${ THERE }/a.jpg"}`,
		],
		[
			'a query',
			`?u=${ encodeURIComponent( `${ HERE }/a` ) }`,
			`?u=${ encodeURIComponent( `${ THERE }/a` ) }`,
		],
		[ 'another host', `${ HERE }-2/a`, `${ HERE }-2/a` ],
	] )( 'name the new address in %s', async ( _, before, after ) => {
		expect(
			await php( `${ TAKEN } return $take( $before );`, {
				here: HERE,
				there: THERE,
				before,
			} )
		).toBe( after );
	} );

	/** Where the host's root is above the site. */
	const BLOG = '/blog';
	it.each( [
		[
			'a link',
			`<a class="a" href="${ BLOG }/about/">About</a>`,
			`<a class="a" href="${ THERE }/about/">About</a>`,
		],
		[
			'a picture, whose file has its place in a copy',
			`<img alt='' src='${ BLOG }/wp-content/uploads/a.jpg'/>`,
			`<img alt='' src='${ THERE }/wp-content/uploads/a.jpg'/>`,
		],
		[
			'a link to the front page',
			`<a href="${ BLOG }"><a href=${ BLOG }/a/><a href="${ BLOG }?s=a">`,
			`<a href="${ THERE }"><a href=${ THERE }/a/><a href="${ THERE }?s=a">`,
		],
		[
			'a srcset',
			`<img srcset="${ BLOG }/a.jpg 1x,${ BLOG }/b.jpg 2x, ${ BLOG }/c.jpg">`,
			`<img srcset="${ THERE }/a.jpg 1x,${ THERE }/b.jpg 2x, ${ THERE }/c.jpg">`,
		],
		[
			'a style',
			`<p style="background: url(${ BLOG }/a.jpg); color: red"><style>p{background:url( '${ BLOG }/b.jpg' )}</style>`,
			`<p style="background: url(${ THERE }/a.jpg); color: red"><style>p{background:url( '${ THERE }/b.jpg' )}</style>`,
		],
		[
			'a style in quotes of HTML',
			`<p style="background: url(&quot;${ BLOG }/a.jpg&quot;); color: red">`,
			`<p style="background: url(&quot;${ THERE }/a.jpg&quot;); color: red">`,
		],
		[
			'an attribute of a block',
			`<!-- wp:x {"url":"${ BLOG }/a/","all":["${ BLOG }/b/","${ BLOG }/c/"],"html":"\u003ca href=\u0022${ BLOG }/d/\u0022\u003e"} /-->`,
			`<!-- wp:x {"url":"${ THERE }/a/","all":["${ THERE }/b/","${ THERE }/c/"],"html":"\u003ca href=\u0022${ THERE }/d/\u0022\u003e"} /-->`,
		],
		[
			'JSON with HTML in it',
			JSON.stringify( {
				url: `${ BLOG }/a/`,
				html: `<a href="${ BLOG }/b/"><img srcset="${ BLOG }/c 1x, ${ BLOG }/d 2x">`,
			} ).replaceAll( '/', '\\/' ),
			JSON.stringify( {
				url: `${ THERE }/a/`,
				html: `<a href="${ THERE }/b/"><img srcset="${ THERE }/c 1x, ${ THERE }/d 2x">`,
			} ).replaceAll( '/', '\\/' ),
		],
		[
			'a shortcode',
			`See [button text="To us" link="${ BLOG }/a/"].`,
			`See [button text="To us" link="${ THERE }/a/"].`,
		],
		[
			'a script, but for what divides in it',
			`<script>var a = "${ BLOG }/a.js", b=${ BLOG }/2;</script>`,
			`<script>var a = "${ THERE }/a.js", b=${ BLOG }/2;</script>`,
		],
		[ 'a value of its own', `${ BLOG }/a/?b#c`, `${ THERE }/a/?b#c` ],
	] )(
		'name the new address below its root in %s',
		async ( _, before, after ) => {
			expect(
				await php( `${ TAKEN } return $take( $before );`, {
					here: HERE,
					there: THERE,
					before,
				} )
			).toBe( after );
		}
	);

	it.each( [
		`Look into ${ BLOG }/about/ or "${ BLOG }/a", 'a: "${ BLOG }/b"', (${ BLOG }/c)`,
		`${ BLOG }/about/ is a folder`,
		`<img alt="${ BLOG }/about/ is a folder" title='The folder: ${ BLOG }/a'>`,
		`{"text":"${ BLOG }/about/ is a folder, \"${ BLOG }/a\" another"}`,
		`<a href="${ BLOG }-2/a/"><a href="${ BLOG }ger/"><a href="${ BLOG }.html"><a href="/a${ BLOG }/">`,
		`<a href="//e.example${ BLOG }/">`,
		`<code>&lt;a href="${ BLOG }/a/"&gt;</code>`,
		'<a href="/about/"><img src="/wp-content/uploads/a.jpg">',
	] )( 'leave %j alone', async ( text ) => {
		expect(
			await php( `${ TAKEN } return $take( $text );`, {
				here: HERE,
				there: THERE,
				text,
			} )
		).toBe( text );
	} );

	it.each( [
		[ 'https://e.org', 'https://e.org/wp-content/uploads', null ],
		[ 'https://e.org', 'https://e.org/media', '/wp-content/uploads/a.jpg' ],
		[ 'https://e.org', 'https://files.e.org/media', null ],
		[
			'https://e.org/blog',
			'https://E.org/media/',
			'/wp-content/uploads/a.jpg',
		],
	] )(
		'know where media of %s lie that are at %s',
		async ( home, uploads, place ) => {
			const text =
				'<a href="/about/"><img src="/wp-content/uploads/a.jpg"><img src="/media/a.jpg">';
			expect(
				await php(
					`return ( new Aether\\Site_Exporter\\Bundle\\Portable( array( $home => '', $home . '/wp-content' => '/wp-content', $uploads => '/wp-content/uploads' ) ) )->text( $text );`,
					{ home, uploads, text }
				)
			).toBe(
				place === null
					? text
					: text.replace(
							'/media/a.jpg',
							`https://site.aether.invalid${ place }`
						)
			);
		}
	);

	it( 'know where the uploads of this site are', async () => {
		expect(
			await php( `
				add_filter( 'upload_dir', static fn ( $place ) => array( 'baseurl' => home_url( '/media' ) ) + $place );
				return Aether\\Site_Exporter\\Bundle\\Portable::of_this_site()->text( '<a href="/wp-content/"><img src="/media/a.jpg">' );` )
		).toBe(
			'<a href="/wp-content/"><img src="https://site.aether.invalid/wp-content/uploads/a.jpg">'
		);
	} );

	it( 'count the bytes of what is serialised in them, however deep', async () => {
		const [ is, should ] = await taken< readonly [ string, string ] >( `
			$make = static fn ( $home ) => array(
				'packed' => serialize( array( 'a' => $home . '/ü', 'deeper' => serialize( array( $home, true, 1.5, null ) ) ) ),
				'object' => serialize( (object) array( 'home' => $home ) ),
				'plain'  => (object) array( 'home' => $home, 'list' => array( $home ) ),
			);
			return array( serialize( $take( $make( $here ) ) ), serialize( $make( $there ) ) );` );
		expect( is ).toBe( should );
	} );

	it( 'stay as they are where they only look serialised', async () => {
		const damaged = 'a:1:{i:0;s:99:"short";}';
		expect(
			await php(
				`${ TAKEN } return array( $take( $damaged ), $take( 'b:0;' ) );`,
				{
					here: HERE,
					there: THERE,
					damaged,
				}
			)
		).toEqual( [ damaged, 'b:0;' ] );
	} );

	it( 'bring no object to life', async () => {
		expect(
			await taken( `
				$found = $take( array( 'a' => serialize( array( new WP_Error( 'x', 'canary' ) ) ) ) );
				return unserialize( $found['a'] );` )
		).toEqual( [ null ] );
	} );
} );

describe( 'Blocks that are shown to nobody', () => {
	const hide = '{"metadata":{"blockVisibility":false}}';
	const without = ( content: string ) =>
		php< string >(
			`return Aether\\Site_Exporter\\Bundle\\Hidden_Blocks::without( $content );`,
			{ content }
		);

	it( 'stay at home, with what is in them, at any depth', async () => {
		const hidden = `<!-- wp:group ${ hide } --><div><!-- wp:paragraph --><p>canary</p><!-- /wp:paragraph --></div><!-- /wp:group -->`;
		const around = ( between: string ) =>
			`<!-- wp:columns --><div class="c"><!-- wp:column --><div>One<!-- wp:separator /-->${ between }<!-- wp:paragraph --><p>Two</p><!-- /wp:paragraph --></div><!-- /wp:column --></div><!-- /wp:columns -->\n\nBetween`;
		expect( await without( around( hidden ) + hidden ) ).toBe(
			around( '' )
		);
	} );

	it( 'are not those that only some screens hide', async () => {
		const content = `<!-- wp:paragraph {"metadata":{"blockVisibility":{"viewport":{"mobile":false}}}} --><p>a  b</p><!-- /wp:paragraph -->`;
		expect( await without( content ) ).toBe( content );
	} );
} );

describe( 'Options of the front end', () => {
	it( 'say nothing of widgets that were put aside, and nothing secret of a theme', async () => {
		const found = await php< Readonly< Record< string, unknown > > >( `
			$values = array(
				'sidebars_widgets' => array( 'wp_inactive_widgets' => array( 'text-7' ), 'orphaned_widgets_1' => array( 'block-7' ), 'sidebar-1' => array( 'text-8', 'block-8' ), 'array_version' => 3 ),
				'widget_text'      => array( 7 => array( 'text' => 'canary' ), 8 => array( 'text' => 'Write to us@example.org' ), '_multiwidget' => 1 ),
				'widget_block'     => array( 7 => array( 'content' => 'canary' ), 8 => array( 'content' => '<!-- wp:paragraph {"metadata":{"blockVisibility":false}} --><p>canary</p><!-- /wp:paragraph -->Shown' ), '_multiwidget' => 1 ),
				'theme_mods_' . get_stylesheet() => array( 'maps_api_key' => 'canary', 'logo' => 'logo@2x.png', 'footer' => 'Mail to us@example.org, please', 'top_bar' => array( 'email' => 'us@example.org' ), 'form' => array( 'recipients' => array( 'canary@example.org, canary-2@example.org' ) ) ),
				'siteurl_of_mine'  => 'shown',
				'auth_salt'        => 'canary',
				'active_plugins'   => array( 'canary' ),
			);
			add_filter( 'aether_bundle_options', static fn ( $names ) => array( ...$names, 'siteurl_of_mine', 'auth_salt', 'active_plugins', 'cron' ) );
			foreach ( $values as $name => $value ) {
				add_filter( 'pre_option_' . $name, static fn () => $value );
			}
			$found = array();
			foreach ( ( new Aether\\Site_Exporter\\Bundle\\Options_Section( Aether\\Site_Exporter\\Bundle\\Portable::of_this_site() ) )->records( '' ) as $name => $record ) {
				$found[ str_starts_with( $name, 'theme_mods_' ) ? 'theme' : $name ] = $record['value'];
			}
			return $found;` );
		expect( JSON.stringify( found ) ).not.toContain( 'canary' );
		expect( found ).toMatchObject( {
			sidebars_widgets: {
				wp_inactive_widgets: [],
				'sidebar-1': [ 'text-8', 'block-8' ],
				array_version: 3,
			},
			widget_text: { 8: { text: 'Write to us@example.org' } },
			widget_block: { 8: { content: 'Shown' } },
			theme: {
				maps_api_key: '',
				logo: 'logo@2x.png',
				footer: 'Mail to us@example.org, please',
				top_bar: { email: 'us@example.org' },
				form: { recipients: [ ', ' ] },
			},
			siteurl_of_mine: 'shown',
		} );
		for ( const name of [ 'auth_salt', 'active_plugins', 'cron' ] ) {
			expect( found ).not.toHaveProperty( name );
		}
	} );
} );

describe( 'Authors of a bundle', () => {
	it( 'take nobody’s name to log in, and keep their own addresses', async () => {
		const found = await php< Readonly< Record< string, string > > >( `
			global $wpdb;
			require_once WP_PLUGIN_DIR . '/aether-site-exporter/includes/Bundle/importer/import.php';
			require_once ABSPATH . 'wp-admin/includes/user.php';
			$other = wp_insert_user( array( 'user_login' => 'values-admin', 'user_pass' => wp_generate_password() ) );
			Aether\\Bundle\\import_author( array( 'row' => array( 'ID' => 987654, 'user_nicename' => 'values-admin', 'display_name' => 'An Author' ), 'description' => '' ) );
			$author = get_userdata( 987654 );
			$found  = array(
				'login'   => $author->user_login,
				'address' => $author->user_nicename,
				'logsIn'  => get_user_by( 'login', 'values-admin' )->ID === $other ? 'the other' : 'the author',
				'other'   => get_userdata( $other )->user_nicename === 'user-' . $other ? 'has another address' : 'has the same',
			);
			wp_delete_user( 987654 );
			wp_delete_user( $other );
			return $found;` );
		expect( found ).toEqual( {
			login: 'author-987654',
			address: 'values-admin',
			logsIn: 'the other',
			other: 'has another address',
		} );
	} );

	it( 'show no address of e-mail where they have no other name', async () => {
		const [ records, id ] = await php<
			readonly [ Readonly< Record< string, { row: object } > >, number ]
		>( `
			global $wpdb;
			$id   = wp_insert_user( array( 'user_login' => 'mail-author', 'user_pass' => wp_generate_password(), 'display_name' => 'jane@example.org', 'role' => 'author' ) );
			$post = wp_insert_post( array( 'post_title' => 'By mail', 'post_status' => 'publish', 'post_author' => $id ) );
			$records = iterator_to_array( ( new Aether\\Site_Exporter\\Bundle\\Authors_Section( Aether\\Site_Exporter\\Bundle\\Portable::of_this_site(), Aether\\Site_Exporter\\Bundle\\Content_Choice::stored() ) )->records( '' ) );
			require_once ABSPATH . 'wp-admin/includes/user.php';
			wp_delete_post( $post, true );
			wp_delete_user( $id );
			return array( (object) $records, $id );` );
		expect( records[ id ]?.row ).toMatchObject( { display_name: 'jane' } );
	} );
} );

describe( 'Entries of a bundle', () => {
	it( 'are read without what stays at home, and long ones alone', async () => {
		const { grown, found } = await php< {
			readonly grown: number;
			readonly found: readonly number[];
		} >( `
			global $wpdb;
			$ids = array();
			for ( $i = 0; $i < 24; $i++ ) {
				$wpdb->insert( $wpdb->posts, array( 'post_status' => 'publish', 'post_type' => 'post', 'post_title' => 'Heavy', 'post_content' => 0 === $i % 4 ? str_repeat( 'long ', 300000 ) : 'short', 'post_excerpt' => '', 'to_ping' => '', 'pinged' => '', 'post_content_filtered' => '', 'post_date' => '2026-01-01 00:00:00', 'post_date_gmt' => '2026-01-01 00:00:00' ) );
				$ids[] = $wpdb->insert_id;
				$wpdb->insert( $wpdb->postmeta, array( 'post_id' => $wpdb->insert_id, 'meta_key' => '_builder_data', 'meta_value' => str_repeat( 'x', 1000000 ) ) );
			}
			$section = new Aether\\Site_Exporter\\Bundle\\Posts_Section( Aether\\Site_Exporter\\Bundle\\Portable::of_this_site(), Aether\\Site_Exporter\\Bundle\\Content_Choice::stored() );
			$wpdb->flush();
			memory_reset_peak_usage();
			$before = memory_get_usage();
			$found  = array();
			foreach ( $section->records( (string) ( $ids[0] - 1 ) ) as $position => $record ) {
				$found[] = (int) $position;
				unset( $record );
			}
			$grown = memory_get_peak_usage() - $before;
			foreach ( $ids as $id ) { wp_delete_post( $id, true ); }
			return array( 'grown' => $grown, 'found' => array_values( array_intersect( $found, $ids ) ) );` );
		expect( found ).toHaveLength( 24 );
		expect( [ ...found ].sort( ( a, b ) => a - b ) ).toEqual( found );
		// Twenty-four entries have 33 MB; one has 1.5 MB, which a few strings hold for a moment.
		expect( grown ).toBeLessThan( 16_000_000 );
	} );

	it( 'are of types that have pages', async () => {
		expect(
			await php( `
				register_post_type( 'values_shown', array( 'public' => true ) );
				register_post_type( 'values_unseen', array( 'public' => true, 'publicly_queryable' => false ) );
				return array_values( array_filter( Aether\\Site_Exporter\\Bundle\\Selection::content_types(), static fn ( $type ) => str_starts_with( $type, 'values_' ) ) );` )
		).toEqual( [ 'values_shown' ] );
	} );
} );

describe( 'Media of a bundle', () => {
	it( 'are those that WordPress shows, and what stands beside an address only where everybody may see it', async () => {
		const { answer, made } = await php< {
			readonly answer: {
				readonly items: readonly string[];
				readonly missing: readonly string[];
				readonly files: readonly { readonly path: string }[];
			};
			readonly made: Readonly< Record< string, number > >;
		} >( `
			$draft  = wp_insert_post( array( 'post_title' => 'Draft', 'post_status' => 'draft' ) );
			$public = wp_insert_post( array( 'post_title' => 'Public', 'post_status' => 'publish' ) );
			$add    = static function ( string $name, int $parent, string $type = 'image/jpeg' ): int {
				file_put_contents( wp_upload_dir( null, false )['basedir'] . '/' . $name, $name );
				$id = wp_insert_attachment( array( 'post_title' => $name, 'post_mime_type' => $type, 'guid' => 'x' ), $name, $parent );
				return $id;
			};
			$made = array(
				'shown'   => $add( 'values-shown.jpg', $draft ),
				'hidden'  => $add( 'values-hidden.jpg', $draft ),
				'hinted'  => $add( 'values-hinted.jpg', 0 ),
				'child'   => $add( 'values-child.jpg', $public ),
				'paper'   => $add( 'values-paper.pdf', $public, 'application/pdf' ),
				'nothere' => $add( 'values-away.jpg', 0 ),
				'secret'  => $add( 'values-secret.jpg', $draft ),
			);
			unlink( wp_upload_dir( null, false )['basedir'] . '/values-away.jpg' );
			$media  = new Aether\\Site_Exporter\\Bundle\\Media( new Aether\\Site_Exporter\\Bundle\\Posts_Section( Aether\\Site_Exporter\\Bundle\\Portable::of_this_site(), Aether\\Site_Exporter\\Bundle\\Content_Choice::stored() ) );
			$answer = $media->find( array( 'ids' => array( $made['shown'] ), 'hints' => array( $made['hidden'], $made['hinted'], $made['nothere'] ), 'parents' => array( $public, $draft ), 'paths' => array( 'values-lost.pdf', '2026', 'x.sql' ) ) );
			foreach ( array( ...$made, $draft, $public ) as $id ) { wp_delete_post( $id, true ); }
			return array( 'answer' => $answer, 'made' => $made );` );
		expect(
			answer.items
				.map(
					( line ) =>
						( JSON.parse( line ) as { row: { ID: number } } ).row.ID
				)
				.sort( ( a, b ) => a - b )
		).toEqual( [ made.shown, made.hinted, made.child, made.nothere ] );
		expect( answer.files.map( ( { path } ) => path ) ).toEqual( [
			'uploads/values-child.jpg',
			'uploads/values-hinted.jpg',
			'uploads/values-shown.jpg',
		] );
		expect( answer.missing ).toEqual( [
			'uploads/values-away.jpg',
			'uploads/values-lost.pdf',
			'uploads/x.sql',
		] );
	} );

	const folder = join( wordPress.uploadsDirectory, 'kept' );
	afterAll( () => rm( folder, { recursive: true, force: true } ) );

	it.each< [ rules: string, kept: boolean ] >( [
		[ '', false ],
		[ 'Options -Indexes', false ],
		[ 'Deny from all', true ],
		[ '<FilesMatch ".*">\nRequire all denied\n</FilesMatch>', true ],
		[ '<Files "*">\ndeny from all\n</Files>', true ],
		[ '<Files *.php>\ndeny from all\n</Files>', false ],
		[
			'<FilesMatch "\\.(php|phtml)$">\nDeny from all\n</FilesMatch>',
			false,
		],
		[ '<FilesMatch "\\.(pdf|docx)$">\nDeny from all\n</FilesMatch>', true ],
		[ '<Files ~ "\\.php$">\nDeny from all\n</Files>', false ],
		[ 'AuthType Basic\nRequire valid-user', true ],
		[ 'Require ip 10.0.0.0/8', true ],
		[ 'RewriteEngine On\nRewriteRule .* - [F]', true ],
		[ 'RewriteEngine On\nRewriteRule ^ - [F,L]', true ],
		[ 'RewriteEngine On\nRewriteRule \\.php$ - [F]', false ],
		[
			'RewriteCond %{HTTP_COOKIE} !logged_in\nRewriteRule . - [R=403,L]',
			true,
		],
		[
			'RewriteCond %{HTTP_REFERER} !example\nRewriteRule \\.(jpg|png)$ - [F]',
			false,
		],
	] )(
		'stay at home where a web server has the rule %j: %s',
		async ( rules, kept ) => {
			await mkdir( folder, { recursive: true } );
			await writeFile( join( folder, 'a.jpg' ), 'a' );
			await writeFile( join( folder, '.htaccess' ), rules );
			expect(
				await php(
					`return ( new Aether\\Site_Exporter\\Bundle\\Protected_Folders( $root ) )->contain( 'kept/a.jpg' );`,
					{ root: wordPress.uploadsDirectory }
				)
			).toBe( kept );
		}
	);
} );

describe( 'Programs of a bundle', () => {
	it( 'have their words in the language of the site, and in no other', async () => {
		const languages = join(
			dirname( wordPress.uploadsDirectory ),
			'languages'
		);
		const files = [
			'de_DE.mo',
			'admin-de_DE.l10n.php',
			'de_DE-0123456789abcdef0123456789abcdef.json',
			'fr_FR.mo',
			'de_DE_formal.mo',
			'de_DE.po',
			'themes/%theme-de_DE.mo',
			'themes/another-de_DE.mo',
			'plugins/not-chosen-de_DE.mo',
		];
		const theme = await php< string >( 'return get_stylesheet();' );
		const made = files.map( ( file ) => file.replace( '%theme', theme ) );
		try {
			for ( const file of made ) {
				await mkdir( dirname( join( languages, file ) ), {
					recursive: true,
				} );
				await writeFile( join( languages, file ), 'x' );
			}
			const found = await php< {
				readonly paths: readonly string[];
				readonly located: readonly boolean[];
			} >(
				`add_filter( 'locale', static fn () => 'de_DE' );
				$code = new Aether\\Site_Exporter\\Bundle\\Code();
				$page = $code->page( Aether\\Site_Exporter\\Site\\Cursor::decode( '' ), 100 );
				return array(
					'paths'   => array_column( array_column( $page['items'], 'files', 'package' )['languages'], 'path' ),
					'located' => array_map( static fn ( $file ) => null !== $code->locate( 'languages/' . $file ), $made ),
				);`,
				{ made }
			);
			const travelling = [
				true,
				true,
				true,
				false,
				false,
				false,
				true,
				false,
				false,
			];
			expect( found.located ).toEqual( travelling );
			expect( [ ...found.paths ].sort() ).toEqual(
				made
					.filter( ( _, index ) => travelling[ index ] )
					.map( ( file ) => `languages/${ file }` )
					.sort()
			);
		} finally {
			for ( const file of made ) {
				await rm( join( languages, file ), { force: true } );
			}
		}
	} );

	const plugins = join( dirname( wordPress.uploadsDirectory ), 'plugins' );
	const NAMES = [ 'values-base', 'values-more', 'values-most' ] as const;
	afterAll( async () => {
		await php(
			`require_once ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins( $files ); return null;`,
			{ files: NAMES.map( ( name ) => `${ name }/${ name }.php` ) }
		);
		for ( const name of NAMES ) {
			await rm( join( plugins, name ), { recursive: true, force: true } );
		}
	} );

	it( 'are activated in the order of the site, but behind what they require, and carry files that are only named like dumps', async () => {
		const [ base, more, most ] = NAMES;
		const requires = { [ base ]: most, [ more ]: base, [ most ]: '' };
		for ( const name of NAMES ) {
			await mkdir( join( plugins, name ), { recursive: true } );
			await writeFile(
				join( plugins, name, `${ name }.php` ),
				`<?php\n/*\nPlugin Name: ${ name }\nRequires Plugins: ${ requires[ name ] }\n*/\n`
			);
		}
		for ( const name of [
			'class.db.php',
			'old.log.min.js',
			'data.sql',
			'data.sql.gz',
			'main.php.bak',
			'main.bak.php',
			'a.zip',
		] ) {
			await writeFile( join( plugins, base, name ), 'x' );
		}
		const { order, files } = await php< {
			readonly order: readonly string[];
			readonly files: readonly { readonly path: string }[];
		} >(
			`update_option( 'active_plugins', array( ...get_option( 'active_plugins' ), ...$names ) );
			add_filter( 'aether_bundle_plugins', static fn () => array_reverse( $names ) );
			$page = ( new Aether\\Site_Exporter\\Bundle\\Code() )->page( Aether\\Site_Exporter\\Site\\Cursor::decode( '' ), 100 );
			return array( 'order' => Aether\\Site_Exporter\\Bundle\\Selection::plugins(), 'files' => array_column( $page['items'], 'files', 'package' )['plugins/values-base'] );`,
			{
				names: [ base, more, most ].map(
					( name ) => `${ name }/${ name }.php`
				),
			}
		);
		expect( order ).toEqual( [
			'values-most/values-most.php',
			'values-base/values-base.php',
			'values-more/values-more.php',
		] );
		expect( files.map( ( { path } ) => path ) ).toEqual(
			[ 'class.db.php', 'old.log.min.js', 'values-base.php' ].map(
				( name ) => `plugins/values-base/${ name }`
			)
		);
	} );
} );
