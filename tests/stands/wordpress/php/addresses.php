<?php
/**
 * The addresses that content names.
 */

declare( strict_types=1 );

namespace Aether\Stand;

/** @return array{ uploads: string, home: string } Uploads first: their address often begins with the other one. */
function site_addresses(): array {
	return array(
		'uploads' => set_url_scheme( wp_upload_dir( null, false )['baseurl'] ),
		'home'    => home_url(),
	);
}

/** @return string[] An address as people and editors write it: in full, with escaped slashes, without its scheme. */
function spellings( string $address ): array {
	$without_scheme = (string) preg_replace( '/^https?:/', '', $address );
	return array( $address, str_replace( '/', '\\/', $address ), $without_scheme, str_replace( '/', '\\/', $without_scheme ) );
}

/**
 * Replaces addresses, each in its spelling.
 *
 * @param array<string, string> $from By name.
 * @param array<string, string> $to   The same names.
 */
function with_addresses( string $text, array $from, array $to ): string {
	$pairs = array();
	foreach ( $from as $name => $address ) {
		$pairs += array_combine( spellings( $address ), spellings( $to[ $name ] ) );
	}
	// The longest match wins, and nothing is replaced twice.
	return strtr( $text, $pairs );
}
