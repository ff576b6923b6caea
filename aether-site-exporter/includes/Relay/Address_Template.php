<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

/**
 * An address that a plugin registers: a host with an optional path, `{field}` standing for a saved value, or for the
 * field's default where none is saved: `gitlab.com/api/v4/projects`, `{account_id}.example.com`, `{gitlab_url}/api/v4`.
 */
final class Address_Template {

	private const FIELD = '/\{([A-Za-z0-9_-]{1,64})\}/';

	/** What a value may be that becomes a part of a host or path. A dot stands between others: it is no step up. */
	private const PART = '/^(?=.{1,128}$)[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/D';

	public function __construct( private readonly string $text ) {
	}

	/**
	 * @return list<string> Ids of the fields that it names.
	 */
	public function fields(): array {
		preg_match_all( self::FIELD, $this->text, $found );

		return $found[1];
	}

	/**
	 * @param array<string, string> $values Field id to value.
	 * @return ?Address Null where a field has no value that fits.
	 */
	public function fill( array $values ): ?Address {
		$is_whole = true;
		$filled   = (string) preg_replace_callback(
			self::FIELD,
			static function ( array $found ) use ( $values, &$is_whole ): string {
				[ [ , $offset ], [ $field ] ] = $found;

				$value    = $values[ $field ] ?? '';
				$is_url   = 0 === $offset && null !== Address::parse( $value ) && ! str_contains( $value, '?' ) && ! str_contains( $value, '#' );
				$is_whole = $is_whole && ( $is_url || 1 === preg_match( self::PART, $value ) );

				return $is_url ? rtrim( $value, '/' ) : $value;
			},
			$this->text,
			flags: PREG_OFFSET_CAPTURE
		);
		if ( ! $is_whole ) {
			return null;
		}

		return Address::parse( 1 === preg_match( '~^https?://~i', $filled ) ? $filled : 'https://' . $filled );
	}
}
