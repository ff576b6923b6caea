<?php
/**
 * Puts the drawn pictures into the media library, with all their sub-sizes.
 */

declare( strict_types=1 );

namespace Aether\Stand;

const PICTURES_TAKEN = '2026-02-03 09:00:00';

const ALTERNATIVE_TEXTS = array(
	'harbour'   => 'The harbour wall at sunset, with the hills behind it',
	'breakfast' => 'Early light over a calm bay',
	'squall'    => 'A grey squall coming in from the west',
	'lantern'   => 'The moon over dark water',
	'dunes'     => 'Rows of dunes on a clear morning',
	'estuary'   => 'The estuary at low tide',
	'gull'      => 'A white disc over the sea',
);

function save_picture( \GdImage $picture, string $path ): void {
	match ( pathinfo( $path, PATHINFO_EXTENSION ) ) {
		'png'  => imagepng( $picture, $path, 6 ),
		'webp' => imagewebp( $picture, $path, 78 ),
		'jpg'  => imagejpeg( $picture, $path, 80 ),
	};
}

/** @return array<string, int> Attachment ids by name without ending. */
function add_images(): array {
	$folder = wp_upload_dir( '2026/02' );
	$ids    = array();
	foreach ( scenes() as $file => $scene ) {
		$path = "{$folder['path']}/$file";
		save_picture( draw( $scene ), $path );

		$name = pathinfo( $file, PATHINFO_FILENAME );
		$id   = wp_insert_attachment(
			array(
				'post_title'     => ucfirst( $name ),
				'post_name'      => "picture-$name",
				'post_excerpt'   => '',
				'post_mime_type' => wp_check_filetype( $file )['type'],
				'post_date'      => PICTURES_TAKEN,
				'guid'           => "{$folder['url']}/$file",
			),
			$path,
			0,
			true
		);
		if ( is_wp_error( $id ) ) {
			throw new \RuntimeException( $id->get_error_message() );
		}
		update_post_meta( $id, '_wp_attachment_image_alt', ALTERNATIVE_TEXTS[ $name ] );
		wp_update_attachment_metadata( $id, wp_generate_attachment_metadata( $id, $path ) );
		$ids[ $name ] = $id;
	}
	return $ids;
}

/** An image block. */
function image_block( int $id, string $caption = '' ): string {
	return sprintf(
		"<!-- wp:image {\"id\":%1\$d,\"sizeSlug\":\"large\",\"linkDestination\":\"media\"} -->\n<figure class=\"wp-block-image size-large\"><a href=\"%5\$s\"><img src=\"%2\$s\" alt=\"%3\$s\" class=\"wp-image-%1\$d\"/></a>%4\$s</figure>\n<!-- /wp:image -->",
		$id,
		esc_url( (string) wp_get_attachment_image_url( $id, 'large' ) ),
		esc_attr( (string) get_post_meta( $id, '_wp_attachment_image_alt', true ) ),
		'' === $caption ? '' : '<figcaption class="wp-element-caption">' . esc_html( $caption ) . '</figcaption>',
		esc_url( (string) wp_get_attachment_url( $id ) )
	);
}

/**
 * A gallery block.
 *
 * @param int[] $ids Attachments.
 */
function gallery_block( array $ids ): string {
	$images = implode( "\n\n", array_map( static fn ( int $id ): string => image_block( $id ), $ids ) );
	return "<!-- wp:gallery {\"linkTo\":\"media\"} -->\n<figure class=\"wp-block-gallery has-nested-images columns-default is-cropped\">$images</figure>\n<!-- /wp:gallery -->";
}
