<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Audit;

/**
 * Writes down which fields of a provider were changed: names, never values.
 */
final class Settings_Changes {

	/**
	 * @param array<string, mixed> $changes What was saved; null clears a field.
	 * @param array<string, mixed> $before  Fields that are no secrets.
	 * @param array<string, mixed> $after   The same, after saving.
	 * @param list<string>         $secrets Names of the fields that are.
	 */
	public static function record( string $provider, array $changes, array $before, array $after, array $secrets ): void {
		$names   = array_map( 'strval', array_keys( $changes ) );
		$cleared = array_map( 'strval', array_keys( array_filter( $changes, static fn ( mixed $value ): bool => null === $value || '' === $value ) ) );
		$plain   = array_filter( array_diff( $names, $secrets ), static fn ( string $name ): bool => ( $before[ $name ] ?? null ) !== ( $after[ $name ] ?? null ) );
		$touched = array_intersect( $names, $secrets );

		self::write( 'settings.changed', $provider, $plain );
		self::write( 'secret.changed', $provider, array_diff( $touched, $cleared ) );
		self::write( 'secret.cleared', $provider, array_intersect( $touched, $cleared ) );
	}

	/**
	 * @param array<string, list<string>> $before Lists of patterns by name.
	 * @param array<string, list<string>> $after
	 */
	public static function record_rules( array $before, array $after ): void {
		self::write( 'rules.changed', '', self::different( $before, $after ) );
	}

	/**
	 * @param array<string, list<string|int>> $before Lists of what travels, by name.
	 * @param array<string, list<string|int>> $after
	 */
	public static function record_bundle( array $before, array $after ): void {
		self::write( 'bundle.changed', '', self::different( $before, $after ) );
	}

	/**
	 * @param array<string, mixed> $before
	 * @param array<string, mixed> $after
	 * @return list<string> Names of what is not as it was.
	 */
	private static function different( array $before, array $after ): array {
		return array_keys( array_filter( $after, static fn ( mixed $value, string $name ): bool => ( $before[ $name ] ?? null ) !== $value, ARRAY_FILTER_USE_BOTH ) );
	}

	/**
	 * @param array<string> $fields
	 */
	private static function write( string $event, string $provider, array $fields ): void {
		if ( array() !== $fields ) {
			Audit_Log::record( $event, $provider, details: array( 'fields' => array_values( $fields ) ) );
		}
	}
}
