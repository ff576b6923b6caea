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
	if ( is_string( $value ) ) {
		return in_place( $value );
	}
	if ( ! is_array( $value ) ) {
		return $value;
	}
	if ( array( OBJECT_MARK ) === array_keys( $value ) ) {
		return (object) with_address( $value[ OBJECT_MARK ] );
	}

	return array_map( __NAMESPACE__ . '\with_address', $value );
}

function in_place( string $text ): string {
	static $pairs = null;
	if ( null === $pairs ) {
		$home  = home_url();
		$pairs = array();
		foreach ( array( array( '/', ':' ), array( '\\/', ':' ), array( '%2F', '%3A' ) ) as [ $slash, $colon ] ) {
			$spell                              = static fn ( string $address ): string => str_replace( array( ':', '/' ), array( $colon, $slash ), $address );
			$pairs[ $spell( ORIGIN ) ]          = $spell( $home );
			$pairs[ $spell( strstr( ORIGIN, '//' ) ) ] = $spell( strstr( $home, '//' ) );
		}
	}

	return strtr( $text, $pairs );
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
	$row = $record['row'];
	if ( ! get_userdata( $row['ID'] ) ) {
		insert(
			$wpdb->users,
			$row + array(
				'user_login'      => $row['user_nicename'],
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
		$record['row'] + array(
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
}

function import(): void {
	global $wp_rewrite;
	clear();
	foreach ( records() as $record ) {
		( __NAMESPACE__ . '\import_' . $record['kind'] )( $record );
	}
	wp_cache_flush();
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
 * Errors of single queries go unheard elsewhere, so everything is read again.
 *
 * @param array<string, int> $counts Records of every kind.
 */
function verify( array $counts ): void {
	global $wpdb;
	$missing = new \stdClass();
	$found   = array();
	foreach ( records() as $record ) {
		$kind           = $record['kind'];
		$found[ $kind ] = ( $found[ $kind ] ?? 0 ) + 1;
		match ( $kind ) {
			'option'  => expect( maybe_serialize( $record['value'] ) === maybe_serialize( get_option( $record['name'] ) ) || $record['value'] == get_option( $record['name'] ), "the option {$record['name']} differs." ), // phpcs:ignore Universal.Operators.StrictComparisons -- Options come back as text.
			'plugin_option' => expect( get_option( $record['name'], $missing ) !== $missing, "the option {$record['name']} is missing." ), // Its plugin may have changed it when it was activated.
			'author'  => compare( $wpdb->users, 'ID', $record['row'] ),
			'term'    => compare( $wpdb->term_taxonomy, 'term_taxonomy_id', array_diff_key( $record['taxonomy'], array( 'count' => 0 ) ) ),
			'post'    => compare( $wpdb->posts, 'ID', $record['row'] ),
			'comment' => compare( $wpdb->comments, 'comment_ID', $record['row'] ),
		};
	}
	ksort( $found );
	ksort( $counts );
	expect( $found === $counts, 'records are missing: ' . wp_json_encode( $found ) . ' of ' . wp_json_encode( $counts ) );
	foreach ( array( 'post' => $wpdb->posts, 'comment' => $wpdb->comments, 'term' => $wpdb->term_taxonomy ) as $kind => $table ) { // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$rows = (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$table}" ); // phpcs:ignore WordPress.DB -- Names of tables.
		expect( ( $counts[ $kind ] ?? 0 ) === $rows, "{$table} has {$rows} rows." );
	}
}
