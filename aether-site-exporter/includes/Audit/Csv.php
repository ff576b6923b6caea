<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Audit;

/**
 * The log as a table for spreadsheets, after RFC 4180. A cell that a spreadsheet would calculate gets an apostrophe first.
 */
final class Csv {

	private const COLUMNS = array( 'at', 'user_id', 'user', 'ip', 'event', 'provider', 'outcome', 'details' );

	/**
	 * @param list<array<string, mixed>> $rows Of the audit log.
	 */
	public static function from( array $rows ): string {
		$lines = array( self::line( self::COLUMNS ) );
		foreach ( $rows as $row ) {
			$lines[] = self::line( array( $row['at'], (string) $row['user']['id'], $row['user']['login'], $row['ip'], $row['event'], $row['provider'], $row['outcome'], (string) wp_json_encode( $row['details'], JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE ) ) );
		}

		return implode( '', $lines );
	}

	/**
	 * @param list<string> $cells
	 */
	private static function line( array $cells ): string {
		return implode( ',', array_map( self::cell( ... ), $cells ) ) . "\r\n";
	}

	private static function cell( string $text ): string {
		// What is no text at all does not match, and cannot be trusted to begin harmlessly.
		$inert = 0 === preg_match( '/^[\s\p{Z}]*[=+\-@\x{ff1d}\x{ff0b}\x{ff0d}\x{ff20}]|^[\t\r\n]/u', $text ) ? $text : "'" . $text;

		return '"' . str_replace( '"', '""', $inert ) . '"';
	}
}
