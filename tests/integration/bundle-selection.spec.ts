import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCanaries } from '../support/canary';
import { AS_ADMINISTRATOR, php } from '../support/php';
import { runBundleCommand } from '../support/site-copy';
import { unpacked } from '../support/unpacked';
import { sharedWordPress } from '../support/wordpress';

const wordPress = sharedWordPress();

/** Words that stand in one place only: `%home.x` must stay at home, `%shown.x` must travel, `%listed.x` does once a list shows it. */
const words = new Map< string, string >();

/**
 * Statements of PHP with a word of its own for each name in it.
 * @param statements
 */
const marked = ( statements: string ): string =>
	statements.replace( /%(?:home|listed|shown)\.[\w-]+/g, ( name ) => {
		const word =
			words.get( name ) ??
			`canary-${ name.slice( 1 ).replace( '.', '-' ) }-${ crypto
				.randomUUID()
				.slice( 0, 13 ) }`;
		words.set( name, word );
		return word;
	} );

/** What every place in the site needs, and how it is taken away again. */
const SITE = `${ AS_ADMINISTRATOR }
	global $wpdb, $wp_embed;
	$made  = get_option( 'selection_made', array( 'posts' => array(), 'terms' => array() ) );
	$entry = static function ( array $fields ) use ( &$made ): int {
		$id = wp_insert_post( wp_slash( $fields + array( 'post_status' => 'publish', 'post_type' => 'page' ) ) );
		$made['posts'][] = $id;
		return $id;
	};
	$term = static function ( string $name, string $taxonomy, int $parent = 0 ) use ( &$made ): int {
		$id = wp_insert_term( $name, $taxonomy, array( 'parent' => $parent ) )['term_id'];
		$made['terms'][] = array( $id, $taxonomy );
		return $id;
	};
	$item = static function ( int $menu, array $fields ) use ( &$made ): int {
		$values = array();
		foreach ( $fields as $name => $value ) { $values[ 'menu-item-' . $name ] = $value; }
		$id = wp_update_nav_menu_item( $menu, 0, $values + array( 'menu-item-status' => 'publish' ) );
		$made['posts'][] = $id;
		return $id;
	};`;

const make = ( statements: string ): Promise< unknown > =>
	php(
		`${ SITE } ${ marked(
			statements
		) } update_option( 'selection_made', $made ); return $made['posts'];`
	);

const build = async (): Promise< Buffer > => {
	const directory = await mkdtemp( join( tmpdir(), 'aether-selection-' ) );
	try {
		const file = join( directory, 'site.zip' );
		await runBundleCommand( wordPress, file );
		return await readFile( file );
	} finally {
		await rm( directory, { recursive: true } );
	}
};

/**
 * Names of the words that are in a bundle.
 * @param bundle
 */
const namesIn = async ( bundle: Buffer ): Promise< readonly string[] > => {
	const finds = findCanaries( await unpacked( bundle ), [
		...words.values(),
	] );
	const numbers = new Set(
		finds.map( ( find ) => Number( /: canary (\d+) /.exec( find )?.[ 1 ] ) )
	);
	return [ ...words.keys() ].filter( ( _, index ) => numbers.has( index ) );
};

const namesOf = ( kind: string ): string[] =>
	[ ...words.keys() ].filter( ( name ) => name.startsWith( kind ) );

/** The smallest picture that there is. */
const PICTURE =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const NAVIGATION = `
	$draft     = $entry( array( 'post_title' => 'Draft', 'post_status' => 'draft' ) );
	$private   = $entry( array( 'post_title' => 'Private', 'post_status' => 'private' ) );
	$protected = $entry( array( 'post_title' => 'Protected', 'post_password' => 'secret' ) );
	$public    = $entry( array( 'post_title' => 'Public' ) );
	$link      = static fn ( array $attributes ): string => '<!-- wp:navigation-link ' . wp_json_encode( $attributes ) . ' /-->';
	$submenu   = static fn ( array $attributes, string $children ): string => '<!-- wp:navigation-submenu ' . wp_json_encode( $attributes ) . ' -->' . $children . '<!-- /wp:navigation-submenu -->';
	$to        = static fn ( int $id, string $label ): array => array( 'label' => $label, 'type' => 'page', 'id' => $id, 'url' => home_url( '/' . $label . '/' ), 'kind' => 'post-type' );
	$entry( array( 'post_type' => 'wp_navigation', 'post_title' => 'Nothing in it', 'post_content' => '' ) );
	$entry( array( 'post_type' => 'wp_navigation', 'post_title' => 'Navigation', 'post_content' =>
		$link( $to( $draft, '%home.link-to-draft' ) )
		. $link( $to( 99999999, '%home.link-to-nothing' ) )
		. $link( array( 'label' => '%home.link-of-before', 'type' => 'page', 'id' => (string) $private, 'url' => '/x/' ) )
		. $submenu( $to( $private, '%home.submenu-of-private' ), $link( $to( $public, '%home.child-of-private' ) ) )
		. $submenu( $to( $public, '%shown.submenu' ), $link( $to( $protected, '%home.link-to-protected' ) ) . $link( $to( $public, '%shown.link' ) ) )
		. $link( array( 'label' => '%shown.link-anywhere', 'url' => 'https://example.org/', 'kind' => 'custom' ) )
		. $submenu( array( 'label' => '%shown.submenu-anywhere', 'url' => '#', 'id' => $draft, 'kind' => 'custom' ), $link( $to( $draft, '%home.child-to-draft' ) ) ) ) );
	$entry( array( 'post_title' => 'With a navigation', 'post_content' => '<!-- wp:group --><div class="wp-block-group"><!-- wp:navigation -->' . $link( $to( $draft, '%home.link-in-page' ) ) . $link( $to( $public, '%shown.link-in-page' ) ) . '<!-- /wp:navigation --></div><!-- /wp:group -->' ) );`;

const MENUS = `
	$menu    = wp_create_nav_menu( 'Selection menu' );
	$made['terms'][] = array( $menu, 'nav_menu' );
	$trashed = $entry( array( 'post_title' => 'To the trash' ) );
	$gone    = $entry( array( 'post_title' => 'To be gone' ) );
	$faded   = $term( 'Faded', 'category' );
	$page    = static fn ( int $id, string $label ): array => array( 'type' => 'post_type', 'object' => 'page', 'object-id' => $id, 'title' => $label );
	$item( $menu, $page( $draft, '%home.item-to-draft' ) );
	$item( $menu, $page( $private, '%home.item-to-private' ) );
	$item( $menu, $page( $trashed, '%home.item-to-trash' ) );
	$parent = $item( $menu, $page( $gone, '%home.item-to-nothing' ) + array( 'description' => '%home.description-of-item' ) );
	$item( $menu, $page( $public, '%shown.item-below-nothing' ) + array( 'parent-id' => $parent ) );
	$item( $menu, array( 'type' => 'taxonomy', 'object' => 'category', 'object-id' => $faded, 'title' => '%home.item-to-no-term' ) );
	$item( $menu, array( 'type' => 'post_type_archive', 'object' => 'no_such_type', 'title' => '%home.item-to-no-archive' ) );
	$item( $menu, array( 'type' => 'custom', 'url' => 'https://example.org/', 'title' => '%shown.item-anywhere' ) );
	$item( $menu, array( 'type' => 'taxonomy', 'object' => 'category', 'object-id' => $term( '%shown.term-of-a-menu', 'category', $term( '%shown.term-above-that-of-a-menu', 'category' ) ), 'title' => '%shown.item-to-term' ) );
	$alone = $item( $menu, array( 'type' => 'custom', 'url' => 'https://example.org/', 'title' => '%home.item-of-no-menu' ) );
	wp_set_object_terms( $alone, array(), 'nav_menu' );
	wp_trash_post( $trashed );
	// As a program does that tells nobody: WordPress itself takes the items of what is deleted away.
	$wpdb->delete( $wpdb->posts, array( 'ID' => $gone ) );
	$wpdb->delete( $wpdb->term_taxonomy, array( 'term_id' => $faded ) );
	clean_term_cache( $faded, 'category' );`;

const THEMES = `
	$picture = static function ( string $word ) use ( &$made ): string {
		$file = wp_upload_bits( $word . '.png', null, base64_decode( '${ PICTURE }' ) . $word );
		$id   = wp_insert_attachment( array( 'post_title' => 'Picture', 'post_mime_type' => 'image/png' ), $file['file'] );
		$made['posts'][] = $id;
		return '<!-- wp:image {"id":' . $id . '} --><figure class="wp-block-image"><img src="' . $file['url'] . '" alt="" class="wp-image-' . $id . '"/></figure><!-- /wp:image -->';
	};
	foreach ( array( 'home' => 'another-theme', 'shown' => get_stylesheet() ) as $kind => $theme ) {
		$word = static fn ( string $place ): string => 'home' === $kind
			? array( 'template' => '%home.template', 'part' => '%home.part', 'styles' => '%home.styles', 'css' => '%home.css', 'picture' => '%home.picture' )[ $place ]
			: array( 'template' => '%shown.template', 'part' => '%shown.part', 'styles' => '%shown.styles', 'css' => '%shown.css', 'picture' => '%shown.picture' )[ $place ];
		$of   = static function ( string $type, string $name, string $content ) use ( $entry, $theme ): void {
			wp_set_object_terms( $entry( array( 'post_type' => $type, 'post_name' => $name, 'post_title' => $name, 'post_content' => $content ) ), $theme, 'wp_theme' );
		};
		$of( 'wp_template', 'selection-template', '<!-- wp:paragraph --><p>' . $word( 'template' ) . '</p><!-- /wp:paragraph -->' . $picture( $word( 'picture' ) ) );
		$of( 'wp_template_part', 'selection-part', '<!-- wp:paragraph --><p>' . $word( 'part' ) . '</p><!-- /wp:paragraph -->' );
		$of( 'wp_global_styles', 'wp-global-styles-' . $theme, wp_json_encode( array( 'version' => 3, 'isGlobalStylesUserThemeJSON' => true, 'styles' => array( 'css' => '.' . $word( 'styles' ) . '{color:red}' ) ) ) );
		$made['posts'][] = wp_update_custom_css_post( '.' . $word( 'css' ) . '{color:red}', array( 'stylesheet' => $theme ) )->ID;
	}`;

const EMBEDS = `
	add_filter( 'pre_oembed_result', static fn ( $html, $url ) => '<iframe src="https://player.example/' . basename( $url ) . '"></iframe>', 10, 2 );
	$films = static fn ( string ...$names ): string => implode( '', array_map( static fn ( string $name ): string => '<!-- wp:embed {"url":"https://films.example/a' . chr( 92 ) . 'u0026b/' . $name . '"} --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">' . "\\nhttps://films.example/a&amp;b/" . $name . "\\n" . '</div></figure><!-- /wp:embed -->', $names ) );
	$watch = static function ( int $id ) use ( $wp_embed ): void { $wp_embed->cache_oembed( $id ); };
	$cinema = $entry( array( 'post_title' => 'Cinema', 'post_content' => $films( '%home.film-of-before', '%shown.film' ) ) );
	$watch( $cinema );
	wp_update_post( wp_slash( array( 'ID' => $cinema, 'post_content' => '<!-- wp:paragraph --><p><a href="https://films.example/a&amp;b/old">Old</a></p><!-- /wp:paragraph -->' . $films( '%shown.film' ) ) ) );
	// A theme can make room by what a page is.
	$GLOBALS['content_width'] = 777;
	$watch( $entry( array( 'post_title' => 'Wide', 'post_content' => '<!-- wp:paragraph --><p>https://films.example/%shown.film-in-paragraph</p><!-- /wp:paragraph -->[embed width="123" height="456"]https://films.example/%shown.film-of-a-size[/embed]' ) ) );
	$pattern = $entry( array( 'post_type' => 'wp_block', 'post_title' => 'Film', 'post_content' => $films( '%shown.film-in-pattern' ) ) );
	$host    = $entry( array( 'post_title' => 'With a pattern', 'post_content' => '<!-- wp:block {"ref":' . $pattern . '} /-->' ) );
	// As when it is shown: the copy is kept with the page.
	$wp_embed->post_ID   = $host;
	$wp_embed->usecache  = false;
	do_blocks( get_post( $host )->post_content );
	$wp_embed->post_ID   = null;
	$wp_embed->usecache  = true;
	unset( $GLOBALS['content_width'] );`;

const TERMS = `
	wp_set_object_terms( $draft, array( $term( '%home.tag-of-a-draft', 'post_tag' ) ), 'post_tag' );
	$entry( array( 'post_type' => 'post', 'post_status' => 'draft', 'post_title' => 'Layoffs', 'post_category' => array( $term( '%home.category-of-a-draft', 'category', $term( '%home.category-above-it', 'category' ) ) ), 'tags_input' => array() ) );
	$term( '%home.category-of-nothing', 'category' );
	$story = $entry( array( 'post_type' => 'post', 'post_title' => 'Story', 'post_category' => array( $term( '%shown.category', 'category', $term( '%shown.category-above', 'category', $term( '%shown.category-on-top', 'category' ) ) ) ) ) );
	$photo = wp_insert_attachment( array( 'post_title' => 'Photo', 'post_mime_type' => 'image/png' ), 'photo.png', $story );
	$made['posts'][] = $photo;
	register_taxonomy_for_object_type( 'post_tag', 'attachment' );
	wp_set_object_terms( $photo, array( $term( '%shown.tag-of-an-image', 'post_tag' ) ), 'post_tag' );
	$entry( array( 'post_type' => 'wp_navigation', 'post_title' => 'To a term', 'post_content' => $link( array( 'label' => 'Term', 'type' => 'category', 'id' => $term( '%shown.term-of-a-navigation', 'category' ), 'url' => '/x/', 'kind' => 'taxonomy' ) ) ) );`;

describe( 'What a bundle selects', () => {
	let bytes: Buffer;
	let found: readonly string[];

	beforeAll( async () => {
		await make( `
			update_option( 'selection_css', wp_get_custom_css() );
			${ NAVIGATION } ${ MENUS } ${ THEMES } ${ EMBEDS } ${ TERMS }` );
		bytes = await build();
		found = await namesIn( bytes );
	}, 300_000 );

	afterAll( async () => {
		await php( `
			global $wpdb;
			$made = get_option( 'selection_made' );
			foreach ( $made['posts'] as $id ) { wp_delete_post( $id, true ); }
			foreach ( $made['terms'] as [ $id, $taxonomy ] ) { wp_delete_term( $id, $taxonomy ); }
			$css = get_option( 'selection_css' );
			remove_theme_mod( 'custom_css_post_id' );
			if ( '' !== $css ) { wp_update_custom_css_post( $css ); }
			// Whose taxonomy is gone already.
			$wpdb->delete( $wpdb->terms, array( 'slug' => 'faded' ) );
			delete_option( 'selection_made' );
			delete_option( 'selection_css' );
			return null;` );
	} );

	it( 'is what visitors see of navigations, menus, themes, embeds and terms', () => {
		expect(
			found.filter( ( name ) => name.startsWith( '%shown.' ) )
		).toEqual( namesOf( '%shown.' ) );
	} );

	it.each( [
		[
			'links of a navigation to what only some may read',
			/link|submenu|child/,
		],
		[ 'menu items to what only some may read, or is not there', /item/ ],
		[
			'styles, templates and their media of themes that are not active',
			/template|part|styles|css|picture/,
		],
		[ 'copies of embeds that were taken out of an entry', /film/ ],
		[ 'terms that no public entry has', /tag|category/ ],
	] )( 'is without %s', ( _, names ) => {
		const kept = namesOf( '%home.' ).filter( ( name ) =>
			names.test( name )
		);
		expect( kept ).not.toEqual( [] );
		expect( kept.filter( ( name ) => found.includes( name ) ) ).toEqual(
			[]
		);
	} );

	it( 'has the terms without entries that a list of them shows', async () => {
		const pages = await make( `
			$term( '%listed.category', 'category' );
			$entry( array( 'post_title' => 'Categories', 'post_content' => '<!-- wp:group --><div class="wp-block-group"><!-- wp:categories {"showEmpty":true} /--></div><!-- /wp:group -->' ) );` );
		const listing = await namesIn( await build() );
		await php( `wp_delete_post( end( $pages ), true ); return null;`, {
			pages,
		} );
		expect( listing ).toContain( '%listed.category' );
	} );

	it( 'is the same when an embed was fetched again in between', async () => {
		const { changed } = await php< { readonly changed: number } >( `
			global $wpdb;
			return array( 'changed' => $wpdb->query( "UPDATE {$wpdb->postmeta} SET meta_value = meta_value - 1000 WHERE meta_key LIKE '\\\\_oembed\\\\_time\\\\_%'" ) );` );
		expect( changed ).toBeGreaterThan( 0 );
		expect( ( await build() ).equals( bytes ) ).toBe( true );
	} );
} );
