<?php
/**
 * Fills an empty site with the demo content: a small journal with everything a publish has to cope with.
 *
 * Nothing in it depends on the moment or on chance, so that two sites made from it render alike.
 */

declare( strict_types=1 );

namespace Aether\Stand;

require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once __DIR__ . '/drawing.php';
require_once __DIR__ . '/media.php';
require_once __DIR__ . '/entries.php';
require_once __DIR__ . '/site.php';

wp_set_current_user( 1 );

$authors = add_authors();
$images  = add_images();
add_terms();
add_pages( $authors );
add_posts( $authors, $images );
add_comments();
set_up_site( $images['gull'] );
