<?php
/**
 * Fills a WordPress with posts, the same ones for the same number.
 *
 * php generate-posts.php <WordPress directory> <JSON: count, url>
 * Prints the number of posts made.
 */

declare( strict_types=1 );

define( 'WP_DISABLE_FATAL_ERROR_HANDLER', true );

[ , $aether_directory, $aether_json ] = $argv;
$aether_options                       = json_decode( $aether_json, true, 8, JSON_THROW_ON_ERROR );

$_SERVER['HTTP_HOST']   = (string) preg_replace( '#^https?://#', '', $aether_options['url'] );
$_SERVER['REQUEST_URI'] = '/';
define( 'WP_ADMIN', true );

require $aether_directory . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/image.php';
require_once ABSPATH . 'wp-admin/includes/media.php';
require_once ABSPATH . 'wp-admin/includes/file.php';
require_once ABSPATH . 'wp-admin/includes/taxonomy.php';

mt_srand( 20260101 );
wp_set_current_user( 1 );
wp_defer_term_counting( true );
wp_suspend_cache_addition( true );

const AETHER_WORDS = 'river stone garden market window letter harbour morning silver bridge winter orchard lantern paper mountain shadow story candle forest island village painter copper thunder meadow anchor velvet compass kitchen library';

/**
 * A sentence of the given number of words.
 *
 * @param int $length Words.
 */
function aether_sentence( int $length ): string {
	$words = explode( ' ', AETHER_WORDS );
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
function aether_picture( int $number ): int {
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
function aether_content( int $number, array $pictures ): string {
	$blocks = array();
	for ( $section = 0; $section < 4; $section++ ) {
		$blocks[] = '<!-- wp:heading --><h2 class="wp-block-heading">' . aether_sentence( 4 ) . '</h2><!-- /wp:heading -->';
		for ( $paragraph = 0; $paragraph < 3; $paragraph++ ) {
			$target   = home_url( '/post-' . mt_rand( 1, max( 1, $number - 1 ) ) . '/' );
			$blocks[] = '<!-- wp:paragraph --><p>' . aether_sentence( 24 ) . ' <a href="' . esc_url( $target ) . '">' .
				aether_sentence( 3 ) . '</a> ' . aether_sentence( 18 ) . '</p><!-- /wp:paragraph -->';
		}
	}
	$picture  = $pictures[ $number % count( $pictures ) ];
	$blocks[] = sprintf(
		'<!-- wp:image {"id":%1$d,"sizeSlug":"large"} --><figure class="wp-block-image size-large"><img src="%2$s" alt="" class="wp-image-%1$d"/></figure><!-- /wp:image -->',
		$picture,
		esc_url( (string) wp_get_attachment_image_url( $picture, 'large' ) )
	);
	$blocks[] = '<!-- wp:quote --><blockquote class="wp-block-quote"><p>' . aether_sentence( 12 ) . '</p></blockquote><!-- /wp:quote -->';
	return implode( "\n\n", $blocks );
}

$aether_pictures = array();
for ( $aether_i = 1; $aether_i <= 12; $aether_i++ ) {
	$aether_pictures[] = aether_picture( $aether_i );
}
$aether_categories = array();
for ( $aether_i = 1; $aether_i <= 8; $aether_i++ ) {
	$aether_categories[] = wp_create_category( 'Category ' . $aether_i );
}

for ( $aether_i = 1; $aether_i <= $aether_options['count']; $aether_i++ ) {
	$aether_date = gmdate( 'Y-m-d H:i:s', 1767225600 - $aether_i * 21600 );
	wp_insert_post(
		wp_slash(
			array(
				'post_title'    => 'Post ' . $aether_i,
				'post_name'     => 'post-' . $aether_i,
				'post_status'   => 'publish',
				'post_author'   => 1,
				'post_date'     => $aether_date,
				'post_date_gmt' => $aether_date,
				'post_category' => array( $aether_categories[ $aether_i % 8 ] ),
				'tags_input'    => array( 'Tag ' . ( $aether_i % 20 ) ),
				'post_content'  => aether_content( $aether_i, $aether_pictures ),
			)
		)
	);
}
wp_defer_term_counting( false );
echo (int) $aether_options['count'];
