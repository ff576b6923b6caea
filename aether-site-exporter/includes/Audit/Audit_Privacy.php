<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Audit;

/**
 * The audit log in WordPress' tools for exporting and erasing a person's data.
 */
final class Audit_Privacy {

	private const ID = 'aether-site-exporter-audit';

	private const PER_PAGE = 200;

	/**
	 * A callback of `wp_privacy_personal_data_exporters`.
	 *
	 * @param array<string, array<string, mixed>> $exporters
	 * @return array<string, array<string, mixed>>
	 */
	public static function add_exporter( array $exporters ): array {
		$exporters[ self::ID ] = array(
			'exporter_friendly_name' => __( 'Aether audit log', 'aether-site-exporter' ),
			'callback'               => self::export( ... ),
		);

		return $exporters;
	}

	/**
	 * A callback of `wp_privacy_personal_data_erasers`.
	 *
	 * @param array<string, array<string, mixed>> $erasers
	 * @return array<string, array<string, mixed>>
	 */
	public static function add_eraser( array $erasers ): array {
		$erasers[ self::ID ] = array(
			'eraser_friendly_name' => __( 'Aether audit log', 'aether-site-exporter' ),
			'callback'             => self::erase( ... ),
		);

		return $erasers;
	}

	/**
	 * @return array{data: list<array<string, mixed>>, done: bool}
	 */
	public static function export( string $email, int $page = 1 ): array {
		$user = get_user_by( 'email', $email );
		$rows = false === $user ? array() : Audit_Log::of_user( $user->ID, $page, self::PER_PAGE );

		return array(
			'data' => array_map( self::item( ... ), $rows ),
			'done' => count( $rows ) < self::PER_PAGE,
		);
	}

	/**
	 * @return array{items_removed: bool, items_retained: bool, messages: list<string>, done: bool}
	 */
	public static function erase( string $email ): array {
		$user   = get_user_by( 'email', $email );
		$erased = false === $user ? 0 : Audit_Log::anonymize( $user->ID );

		return array(
			'items_removed'  => $erased > 0,
			'items_retained' => false,
			'messages'       => $erased > 0 ? array( __( 'The audit log keeps what happened, without the name and the address of the person.', 'aether-site-exporter' ) ) : array(),
			'done'           => true,
		);
	}

	/**
	 * @param array<string, mixed> $row
	 * @return array<string, mixed>
	 */
	private static function item( array $row ): array {
		$data = array(
			__( 'Time', 'aether-site-exporter' )       => $row['at'],
			__( 'Event', 'aether-site-exporter' )      => $row['event'],
			__( 'Provider', 'aether-site-exporter' )   => $row['provider'],
			__( 'Outcome', 'aether-site-exporter' )    => $row['outcome'],
			__( 'IP address', 'aether-site-exporter' ) => $row['ip'],
			__( 'Details', 'aether-site-exporter' )    => (string) wp_json_encode( $row['details'] ),
		);

		return array(
			'group_id'    => self::ID,
			'group_label' => __( 'Aether audit log', 'aether-site-exporter' ),
			'item_id'     => self::ID . '-' . $row['number'],
			'data'        => array_map(
				static fn ( string $name, string $value ): array => compact( 'name', 'value' ),
				array_keys( $data ),
				array_values( $data )
			),
		);
	}
}
