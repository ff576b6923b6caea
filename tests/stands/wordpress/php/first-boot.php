<?php
/**
 * Turns a fresh installation into the stand's: nothing that WordPress adds by itself, pretty permalinks.
 */

declare( strict_types=1 );

namespace Aether\Stand;

require_once ABSPATH . 'wp-admin/includes/admin.php';

foreach ( get_posts( array( 'post_type' => 'any', 'post_status' => 'any', 'numberposts' => -1 ) ) as $post ) {
	wp_delete_post( $post->ID, true );
}
foreach ( get_comments() as $comment ) {
	wp_delete_comment( $comment, true );
}

update_option( 'blogname', 'Aether stand' );
update_option( 'blogdescription', '' );
update_option( 'timezone_string', 'UTC' );
wp_update_user( array( 'ID' => 1, 'user_url' => '' ) );
update_option( 'wp_attachment_pages_enabled', 0 );
foreach ( array( 'akismet/akismet.php', 'hello.php' ) as $plugin ) {
	deactivate_plugins( $plugin );
}

global $wp_rewrite;
$wp_rewrite->set_permalink_structure( '/%year%/%monthnum%/%postname%/' );
// The next request makes the rules: in this one no taxonomy has an address, because it began without permalinks.
delete_option( 'rewrite_rules' );

require __DIR__ . '/moved.php';
