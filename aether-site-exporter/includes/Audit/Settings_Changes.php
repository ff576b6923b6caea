<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Audit;

/**
 * Writes down what of the settings was changed: names, never values.
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
	 * @param string               $section Rules, bundle, environments.
	 * @param array<string, mixed> $before  By name.
	 * @param array<string, mixed> $after
	 */
	public static function record_section( string $section, array $before, array $after ): void {
		// A name of digits only is a number as a key.
		$names   = array_map( 'strval', array_keys( $before + $after ) );
		$changed = array_filter( $names, static fn ( string $name ): bool => ( $before[ $name ] ?? null ) !== ( $after[ $name ] ?? null ) );

		self::write( $section . '.changed', '', $changed );
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
