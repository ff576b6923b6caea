<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

use WP_Error;

/**
 * The history of publishes, and the lease that allows one at a time. Every change of a running record is one UPDATE that
 * names what it expects to find, so that of two who try the same only one succeeds.
 */
final class Publish_Records {

	/** The longest pause between two heartbeats, in milliseconds. Whoever runs a publish hears with one that it was cancelled, and asks more often. */
	public const HEARTBEAT = 15_000;

	private const COLUMNS = 'number, id, status, lease, user_id, started_at, heartbeat_at, finished_at, fraction, step, loaded, total, only_providers, summary';

	/** How often one who opens a run tries, while others end, take over and open theirs. */
	private const ATTEMPTS = 5;

	/** Statuses that a run itself can end with. */
	public const OUTCOMES = array( 'success', 'partial', 'failed', 'cancelled' );

	/**
	 * @param bool              $take_over Whether to end a run that has fallen silent.
	 * @param list<string>|null $only      Ids of the providers it is for; null: all that are switched on.
	 * @return array{id: string, lease: string, heartbeatMs: int}|WP_Error
	 */
	public function open( int $user_id, bool $take_over, ?array $only = null ): array|WP_Error {
		$lease  = bin2hex( random_bytes( 32 ) );
		$id     = wp_generate_uuid4();
		$opened = array(
			'id'          => $id,
			'lease'       => $lease,
			'heartbeatMs' => self::HEARTBEAT,
		);
		$running = null;
		for ( $attempt = 1; $attempt <= self::ATTEMPTS; ++$attempt ) {
			if ( $this->insert( $id, $lease, $user_id, $only ) ) {
				return $opened;
			}
			// None: the one that was in the way has ended since.
			$running = $this->running();
			if ( null !== $running && ! ( $take_over && $running->is_stale( self::now() ) ) ) {
				return self::already_running( $running );
			}
			if ( null !== $running ) {
				$this->interrupt( $running );
			}
		}

		return null === $running ? self::database_refused() : self::already_running( $running );
	}

	/**
	 * @param float    $fraction 0 to 1.
	 * @param string   $step     Id of the step.
	 * @param int      $loaded   What the step has done so far, in its own units.
	 * @param int|null $total    Null while unknown.
	 */
	public function beat( string $id, string $lease, float $fraction, string $step, int $loaded = 0, ?int $total = null ): Publish_Record|WP_Error {
		return $this->change(
			$id,
			$lease,
			array(
				'heartbeat_at' => self::now(),
				'fraction'     => $fraction,
				'step'         => $step,
				'loaded'       => $loaded,
				'total'        => $total,
			)
		);
	}

	/**
	 * @param array<string, mixed> $summary The engine's `PublishSummary`.
	 */
	public function close( string $id, string $lease, array $summary ): Publish_Record|WP_Error {
		$outcome = array(
			'status'  => $summary['status'],
			'summary' => (string) wp_json_encode( $summary ),
		);
		$is_said = null !== $this->find( $id )?->summary;
		if ( 'cancelled' === $summary['status'] ) {
			$this->complete_cancelled( $id, $lease, $outcome );
		}

		$closed = $this->change(
			$id,
			$lease,
			$outcome + array(
				'running'     => null,
				'finished_at' => self::now(),
			)
		);
		// Also of one that was cancelled from elsewhere; not of one that says it again, when its places may have moved on.
		$record = $is_said ? null : $this->find( $id );
		if ( null !== $record?->summary ) {
			Place_States::note_publish( $record );
		}

		return $closed;
	}

	/** Takes the lease away from a running publish; its host learns it with the next heartbeat. */
	public function cancel( string $id ): Publish_Record|WP_Error {
		global $wpdb;

		$wpdb->update( // phpcs:ignore WordPress.DB -- Our own table.
			Publish_Table::name(),
			array(
				'status'      => 'cancelled',
				'running'     => null,
				'finished_at' => self::now(),
			),
			array(
				'id'     => $id,
				'status' => 'running',
			)
		);

		return $this->find( $id ) ?? self::not_found();
	}

	public function find( string $id ): ?Publish_Record {
		return $this->first( 'id', $id );
	}

	/**
	 * The newest that ended like this.
	 *
	 * @param string ...$statuses At least one.
	 */
	public function latest( string ...$statuses ): ?Publish_Record {
		global $wpdb;

		$table        = Publish_Table::name();
		$placeholders = implode( ', ', array_fill( 0, count( $statuses ), '%s' ) );
		$row          = $wpdb->get_row( $wpdb->prepare( 'SELECT ' . self::COLUMNS . " FROM {$table} WHERE status IN ( {$placeholders} ) ORDER BY number DESC LIMIT 1", $statuses ) ); // phpcs:ignore WordPress.DB -- Our own table.

		return null === $row ? null : Publish_Record::from_row( $row );
	}

	/**
	 * Those that were for a provider, whether they reached it or not.
	 *
	 * @return list<Publish_Record> The newest hundred, newest first.
	 */
	public function naming( string $provider ): array {
		global $wpdb;

		$table = Publish_Table::name();
		$named = '%' . $wpdb->esc_like( '"providerId":' . wp_json_encode( $provider ) ) . '%';
		$rows  = $wpdb->get_results( $wpdb->prepare( 'SELECT ' . self::COLUMNS . " FROM {$table} WHERE summary LIKE %s ORDER BY number DESC LIMIT 100", $named ) ); // phpcs:ignore WordPress.DB -- Our own table.

		return array_map( Publish_Record::from_row( ... ), $rows );
	}

	/** The one that ended last, one that broke off included: its host is gone, or another run took its place. */
	public function latest_that_ended(): ?Publish_Record {
		$last = $this->latest( 'running', 'interrupted', ...self::OUTCOMES );

		return null === $last || ! $last->is_running() || $last->is_stale( self::now() ) ? $last : $this->latest( 'interrupted', ...self::OUTCOMES );
	}

	/** Whether a publish of this person holds the lease. */
	public function is_running_for( int $user_id ): bool {
		$running = $this->running();

		return null !== $running && $user_id === $running->user_id && ! $running->is_stale( self::now() );
	}

	/** Whether a publish is known to have ended. */
	public function is_over( string $id ): bool {
		$record = $this->find( $id );

		return null !== $record && ! $record->is_running();
	}

	/**
	 * @return list<Publish_Record> Newest first.
	 */
	public function page( int $page, int $per_page ): array {
		global $wpdb;

		$table = Publish_Table::name();
		$rows  = $wpdb->get_results( $wpdb->prepare( 'SELECT ' . self::COLUMNS . " FROM {$table} ORDER BY number DESC LIMIT %d OFFSET %d", $per_page, ( $page - 1 ) * $per_page ) ); // phpcs:ignore WordPress.DB -- Our own table.

		// Not one by one when each row is asked who began it.
		cache_users( array_unique( array_map( static fn ( object $row ): int => (int) $row->user_id, $rows ) ) );

		return array_map( Publish_Record::from_row( ... ), $rows );
	}

	public function count(): int {
		global $wpdb;

		return (int) $wpdb->get_var( 'SELECT COUNT(*) FROM ' . Publish_Table::name() ); // phpcs:ignore WordPress.DB -- Our own table.
	}

	private function running(): ?Publish_Record {
		return $this->first( 'running', '1' );
	}

	/**
	 * @param 'id'|'running' $column
	 */
	private function first( string $column, string $value ): ?Publish_Record {
		global $wpdb;

		$table = Publish_Table::name();
		$row   = $wpdb->get_row( $wpdb->prepare( 'SELECT ' . self::COLUMNS . " FROM {$table} WHERE {$column} = %s", $value ) ); // phpcs:ignore WordPress.DB -- Our own table.

		return null === $row ? null : Publish_Record::from_row( $row );
	}

	/**
	 * False when another run holds the lease: the column `running` is unique.
	 *
	 * @param list<string>|null $only
	 */
	private function insert( string $id, string $lease, int $user_id, ?array $only ): bool {
		global $wpdb;

		$table      = Publish_Table::name();
		$was_silent = $wpdb->suppress_errors( true );
		$inserted   = $wpdb->insert( // phpcs:ignore WordPress.DB -- Our own table.
			$table,
			array(
				'id'             => $id,
				'running'        => 1,
				'status'         => 'running',
				'lease'          => hash( 'sha256', $lease ),
				'user_id'        => $user_id,
				'started_at'     => self::now(),
				'heartbeat_at'   => self::now(),
				'only_providers' => null === $only ? null : (string) wp_json_encode( $only ),
			)
		);
		$wpdb->suppress_errors( $was_silent );

		return 1 === $inserted;
	}

	/**
	 * A run that was cancelled from elsewhere may still say how far it came.
	 *
	 * @param array{status: string, summary: string} $outcome
	 */
	private function complete_cancelled( string $id, string $lease, array $outcome ): void {
		global $wpdb;

		$wpdb->update( // phpcs:ignore WordPress.DB -- Our own table.
			Publish_Table::name(),
			$outcome,
			array(
				'id'      => $id,
				'lease'   => hash( 'sha256', $lease ),
				'status'  => 'cancelled',
				'summary' => null,
			)
		);
	}

	/** Unless the run has moved since it was read. */
	private function interrupt( Publish_Record $record ): void {
		global $wpdb;

		$wpdb->update( // phpcs:ignore WordPress.DB -- Our own table.
			Publish_Table::name(),
			array(
				'status'      => 'interrupted',
				'running'     => null,
				// Nobody knows of anything that it did later; when somebody took over says nothing of it.
				'finished_at' => $record->heartbeat_at,
			),
			array(
				'id'           => $record->id,
				'running'      => 1,
				'heartbeat_at' => $record->heartbeat_at,
			)
		);
	}

	/**
	 * @param array<string, mixed> $values
	 */
	private function change( string $id, string $lease, array $values ): Publish_Record|WP_Error {
		global $wpdb;

		$wpdb->update( // phpcs:ignore WordPress.DB -- Our own table.
			Publish_Table::name(),
			$values,
			array(
				'id'      => $id,
				'lease'   => hash( 'sha256', $lease ),
				'running' => 1,
			)
		);
		// MySQL counts a row that already was as it shall be as not changed, so the record itself is asked.
		$record = $this->find( $id );
		if ( null === $record ) {
			return self::not_found();
		}
		$is_held = $record->holds( $lease ) && ( $record->is_running() || $record->status === ( $values['status'] ?? null ) );

		return $is_held ? $record : self::lease_lost( $record->status );
	}

	/** Milliseconds since the epoch. */
	public static function now(): int {
		return (int) floor( microtime( true ) * 1000 );
	}

	private static function not_found(): WP_Error {
		return new WP_Error( 'aether_not_found', __( 'There is no such publish.', 'aether-site-exporter' ), array( 'status' => 404 ) );
	}

	private static function lease_lost( string $status ): WP_Error {
		return new WP_Error(
			'aether_lease_lost',
			'cancelled' === $status
				? __( 'This publish was cancelled.', 'aether-site-exporter' )
				: __( 'This publish no longer holds the lease: another one took over, or it has ended.', 'aether-site-exporter' ),
			array(
				'status' => 409,
				'reason' => 'running' === $status ? 'lease' : $status,
			)
		);
	}

	private static function already_running( Publish_Record $running ): WP_Error {
		return new WP_Error(
			'aether_publish_running',
			__( 'A publish is already running on this site.', 'aether-site-exporter' ),
			array(
				'status'  => 409,
				'publish' => $running->to_obstacle( self::now() ),
			)
		);
	}

	private static function database_refused(): WP_Error {
		return new WP_Error( 'aether_remote_failed', __( 'The database did not take the record of this publish. Try again.', 'aether-site-exporter' ), array( 'status' => 500 ) );
	}
}
