<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

use Aether\Site_Exporter\Relay\Redactor;

/**
 * The log of each publish, and the files that its providers planned to send or remove. Of the latest publishes only, and of
 * each only so much: ten thousand publishes take no more room than a hundred.
 */
final class Publish_Journal {

	/** Of one publish; the engine stops at the same numbers. */
	public const MOST_LINES = 2500;
	public const MOST_FILES = 10_000;

	/** Portions of one publish, which the engine sends full or at the end of a step. */
	public const MOST_PARTS = 500;

	/** Publishes whose journal is kept. */
	public const KEPT = 100;

	/** Order of the severities. */
	public const LEVELS = array( 'info', 'warning', 'error' );

	/** What of a line others have written. */
	private const TEXTS = array( 'message', 'values', 'place' );

	/**
	 * Writes a portion; one that is there already stays as it is.
	 *
	 * @param list<array<string, mixed>>         $lines    Checked against the schema.
	 * @param list<array<string, mixed>>         $files    The same.
	 * @param array{lines?: int, files?: int}    $omitted  How many the sender left out.
	 * @param list<string>                       $secrets  What must be in no line, whoever wrote it.
	 */
	public function add( Publish_Record $record, int $part, array $lines, array $files, array $omitted, array $secrets ): bool {
		global $wpdb;

		$table = Journal_Table::name();
		$this->forget_old( $record->number - self::KEPT );
		$kept       = $wpdb->get_row( $wpdb->prepare( "SELECT COALESCE( SUM( log_count ), 0 ) AS lines_kept, COALESCE( SUM( file_count ), 0 ) AS files_kept FROM {$table} WHERE publish = %d", $record->number ) ); // phpcs:ignore WordPress.DB -- Our own table.
		$kept_lines = array_slice( $lines, 0, max( 0, self::MOST_LINES - (int) $kept->lines_kept ) );
		$kept_files = array_slice( $files, 0, max( 0, self::MOST_FILES - (int) $kept->files_kept ) );
		$redactor   = new Redactor( $secrets );

		$inserted = $wpdb->query( // phpcs:ignore WordPress.DB -- Our own table.
			$wpdb->prepare(
				"INSERT IGNORE INTO {$table} ( publish, part, log_count, file_count, omitted_log, omitted_files, log, files ) VALUES ( %d, %d, %d, %d, %d, %d, %s, %s )", // phpcs:ignore WordPress.DB -- Our own table.
				$record->number,
				$part,
				count( $kept_lines ),
				count( $kept_files ),
				( $omitted['lines'] ?? 0 ) + count( $lines ) - count( $kept_lines ),
				( $omitted['files'] ?? 0 ) + count( $files ) - count( $kept_files ),
				(string) wp_json_encode( array_map( static fn ( array $line ): array => self::redacted( $line, $redactor ), $kept_lines ) ),
				(string) wp_json_encode( array_map( static fn ( array $file ): array => array( $file['path'], $file['reason'], $file['providerId'], $file['deploymentType'] ), $kept_files ) ),
			)
		);

		return 1 === $inserted;
	}

	/**
	 * @param string $level The least severe that is wanted.
	 * @return array{items: list<array<string, mixed>>, omitted: int} In the order in which they were written.
	 */
	public function lines( Publish_Record $record, string $level ): array {
		[ $lines, $omitted ] = $this->read( $record, 'log' );
		$wanted              = array_slice( self::LEVELS, (int) array_search( $level, self::LEVELS, true ) );

		return array(
			'items'   => array_values( array_filter( $lines, static fn ( array $line ): bool => in_array( $line['level'], $wanted, true ) ) ),
			'omitted' => $omitted,
		);
	}

	/**
	 * @param list<string> $reasons Empty: all.
	 * @param string       $search  A part of the path, in any case; '': all.
	 * @return array{items: list<array{path: string, reason: string, providerId: string, deploymentType: string}>, omitted: int} By path.
	 */
	public function files( Publish_Record $record, array $reasons, string $search ): array {
		[ $rows, $omitted ] = $this->read( $record, 'files' );
		$files              = array();
		foreach ( $rows as $row ) {
			if ( ( array() === $reasons || in_array( $row[1], $reasons, true ) ) && ( '' === $search || false !== mb_stripos( $row[0], $search ) ) ) {
				$files[] = array_combine( array( 'path', 'reason', 'providerId', 'deploymentType' ), $row );
			}
		}
		usort( $files, static fn ( array $one, array $other ): int => array( $one['path'], $one['providerId'] ) <=> array( $other['path'], $other['providerId'] ) );

		return array(
			'items'   => $files,
			'omitted' => $omitted,
		);
	}

	/**
	 * @param int $before Milliseconds since the epoch; the journals of earlier publishes go.
	 */
	public function prune( int $before ): void {
		global $wpdb;

		$number = $wpdb->get_var( $wpdb->prepare( 'SELECT MAX( number ) FROM ' . Publish_Table::name() . ' WHERE started_at < %d', $before ) ); // phpcs:ignore WordPress.DB -- Our own table.
		$this->forget_old( (int) $number );
	}

	/**
	 * @param array<string, mixed> $line
	 * @return array<string, mixed>
	 */
	private static function redacted( array $line, Redactor $redactor ): array {
		$redacted = array_intersect_key( $line, array_flip( self::TEXTS ) );
		array_walk_recursive(
			$redacted,
			static function ( mixed &$value ) use ( $redactor ): void {
				$value = is_string( $value ) ? $redactor->redact( $value ) : $value;
			}
		);

		return $redacted + $line;
	}

	private function forget_old( int $last ): void {
		global $wpdb;

		if ( $last > 0 ) {
			$wpdb->query( $wpdb->prepare( 'DELETE FROM ' . Journal_Table::name() . ' WHERE publish <= %d', $last ) ); // phpcs:ignore WordPress.DB -- Our own table.
		}
	}

	/**
	 * @param 'log'|'files' $column
	 * @return array{list<array<mixed>>, int} What is kept, and how many are not.
	 */
	private function read( Publish_Record $record, string $column ): array {
		global $wpdb;

		$table = Journal_Table::name();
		$parts = $wpdb->get_results( $wpdb->prepare( "SELECT {$column} AS items, omitted_{$column} AS omitted FROM {$table} WHERE publish = %d ORDER BY part", $record->number ) ); // phpcs:ignore WordPress.DB -- Our own table.
		$items = array_map( static fn ( object $part ): array => (array) json_decode( $part->items, true ), $parts );

		return array( array_merge( ...$items ), (int) array_sum( array_column( $parts, 'omitted' ) ) );
	}
}
