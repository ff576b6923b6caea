<?php
/**
 * Runs once, in a new WordPress, out of a bundle: fills it with the content that lies beside this file, and then compares
 * what is there with what should be. It knows nothing of the plugin that wrote the bundle.
 */

declare( strict_types=1 );

namespace Aether\Bundle;

use RuntimeException;

/** What stands for the site's address in the content. */
const ORIGIN = 'https://site.aether.invalid';

/** Marks what was an object without a class. */
const OBJECT_MARK = '@object';

/**
 * @return iterable<array<string, mixed>> Every record of the bundle.
 */
function records(): iterable {
	foreach ( glob( __DIR__ . '/content-*.ndjson' ) as $file ) {
		$handle = fopen( $file, 'rb' );
		while ( false !== ( $line = fgets( $handle ) ) ) { // phpcs:ignore -- The shortest way to read lines.
			yield with_address( json_decode( $line, true, 512, JSON_THROW_ON_ERROR ) );
		}
		fclose( $handle );
	}
}

/**
 * @param mixed $value As the bundle has it.
 * @return mixed With the address of this WordPress.
 */
function with_address( mixed $value ): mixed {
	if ( is_array( $value ) && array( OBJECT_MARK ) === array_keys( $value ) ) {
		return (object) with_address( $value[ OBJECT_MARK ] );
	}

	return match ( true ) {
		is_string( $value )        => is_serialized( $value ) ? repacked( $value ) : in_place( $value ),
		is_array( $value )         => array_map( __NAMESPACE__ . '\with_address', $value ),
		$value instanceof \stdClass => (object) array_map( __NAMESPACE__ . '\with_address', (array) $value ),
		default                    => $value,
	};
}

/** Serialised text counts the bytes of each string. */
function repacked( string $text ): string {
	$value = @unserialize( $text, array( 'allowed_classes' => array( \stdClass::class ) ) ); // phpcs:ignore -- What is damaged stays as it is.

	return false === $value && 'b:0;' !== $text ? in_place( $text ) : serialize( with_address( $value ) ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- As it was stored.
}

function in_place( string $text ): string {
	static $home = null;
	$home      ??= home_url();
	[ , $host ] = explode( '//', ORIGIN );
	$replace     = static fn ( string $colon ): \Closure => static fn ( array $match ): string => str_replace( array( ':', '/' ), array( $colon, $match[2] ), '' === $match[1] ? (string) strstr( $home, '//' ) : $home );

	return str_contains( $text, $host ) ? (string) preg_replace_callback_array(
		array(
			// JSON in JSON has more than one backslash before a slash.
			'#(https:)?(\\\\*+/)\g{2}' . preg_quote( $host, '#' ) . '#' => $replace( ':' ),
			'#(https%3A)?(%2F)\g{2}' . preg_quote( $host, '#' ) . '#' => $replace( '%3A' ),
		),
		$text
	) : $text;
}

function expect( bool $holds, string $what ): void {
	if ( ! $holds ) {
		throw new RuntimeException( 'The bundle was not imported: ' . $what );
	}
}

/**
 * @param array<string, mixed> $row
 */
function insert( string $table, array $row ): void {
	global $wpdb;
	expect( false !== $wpdb->replace( $table, $row ), "{$table}: {$wpdb->last_error}" );
}

function clear(): void {
	global $wpdb;
	foreach ( array( $wpdb->posts, $wpdb->postmeta, $wpdb->comments, $wpdb->commentmeta, $wpdb->terms, $wpdb->termmeta, $wpdb->term_taxonomy, $wpdb->term_relationships ) as $table ) {
		expect( false !== $wpdb->query( "DELETE FROM {$table}" ), "{$table} could not be emptied." ); // phpcs:ignore WordPress.DB -- Names of tables.
	}
}

/**
 * @param array<string, mixed> $record
 */
function import_option( array $record ): void {
	delete_option( $record['name'] );
	add_option( $record['name'], $record['value'] );
}

/**
 * @param array<string, mixed> $record
 */
function import_plugin_option( array $record ): void {
	import_option( $record );
}

/**
 * @param array<string, mixed> $record
 */
function import_author( array $record ): void {
	global $wpdb;
	$row   = $record['row'];
	$other = get_user_by( 'slug', $row['user_nicename'] );
	if ( $other && $other->ID !== $row['ID'] ) {
		$wpdb->update( $wpdb->users, array( 'user_nicename' => "user-{$other->ID}" ), array( 'ID' => $other->ID ) );
		clean_user_cache( $other );
	}
	if ( ! get_userdata( $row['ID'] ) ) {
		insert(
			$wpdb->users,
			$row + array(
				// Whatever name an author has, the one who opens the bundle logs in as somebody else.
				'user_login'      => "author-{$row['ID']}",
				'user_pass'       => '*',
				'user_email'      => "author-{$row['ID']}@site.aether.invalid",
				'user_registered' => '2000-01-01 00:00:00',
			)
		);
		clean_user_cache( $row['ID'] );
		( new \WP_User( $row['ID'] ) )->set_role( 'author' );
	} else {
		$wpdb->update( $wpdb->users, array_diff_key( $row, array( 'ID' => 0 ) ), array( 'ID' => $row['ID'] ) );
	}
	update_user_meta( $row['ID'], 'nickname', $row['display_name'] );
	update_user_meta( $row['ID'], 'description', wp_slash( $record['description'] ) );
	clean_user_cache( $row['ID'] );
}

/**
 * @param array<string, mixed> $record
 */
function import_term( array $record ): void {
	global $wpdb;
	insert( $wpdb->terms, $record['row'] );
	insert( $wpdb->term_taxonomy, $record['taxonomy'] );
}

/**
 * @param array<string, mixed> $record
 */
function import_post( array $record ): void {
	global $wpdb;
	insert(
		$wpdb->posts,
		array( 'comment_count' => 0 ) + $record['row'] + array(
			'post_password'         => '',
			'to_ping'               => '',
			'pinged'                => '',
			'post_content_filtered' => '',
		)
	);
	foreach ( $record['meta'] as [ $key, $value ] ) {
		insert(
			$wpdb->postmeta,
			array(
				'post_id'    => $record['row']['ID'],
				'meta_key'   => $key, // phpcs:ignore WordPress.DB.SlowDBQuery -- A column of an insert.
				'meta_value' => maybe_serialize( $value ), // phpcs:ignore WordPress.DB.SlowDBQuery -- A column of an insert.
			)
		);
	}
	foreach ( $record['terms'] as [ $term, $order ] ) {
		insert(
			$wpdb->term_relationships,
			array(
				'object_id'        => $record['row']['ID'],
				'term_taxonomy_id' => $term,
				'term_order'       => $order,
			)
		);
	}
}

/**
 * @param array<string, mixed> $record
 */
function import_comment( array $record ): void {
	global $wpdb;
	insert(
		$wpdb->comments,
		$record['row'] + array(
			'comment_author_email' => '',
			'comment_author_IP'    => '',
			'comment_karma'        => 0,
			'comment_approved'     => '1',
			'comment_agent'        => '',
		)
	);
	// Of an entry's comments some may have stayed at home.
	expect( 1 === $wpdb->query( $wpdb->prepare( "UPDATE {$wpdb->posts} SET comment_count = comment_count + 1 WHERE ID = %d", $record['row']['comment_post_ID'] ) ), "the comment {$record['row']['comment_ID']} belongs to no entry." );
}

/**
 * The file came with an archive.
 */
function import_file(): void {
}

function import(): void {
	clear();
	foreach ( records() as $record ) {
		( __NAMESPACE__ . '\import_' . $record['kind'] )( $record );
	}
	wp_cache_flush();
}

/**
 * @param string $plugin `slug/slug.php`, as everywhere. Each is activated in a request of its own, as people do it: those that it
 *                       requires run already, and what it does at the end of its activation ends nothing else.
 */
function activate( string $plugin ): void {
	require_once ABSPATH . 'wp-admin/includes/admin.php';
	wp_set_current_user( get_users( array( 'role' => 'administrator', 'number' => 1 ) )[0]->ID ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
	$done = activate_plugin( $plugin );
	expect( ! is_wp_error( $done ) || 'unexpected_output' === $done->get_error_code(), "the plugin {$plugin} was not activated: " . ( is_wp_error( $done ) ? $done->get_error_message() : '' ) );
}

/**
 * When every type and taxonomy is there, their addresses can be found.
 *
 * @param list<string> $plugins That must be active.
 */
function finish( array $plugins ): void {
	global $wp_rewrite;
	foreach ( $plugins as $plugin ) {
		expect( in_array( $plugin, (array) get_option( 'active_plugins' ), true ), "the plugin {$plugin} is not active." );
	}
	delete_option( 'rewrite_rules' );
	$wp_rewrite->init();
	flush_rewrite_rules( false );
}

/**
 * @param array<string, mixed> $wanted
 */
function compare( string $table, string $key, array $wanted ): void {
	global $wpdb;
	$found = $wpdb->get_row( $wpdb->prepare( "SELECT * FROM {$table} WHERE {$key} = %d", $wanted[ $key ] ), ARRAY_A ); // phpcs:ignore WordPress.DB -- Names of tables.
	expect( is_array( $found ), "{$table} lacks {$key} {$wanted[ $key ]}." );
	foreach ( $wanted as $column => $value ) {
		expect( (string) $value === (string) $found[ $column ], "{$table} {$wanted[ $key ]}: {$column} differs." );
	}
}

/**
 * @param array<string, mixed> $record
 */
function verify_post( array $record ): void {
	global $wpdb;
	$id = $record['row']['ID'];
	compare( $wpdb->posts, 'ID', array_diff_key( $record['row'], array( 'comment_count' => 0 ) ) );
	$meta   = $wpdb->get_results( $wpdb->prepare( "SELECT meta_key, meta_value FROM {$wpdb->postmeta} WHERE post_id = %d", $id ), ARRAY_N );
	$wanted = array_map( static fn ( array $field ): array => array( $field[0], (string) maybe_serialize( $field[1] ) ), $record['meta'] );
	sort( $meta );
	sort( $wanted );
	expect( $wanted === $meta, "the custom fields of {$id} differ." );
	$terms  = array_map( static fn ( array $row ): array => array_map( 'intval', $row ), $wpdb->get_results( $wpdb->prepare( "SELECT term_taxonomy_id, term_order FROM {$wpdb->term_relationships} WHERE object_id = %d", $id ), ARRAY_N ) );
	$wanted = $record['terms'];
	sort( $terms );
	sort( $wanted );
	expect( $wanted === $terms, "the terms of {$id} differ." );
}

/**
 * @param array<string, mixed> $record
 */
function verify_term( array $record ): void {
	global $wpdb;
	compare( $wpdb->terms, 'term_id', $record['row'] );
	compare( $wpdb->term_taxonomy, 'term_taxonomy_id', $record['taxonomy'] );
}

/**
 * @param array<string, mixed> $record
 */
function verify_option( array $record ): void {
	$missing = new \stdClass();
	$found   = get_option( $record['name'], $missing );
	expect( $found !== $missing && ( maybe_serialize( $record['value'] ) === maybe_serialize( $found ) || $record['value'] == $found ), "the option {$record['name']} differs." ); // phpcs:ignore Universal.Operators.StrictComparisons -- Options come back as text.
}

/**
 * Errors of single queries go unheard elsewhere, so everything is read again, before a plugin can change any of it.
 *
 * @param array<string, int>    $counts Records of every kind.
 * @param array<string, string> $hashes File of content to its SHA-256.
 */
function verify( array $counts, array $hashes ): void {
	global $wpdb;
	$sums = array();
	foreach ( glob( __DIR__ . '/content-*.ndjson' ) as $file ) {
		$sums[ basename( $file ) ] = hash_file( 'sha256', $file );
	}
	expect( $hashes === $sums, 'the content is not the one that the bundle was made with.' );
	$found = array();
	foreach ( records() as $record ) {
		$kind           = $record['kind'];
		$found[ $kind ] = ( $found[ $kind ] ?? 0 ) + 1;
		match ( $kind ) {
			'option', 'plugin_option' => verify_option( $record ),
			'author'  => compare( $wpdb->users, 'ID', $record['row'] ),
			'term'    => verify_term( $record ),
			'post'    => verify_post( $record ),
			'comment' => compare( $wpdb->comments, 'comment_ID', $record['row'] ),
			'file'    => expect( is_file( WP_CONTENT_DIR . '/' . $record['path'] ) && filesize( WP_CONTENT_DIR . '/' . $record['path'] ) === $record['size'], "the file {$record['path']} differs." ),
		};
	}
	ksort( $found );
	ksort( $counts );
	expect( $found === $counts, 'records are missing: ' . wp_json_encode( $found ) . ' of ' . wp_json_encode( $counts ) );
	foreach ( array( 'post' => $wpdb->posts, 'comment' => $wpdb->comments, 'term' => $wpdb->term_taxonomy ) as $kind => $table ) { // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$rows = (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$table}" ); // phpcs:ignore WordPress.DB -- Names of tables.
		expect( ( $counts[ $kind ] ?? 0 ) === $rows, "{$table} has {$rows} rows." );
	}
	$counted = (int) $wpdb->get_var( "SELECT SUM( comment_count ) FROM {$wpdb->posts}" );
	expect( ( $counts['comment'] ?? 0 ) === $counted, "the entries count {$counted} comments." );
}
