<?php
/**
 * Fills a WordPress with posts, the same ones for the same number.
 */

declare( strict_types=1 );

namespace Aether\Stand;

require_once ABSPATH . 'wp-admin/includes/admin.php';

const WORDS = 'river stone garden market window letter harbour morning silver bridge winter orchard lantern paper mountain shadow story candle forest island village painter copper thunder meadow anchor velvet compass kitchen library';

/**
 * A sentence of the given number of words.
 *
 * @param int $length Words.
 */
function sentence( int $length ): string {
	$words = explode( ' ', WORDS );
	$out   = array();
	for ( $i = 0; $i < $length; $i++ ) {
		$out[] = $words[ mt_rand( 0, count( $words ) - 1 ) ];
	}
	return ucfirst( implode( ' ', $out ) ) . '.';
}

/**
 * A picture made of squares, added to the media library with its sub-sizes.
 *
 * @param int $number Distinguishes the picture.
 */
function picture( int $number ): int {
	$image = imagecreatetruecolor( 1280, 800 );
	for ( $i = 0; $i < 60; $i++ ) {
		$colour = imagecolorallocate( $image, mt_rand( 0, 255 ), mt_rand( 0, 255 ), mt_rand( 0, 255 ) );
		imagefilledrectangle( $image, mt_rand( 0, 1200 ), mt_rand( 0, 700 ), mt_rand( 200, 1280 ), mt_rand( 200, 800 ), (int) $colour );
	}
	$upload = wp_upload_dir( '2026/01' );
	$path   = $upload['path'] . '/picture-' . $number . '.jpg';
	imagejpeg( $image, $path, 80 );
	$id = (int) wp_insert_attachment(
		array(
			'post_mime_type' => 'image/jpeg',
			'post_title'     => 'Picture ' . $number,
			'post_status'    => 'inherit',
			'guid'           => $upload['url'] . '/picture-' . $number . '.jpg',
		),
		$path
	);
	wp_update_attachment_metadata( $id, wp_generate_attachment_metadata( $id, $path ) );
	return $id;
}

/**
 * The block markup of one post.
 *
 * @param int   $number   Which post.
 * @param int[] $pictures Attachments to choose from.
 */
function content_of_post( int $number, array $pictures ): string {
	$blocks = array();
	for ( $section = 0; $section < 4; $section++ ) {
		$blocks[] = '<!-- wp:heading --><h2 class="wp-block-heading">' . sentence( 4 ) . '</h2><!-- /wp:heading -->';
		for ( $paragraph = 0; $paragraph < 3; $paragraph++ ) {
			$target   = home_url( '/post-' . mt_rand( 1, max( 1, $number - 1 ) ) . '/' );
			$blocks[] = '<!-- wp:paragraph --><p>' . sentence( 24 ) . ' <a href="' . esc_url( $target ) . '">' .
				sentence( 3 ) . '</a> ' . sentence( 18 ) . '</p><!-- /wp:paragraph -->';
		}
	}
	$picture  = $pictures[ $number % count( $pictures ) ];
	$blocks[] = sprintf(
		'<!-- wp:image {"id":%1$d,"sizeSlug":"large"} --><figure class="wp-block-image size-large"><img src="%2$s" alt="" class="wp-image-%1$d"/></figure><!-- /wp:image -->',
		$picture,
		esc_url( (string) wp_get_attachment_image_url( $picture, 'large' ) )
	);
	$blocks[] = '<!-- wp:quote --><blockquote class="wp-block-quote"><p>' . sentence( 12 ) . '</p></blockquote><!-- /wp:quote -->';
	return implode( "\n\n", $blocks );
}

/**
 * @param int $count Number of posts.
 */
function generate_posts( int $count ): void {
	mt_srand( 20260101 );
	wp_set_current_user( 1 );
	wp_defer_term_counting( true );
	wp_suspend_cache_addition( true );
	$pictures   = array_map( __NAMESPACE__ . '\\picture', range( 1, 12 ) );
	$categories = array_map( static fn ( int $number ): int => wp_create_category( 'Category ' . $number ), range( 1, 8 ) );
	for ( $number = 1; $number <= $count; $number++ ) {
		$date = gmdate( 'Y-m-d H:i:s', 1767225600 - $number * 21600 );
		wp_insert_post(
			wp_slash(
				array(
					'post_title'    => 'Post ' . $number,
					'post_name'     => 'post-' . $number,
					'post_status'   => 'publish',
					'post_author'   => 1,
					'post_date'     => $date,
					'post_date_gmt' => $date,
					'post_category' => array( $categories[ ( $number - 1 ) % 8 ] ),
					'tags_input'    => array( 'Tag ' . ( $number % 20 ) ),
					'post_content'  => content_of_post( $number, $pictures ),
				)
			)
		);
	}
	wp_defer_term_counting( false );
}
