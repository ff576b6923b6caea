<?php
/**
 * Imports a WordPress export file (WXR) into an empty site, without the importer plugin and without its downloads.
 *
 * Attachments of an export whose own address ends in `.example` are drawn, and its addresses become the site's. Those of
 * any other export stay away, as when an administrator does not ask for them. Menus stay away, too.
 */

declare( strict_types=1 );

namespace Aether\Stand;

require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once __DIR__ . '/drawing.php';
require_once __DIR__ . '/media.php';
require_once __DIR__ . '/entries.php';
require_once __DIR__ . '/../php/addresses.php';

const IMPORTED_TYPES = array( 'post', 'page' );

final class Wxr_Import {

	private readonly \SimpleXMLElement $channel;

	/** Ours alone: nobody can own the name. */
	private readonly bool $is_ours;

	private readonly string $base;

	/** @var array<int, int> Id there => id here. */
	private array $posts = array();

	/** @var array<string, int> By login. */
	private array $authors = array();

	public function __construct( string $file ) {
		$document      = simplexml_load_file( $file, \SimpleXMLElement::class, LIBXML_NONET );
		$this->channel = $document->channel;
		$this->base    = (string) self::wp( $this->channel )->base_blog_url;
		$this->is_ours = str_ends_with( (string) wp_parse_url( $this->base, PHP_URL_HOST ), '.example' );
	}

	/** @return int How many posts and pages there are now. */
	public function run(): int {
		wp_set_current_user( 1 );
		wp_defer_term_counting( true );
		update_option( 'blogname', (string) $this->channel->title );
		foreach ( self::wp( $this->channel )->author as $author ) {
			$this->add_author( $author );
		}
		$this->add_terms();
		foreach ( $this->items( array( 'attachment' ) ) as $item ) {
			if ( $this->is_ours ) {
				$this->add_picture( $item );
			}
		}
		foreach ( $this->items( IMPORTED_TYPES ) as $item ) {
			$this->add_entry( $item );
		}
		$this->place_below_parents();
		wp_defer_term_counting( false );
		return count( $this->posts );
	}

	private static function wp( \SimpleXMLElement $element ): \SimpleXMLElement {
		$namespaces = $element->getDocNamespaces( true );
		return $element->children( $namespaces['wp'] );
	}

	/** @param string[] $types */
	private function items( array $types ): iterable {
		foreach ( $this->channel->item as $item ) {
			if ( in_array( (string) self::wp( $item )->post_type, $types, true ) ) {
				yield $item;
			}
		}
	}

	private function add_author( \SimpleXMLElement $author ): void {
		$login = sanitize_user( (string) $author->author_login, true );
		$known = get_user_by( 'login', $login );
		$id    = $known ? $known->ID : wp_insert_user(
			array(
				'user_login'   => $login,
				'user_pass'    => wp_generate_password( 32 ),
				'user_email'   => "$login@stand.example",
				'display_name' => (string) $author->author_display_name,
				'role'         => 'author',
			)
		);
		if ( is_wp_error( $id ) ) {
			throw new \RuntimeException( "$login: " . $id->get_error_message() );
		}
		$this->authors[ (string) $author->author_login ] = $id;
	}

	private function add_terms(): void {
		foreach ( self::wp( $this->channel )->category as $category ) {
			$parent = get_term_by( 'slug', (string) $category->category_parent, 'category' );
			self::add_term( (string) $category->cat_name, (string) $category->category_nicename, 'category', $parent ? $parent->term_id : 0 );
		}
		foreach ( self::wp( $this->channel )->tag as $tag ) {
			self::add_term( (string) $tag->tag_name, (string) $tag->tag_slug, 'post_tag' );
		}
	}

	private static function add_term( string $name, string $slug, string $taxonomy, int $parent = 0 ): int {
		$known = get_term_by( 'slug', $slug, $taxonomy );
		if ( $known ) {
			return $known->term_id;
		}
		$added = wp_insert_term( wp_slash( $name ), $taxonomy, array( 'slug' => $slug, 'parent' => $parent ) );
		if ( is_wp_error( $added ) ) {
			throw new \RuntimeException( "$taxonomy $slug: " . $added->get_error_message() );
		}
		return $added['term_id'];
	}

	private function add_picture( \SimpleXMLElement $item ): void {
		$file   = basename( (string) self::wp( $item )->attachment_url );
		$folder = wp_upload_dir( (string) substr( (string) self::wp( $item )->post_date, 0, 7 ) );
		$path   = "{$folder['path']}/$file";
		save_picture( draw( array( 'size' => array( 480, 320 ) ) + scenes()['harbour.jpg'] ), $path );
		$id = wp_insert_attachment(
			array(
				'post_title'     => wp_slash( (string) $item->title ),
				'post_name'      => (string) self::wp( $item )->post_name,
				'post_excerpt'   => wp_slash( $this->text( $item, 'excerpt' ) ),
				'post_mime_type' => wp_check_filetype( $file )['type'],
				'post_date'      => (string) self::wp( $item )->post_date,
				'guid'           => "{$folder['url']}/$file",
			),
			$path
		);
		wp_update_attachment_metadata( $id, wp_generate_attachment_metadata( $id, $path ) );
		$this->posts[ (int) self::wp( $item )->post_id ] = $id;
	}

	private function add_entry( \SimpleXMLElement $item ): void {
		$wp = self::wp( $item );
		$id = insert(
			array(
				'post_type'      => (string) $wp->post_type,
				'post_status'    => (string) $wp->status,
				'post_name'      => (string) $wp->post_name,
				'post_title'     => (string) $item->title,
				'post_content'   => $this->text( $item, 'content' ),
				'post_excerpt'   => $this->text( $item, 'excerpt' ),
				'post_date'      => (string) $wp->post_date,
				'post_author'    => $this->authors[ (string) $item->children( 'http://purl.org/dc/elements/1.1/' )->creator ] ?? 1,
				'post_password'  => (string) $wp->post_password,
				'comment_status' => (string) $wp->comment_status,
				'ping_status'    => (string) $wp->ping_status,
				'menu_order'     => (int) $wp->menu_order,
			)
		);

		$this->posts[ (int) $wp->post_id ] = $id;

		$terms = array();
		foreach ( $item->category as $category ) {
			$taxonomy             = (string) $category['domain'];
			$terms[ $taxonomy ][] = self::add_term( (string) $category, (string) $category['nicename'], $taxonomy );
		}
		foreach ( $terms as $taxonomy => $ids ) {
			wp_set_object_terms( $id, $ids, $taxonomy );
		}
		foreach ( $wp->postmeta as $meta ) {
			$thumbnail = $this->posts[ (int) $meta->meta_value ] ?? 0;
			if ( '_thumbnail_id' === (string) $meta->meta_key && $thumbnail > 0 ) {
				set_post_thumbnail( $id, $thumbnail );
			}
		}
		if ( '1' === (string) $wp->is_sticky ) {
			stick_post( $id );
		}
		$this->add_comments( $id, $wp );
	}

	private function add_comments( int $post, \SimpleXMLElement $wp ): void {
		$ids = array();
		foreach ( $wp->comment as $comment ) {
			$ids[ (int) $comment->comment_id ] = wp_insert_comment(
				wp_slash(
					array(
						'comment_post_ID'      => $post,
						'comment_author'       => (string) $comment->comment_author,
						'comment_author_email' => (string) $comment->comment_author_email,
						'comment_author_url'   => (string) $comment->comment_author_url,
						'comment_date'         => (string) $comment->comment_date,
						'comment_content'      => $this->localised( (string) $comment->comment_content ),
						'comment_approved'     => (string) $comment->comment_approved,
						'comment_type'         => (string) $comment->comment_type ?: 'comment',
						'comment_parent'       => $ids[ (int) $comment->comment_parent ] ?? 0,
					)
				)
			);
		}
	}

	private function place_below_parents(): void {
		foreach ( $this->items( IMPORTED_TYPES ) as $item ) {
			$wp     = self::wp( $item );
			$parent = $this->posts[ (int) $wp->post_parent ] ?? 0;
			if ( $parent > 0 ) {
				wp_update_post( array( 'ID' => $this->posts[ (int) $wp->post_id ], 'post_parent' => $parent ) );
			}
		}
	}

	private function text( \SimpleXMLElement $item, string $namespace ): string {
		return $this->localised( (string) $item->children( $item->getDocNamespaces( true )[ $namespace ] )->encoded );
	}

	/** Galleries name pictures by their ids there. */
	private function localised( string $text ): string {
		if ( ! $this->is_ours ) {
			return $text;
		}
		$text = with_addresses(
			$text,
			array(
				'uploads' => $this->base . '/wp-content/uploads',
				'home'    => $this->base,
			),
			site_addresses()
		);
		return (string) preg_replace_callback( '/\{\{id:(\d+)\}\}/', fn ( array $found ): string => (string) ( $this->posts[ (int) $found[1] ] ?? 0 ), $text );
	}
}
