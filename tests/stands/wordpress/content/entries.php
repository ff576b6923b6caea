<?php
/**
 * Authors, terms, pages, posts and comments of the demo site.
 *
 * Pages and posts are files: one line of JSON, a line of dashes, block markup. In the markup, `{{image:name}}`,
 * `{{gallery:name,name}}` and `{{address:slug}}` stand for what they say.
 */

declare( strict_types=1 );

namespace Aether\Stand;

/** @return array<string, int> User ids by nicename. */
function add_authors(): array {
	$people = array(
		'ines-moreau' => array( 'Inès Moreau', 'Keeps the tide tables and most of the promises.' ),
		'tomas-lind'  => array( 'Tomas Lind', 'Repairs what floats. Bakes on the days when nothing does.' ),
	);
	$ids    = array();
	foreach ( $people as $nicename => [ $name, $about ] ) {
		$id = wp_insert_user(
			array(
				'user_login'      => str_replace( '-', '.', $nicename ),
				'user_nicename'   => $nicename,
				'user_pass'       => wp_generate_password( 32 ),
				'user_email'      => "$nicename@low-tide.example",
				'display_name'    => $name,
				'description'     => $about,
				'role'            => 'author',
				'user_registered' => '2026-01-02 08:00:00',
			)
		);
		if ( is_wp_error( $id ) ) {
			throw new \RuntimeException( $id->get_error_message() );
		}
		$ids[ $nicename ] = $id;
	}
	return $ids;
}

function add_terms(): void {
	$categories = array(
		'walks'    => array( 'Walks', 'On foot, with a map or without.' ),
		'workshop' => array( 'Workshop', 'Wood, rope and patience.' ),
		'kitchen'  => array( 'Kitchen', 'What the garden and the boats bring in.' ),
		'weather'  => array( 'Weather', 'It is never nothing.' ),
	);
	foreach ( $categories as $slug => [ $name, $description ] ) {
		wp_insert_term( $name, 'category', array( 'slug' => $slug, 'description' => $description ) );
	}
	foreach ( array( 'rain', 'birds', 'oak', 'bread', 'maps', 'night' ) as $tag ) {
		wp_insert_term( ucfirst( $tag ), 'post_tag', array( 'slug' => $tag ) );
	}
	$walks = get_term_by( 'slug', 'walks', 'category' );
	wp_update_term( get_term_by( 'slug', 'weather', 'category' )->term_id, 'category', array( 'parent' => $walks->term_id ) );
}

/**
 * The entries of a folder, in the order of their file names.
 *
 * @return array<int, array{ slug: string, head: array<string, mixed>, body: string }>
 */
function entries( string $folder ): array {
	return array_map(
		static function ( string $file ): array {
			[ $head, $body ] = explode( "\n---\n", (string) file_get_contents( $file ), 2 );
			$head            = json_decode( $head, true, 8, JSON_THROW_ON_ERROR );
			return array(
				'slug' => $head['slug'] ?? preg_replace( '/^\d+-/', '', basename( $file, '.html' ) ),
				'head' => $head,
				'body' => trim( $body ),
			);
		},
		glob( __DIR__ . "/$folder/*.html" ) ?: array()
	);
}

function insert( array $fields ): int {
	$id = wp_insert_post( wp_slash( $fields ), true );
	if ( is_wp_error( $id ) ) {
		throw new \RuntimeException( $fields['post_title'] . ': ' . $id->get_error_message() );
	}
	return $id;
}

/** @param array<string, int> $authors User ids by nicename. */
function add_pages( array $authors ): void {
	foreach ( entries( 'pages' ) as $entry ) {
		$head   = $entry['head'];
		$parent = isset( $head['parent'] ) ? get_page_by_path( $head['parent'] ) : null;
		insert(
			array(
				'post_type'    => 'page',
				'post_status'  => 'publish',
				'post_name'    => $entry['slug'],
				'post_title'   => $head['title'],
				'post_content' => $entry['body'],
				'post_date'    => $head['date'],
				'post_author'  => $authors[ $head['author'] ],
				'post_parent'  => $parent ? $parent->ID : 0,
				'menu_order'   => $head['order'] ?? 0,
			)
		);
	}
}

/**
 * @param array<string, int> $authors User ids by nicename.
 * @param array<string, int> $images  Attachment ids by name.
 */
function add_posts( array $authors, array $images ): void {
	foreach ( entries( 'posts' ) as $entry ) {
		$head = $entry['head'];
		$id   = insert(
			array(
				'post_type'     => 'post',
				'post_status'   => $head['status'] ?? 'publish',
				'post_password' => $head['password'] ?? '',
				'post_name'     => $entry['slug'],
				'post_title'    => $head['title'],
				'post_excerpt'  => $head['excerpt'] ?? '',
				'post_content'  => with_references( $entry['body'], $images ),
				'post_date'     => $head['date'],
				'post_author'   => $authors[ $head['author'] ],
				'post_category' => array_map( static fn ( string $slug ): int => get_term_by( 'slug', $slug, 'category' )->term_id, $head['categories'] ),
				'tags_input'    => array_map( 'ucfirst', $head['tags'] ?? array() ),
			)
		);
		if ( isset( $head['image'] ) ) {
			set_post_thumbnail( $id, $images[ $head['image'] ] );
		}
		if ( $head['sticky'] ?? false ) {
			stick_post( $id );
		}
	}
}

/** @param array<string, int> $images Attachment ids by name. */
function with_references( string $body, array $images ): string {
	return (string) preg_replace_callback(
		'/\{\{(image|gallery|address):([^}]+)\}\}/',
		static fn ( array $found ): string => match ( $found[1] ) {
			'image'   => image_block( $images[ $found[2] ] ),
			'gallery' => gallery_block( array_map( static fn ( string $name ): int => $images[ $name ], explode( ',', $found[2] ) ) ),
			'address' => (string) get_permalink( get_page_by_path( $found[2], OBJECT, array( 'post', 'page' ) ) ),
		},
		$body
	);
}

function add_comments(): void {
	$post     = get_page_by_path( 'a-bench-from-one-plank', OBJECT, 'post' );
	$comments = array(
		array( 'Maud', 'How long did the oak dry before you cut it?', '2026-03-15 10:12:00', null ),
		array( 'Tomas Lind', 'Four years under a roof, and still it moved a little.', '2026-03-15 18:40:00', 0 ),
		array( 'Piet', 'Mine split along the first wedge. Is that the plank or is that me? <em>Asking for my plank.</em>', '2026-03-16 07:05:00', null ),
	);
	$ids      = array();
	foreach ( $comments as [ $author, $text, $date, $answers ] ) {
		$ids[] = wp_insert_comment(
			array(
				'comment_post_ID'      => $post->ID,
				'comment_author'       => $author,
				'comment_author_email' => strtolower( strtok( $author, ' ' ) ) . '@low-tide.example',
				'comment_content'      => $text,
				'comment_date'         => $date,
				'comment_approved'     => 1,
				'comment_parent'       => null === $answers ? 0 : $ids[ $answers ],
			)
		);
	}
	wp_insert_comment(
		array(
			'comment_post_ID'      => $post->ID,
			'comment_author'       => 'Unread',
			'comment_author_email' => 'unread@low-tide.example',
			'comment_content'      => 'This comment waits for moderation and stays at home.',
			'comment_date'         => '2026-03-17 07:05:00',
			'comment_approved'     => 0,
		)
	);
}
