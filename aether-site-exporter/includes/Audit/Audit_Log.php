<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Audit;

/**
 * Who did what, when, from where, and how it ended. Names of fields and hosts, never values.
 */
final class Audit_Log {

	/** Characters of one detail. */
	private const LONGEST_DETAIL = 500;

	/** Entries of a detail that is a list. */
	private const LONGEST_LIST = 200;

	private const COLUMNS = 'number, at, user_id, user_login, ip, event, provider, outcome, details';

	/**
	 * @param string $event    `area.verb`: `publish.started`.
	 * @param string $provider Id, or empty.
	 * @param 'done'|'failed'|'refused' $outcome
	 * @param array<string, scalar|list<string>> $details
	 */
	public static function record( string $event, string $provider = '', string $outcome = 'done', array $details = array() ): void {
		global $wpdb;

		$user = wp_get_current_user();
		$row  = array(
			'at'         => (int) floor( microtime( true ) * 1000 ),
			'user_id'    => $user->ID,
			'user_login' => (string) $user->user_login,
			'ip'         => self::ip(),
			'event'      => $event,
			'provider'   => $provider,
			'outcome'    => $outcome,
			'details'    => (string) wp_json_encode( (object) array_map( self::shortened( ... ), $details ) ),
		);
		$wpdb->insert( Audit_Table::name(), $row ); // phpcs:ignore WordPress.DB -- Our own table.

		/**
		 * Fires after an event was written to the audit log, for those who collect logs elsewhere.
		 *
		 * @param array{at: int, user_id: int, user_login: string, ip: string, event: string, provider: string, outcome: string, details: string} $row
		 */
		do_action( 'aether_audited', $row );
	}

	/**
	 * @param string $event Only events that begin with this.
	 * @return list<array<string, mixed>> Newest first.
	 */
	public static function page( int $page, int $per_page, string $event = '' ): array {
		global $wpdb;

		$table = Audit_Table::name();
		$rows  = $wpdb->get_results( $wpdb->prepare( 'SELECT ' . self::COLUMNS . " FROM {$table} WHERE event LIKE %s ORDER BY number DESC LIMIT %d OFFSET %d", $wpdb->esc_like( $event ) . '%', $per_page, ( $page - 1 ) * $per_page ) ); // phpcs:ignore WordPress.DB -- Our own table.

		return array_map( self::to_array( ... ), $rows );
	}

	/**
	 * @param string $event Only events that begin with this.
	 */
	public static function count( string $event = '' ): int {
		global $wpdb;

		$table = Audit_Table::name();

		return (int) $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(*) FROM {$table} WHERE event LIKE %s", $wpdb->esc_like( $event ) . '%' ) ); // phpcs:ignore WordPress.DB -- Our own table.
	}

	/**
	 * @return list<array<string, mixed>> Oldest first.
	 */
	public static function of_user( int $user_id, int $page, int $per_page ): array {
		global $wpdb;

		$table = Audit_Table::name();
		$rows  = $wpdb->get_results( $wpdb->prepare( 'SELECT ' . self::COLUMNS . " FROM {$table} WHERE user_id = %d ORDER BY number LIMIT %d OFFSET %d", $user_id, $per_page, ( $page - 1 ) * $per_page ) ); // phpcs:ignore WordPress.DB -- Our own table.

		return array_map( self::to_array( ... ), $rows );
	}

	/**
	 * Forgets who a person was; that something happened stays.
	 *
	 * @return int How many rows.
	 */
	public static function anonymize( int $user_id ): int {
		global $wpdb;

		return (int) $wpdb->update( // phpcs:ignore WordPress.DB -- Our own table.
			Audit_Table::name(),
			array(
				'user_id'    => 0,
				'user_login' => '',
				'ip'         => '',
			),
			array( 'user_id' => $user_id )
		);
	}

	/**
	 * @param int $before Milliseconds since the epoch.
	 */
	public static function prune( int $before ): void {
		global $wpdb;

		$table = Audit_Table::name();
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$table} WHERE at < %d", $before ) ); // phpcs:ignore WordPress.DB -- Our own table.
	}

	/**
	 * @return array<string, mixed>
	 */
	private static function to_array( object $row ): array {
		return array(
			'number'   => (int) $row->number,
			'at'       => gmdate( 'Y-m-d\TH:i:s', intdiv( (int) $row->at, 1000 ) ) . sprintf( '.%03dZ', (int) $row->at % 1000 ),
			'user'     => array(
				'id'    => (int) $row->user_id,
				'login' => (string) $row->user_login,
			),
			'ip'       => (string) $row->ip,
			'event'    => (string) $row->event,
			'provider' => (string) $row->provider,
			'outcome'  => (string) $row->outcome,
			'details'  => (object) json_decode( (string) $row->details, true ),
		);
	}

	/** The address that connected; what a proxy says in a header anybody could say. */
	private static function ip(): string {
		$ip = sanitize_text_field( wp_unslash( $_SERVER['REMOTE_ADDR'] ?? '' ) ); // phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- Sanitised here.

		return false === filter_var( $ip, FILTER_VALIDATE_IP ) ? '' : $ip;
	}

	private static function shortened( mixed $detail ): mixed {
		if ( is_array( $detail ) ) {
			return array_map( self::shortened( ... ), array_slice( $detail, 0, self::LONGEST_LIST ) );
		}

		return is_string( $detail ) ? mb_substr( $detail, 0, self::LONGEST_DETAIL ) : $detail;
	}
}
