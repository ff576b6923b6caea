<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site;

use WP_Error;

/**
 * Where a listing of several sections ended: a section and a position in it. Opaque outside.
 */
final class Cursor {

	private function __construct(
		private readonly string $section,
		private readonly string $position,
	) {
	}

	/**
	 * @param string $encoded As `encode()` made it; '' for the beginning.
	 */
	public static function decode( string $encoded ): self|WP_Error {
		if ( '' === $encoded ) {
			return new self( '', '' );
		}
		$pair = json_decode( (string) base64_decode( strtr( $encoded, '-_', '+/' ), true ), true );
		if ( ! is_array( $pair ) || ! array_is_list( $pair ) || 2 !== count( $pair ) || ! is_string( $pair[0] ) || ! is_string( $pair[1] ) ) {
			return new WP_Error( 'aether_contract_violated', __( 'The cursor is not one that this site gave out.', 'aether-site-exporter' ), array( 'status' => 400 ) );
		}

		return new self( ...$pair );
	}

	public static function encode( string $section, string $position ): string {
		return rtrim( strtr( base64_encode( (string) wp_json_encode( array( $section, $position ) ) ), '+/', '-_' ), '=' );
	}

	public function position_in( string $section ): string {
		return $section === $this->section ? $this->position : '';
	}

	/**
	 * The sections that are not finished. All of them when the cursor's own has gone meanwhile: a URL twice is harmless,
	 * a URL lost is not.
	 *
	 * @template T of object
	 * @param list<T> $sections Objects with an `id()`.
	 * @return list<T>
	 */
	public function remaining( array $sections ): array {
		foreach ( $sections as $index => $section ) {
			if ( $section->id() === $this->section ) {
				return array_slice( $sections, $index );
			}
		}

		return $sections;
	}
}
