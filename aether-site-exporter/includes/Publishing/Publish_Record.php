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
			'startedBy'  => $this->started_by(),
			'fraction'   => $this->fraction,
			'step'       => $this->step,
			'stale'      => $this->is_running() && $this->is_stale( $now ),
			'summary'    => null === $this->summary ? null : json_decode( $this->summary ),
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

	private static function iso( int $milliseconds ): string {
		return gmdate( 'Y-m-d\TH:i:s', intdiv( $milliseconds, 1000 ) ) . sprintf( '.%03dZ', $milliseconds % 1000 );
	}
}
