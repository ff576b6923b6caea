<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Publishing;

/**
 * One publish, as it is stored.
 */
final class Publish_Record {

	/** Milliseconds without a heartbeat after which another run may take over. */
	public const STALE_AFTER = 90_000;

	private function __construct(
		/** Rises by one with each publish of the site. */
		public readonly int $number,
		public readonly string $id,
		public readonly string $status,
		public readonly string $lease_digest,
		public readonly int $user_id,
		public readonly int $started_at,
		public readonly int $heartbeat_at,
		public readonly ?int $finished_at,
		public readonly float $fraction,
		public readonly string $step,
		/** What the step has done so far, in its own units. */
		public readonly int $loaded,
		/** Null while unknown. */
		public readonly ?int $total,
		/** @var list<string>|null Ids of the providers that a person chose; null: all that are switched on. */
		public readonly ?array $only,
		/** JSON. */
		public readonly ?string $summary,
	) {
	}

	public static function from_row( object $row ): self {
		return new self(
			(int) $row->number,
			(string) $row->id,
			(string) $row->status,
			(string) $row->lease,
			(int) $row->user_id,
			(int) $row->started_at,
			(int) $row->heartbeat_at,
			null === $row->finished_at ? null : (int) $row->finished_at,
			(float) $row->fraction,
			(string) $row->step,
			(int) ( $row->loaded ?? 0 ),
			isset( $row->total ) ? (int) $row->total : null,
			isset( $row->only_providers ) ? array_values( array_filter( (array) json_decode( $row->only_providers, true ), 'is_string' ) ) : null,
			null === $row->summary ? null : (string) $row->summary,
		);
	}

	public function is_running(): bool {
		return 'running' === $this->status;
	}

	public function is_stale( int $now ): bool {
		return $now - $this->heartbeat_at > self::STALE_AFTER;
	}

	public function holds( string $lease ): bool {
		return hash_equals( $this->lease_digest, hash( 'sha256', $lease ) );
	}

	/**
	 * What the run says of each provider that had its turn. Any program that may publish wrote it.
	 *
	 * @return list<array<mixed>>
	 */
	public function outcomes(): array {
		$summary = json_decode( $this->summary ?? '', true );
		$listed  = is_array( $summary ) ? $summary['providers'] ?? null : null;

		return is_array( $listed ) ? array_values( array_filter( $listed, 'is_array' ) ) : array();
	}

	/** Whether a place has what this run made, however the run as a whole ended. */
	public function reached_a_place(): bool {
		return in_array( true, array_column( $this->outcomes(), 'success' ), true );
	}

	/**
	 * As the REST API shows it.
	 *
	 * @param int $now Milliseconds since the epoch.
	 * @return array<string, mixed>
	 */
	public function to_array( int $now ): array {
		return array(
			'id'         => $this->id,
			'status'     => $this->status,
			'startedAt'  => self::iso( $this->started_at ),
			'finishedAt' => null === $this->finished_at ? null : self::iso( $this->finished_at ),
			'lastSeenAt' => self::iso( $this->heartbeat_at ),
			'startedBy'  => $this->started_by(),
			'only'       => $this->only,
			'fraction'   => $this->fraction,
			'step'       => $this->step,
			'loaded'     => $this->loaded,
			'total'      => $this->total,
			'stale'      => $this->is_running() && $this->is_stale( $now ),
			'summary'    => null === $this->summary ? null : json_decode( $this->summary ),
		);
	}

	/**
	 * @param int $bytes Sent to all providers together.
	 * @return array{id: string, startedAt: string, durationMs: int, bytes: int}
	 */
	public function to_measure( int $bytes ): array {
		return array(
			'id'         => $this->id,
			'startedAt'  => self::iso( $this->started_at ),
			'durationMs' => max( 0, ( $this->finished_at ?? $this->heartbeat_at ) - $this->started_at ),
			'bytes'      => $bytes,
		);
	}

	/**
	 * What somebody needs to know who cannot publish because of this run.
	 *
	 * @param int $now Milliseconds since the epoch.
	 * @return array<string, mixed>
	 */
	public function to_obstacle( int $now ): array {
		return array(
			'id'        => $this->id,
			'startedAt' => self::iso( $this->started_at ),
			'startedBy' => $this->started_by(),
			'only'      => $this->only,
			'stale'     => $this->is_stale( $now ),
			'fraction'  => $this->fraction,
			'step'      => $this->step,
		);
	}

	/**
	 * @return array{id: int, name: string}
	 */
	private function started_by(): array {
		$user = get_userdata( $this->user_id );

		return array(
			'id'   => $this->user_id,
			'name' => false === $user ? '' : $user->display_name,
		);
	}

	/** ISO 8601. */
	public static function iso( int $milliseconds ): string {
		return gmdate( 'Y-m-d\TH:i:s', intdiv( $milliseconds, 1000 ) ) . sprintf( '.%03dZ', $milliseconds % 1000 );
	}
}
