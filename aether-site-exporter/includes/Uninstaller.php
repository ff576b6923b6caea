<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter;

use Aether\Site_Exporter\Audit\Audit_Retention;
use Aether\Site_Exporter\Audit\Audit_Table;
use Aether\Site_Exporter\Publishing\Journal_Table;
use Aether\Site_Exporter\Publishing\Publish_Table;
use Aether\Site_Exporter\Publishing\Place_States;
use Aether\Site_Exporter\Publishing\Unpublished_Changes;
use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Settings\Credential_Ends;
use Aether\Site_Exporter\Settings\Schema_Registry;
use Aether\Site_Exporter\Settings\Settings_Store;
use Aether\Site_Exporter\Storage\Local_Place;
use Aether\Site_Exporter\Storage\Private_Directory;
use Aether\Site_Exporter\Storage\Tree;

/**
 * Forgets everything on the current site: files, tables, scheduled tasks, options, capabilities.
 */
final class Uninstaller {

	private const OPTIONS = array(
		Settings_Store::OPTION,
		Schema_Registry::OPTION,
		Credential_Ends::OPTION,
		Publish_Table::VERSION_OPTION,
		Journal_Table::VERSION_OPTION,
		Unpublished_Changes::OPTION,
		Place_States::OPTION,
		Private_Directory::OPTION,
		Audit_Table::VERSION_OPTION,
		Audit_Retention::OPTION,
	);

	/** Names that the local target makes in its directory, but for the guard. */
	private const OURS_IN_PLACE = array( 'current', 'releases', 'manifests', 'staging', 'lock', 'active.txt', 'switch.json' );

	public static function run(): void {
		self::remove_files();
		self::remove_data();
		self::remove_capabilities();
	}

	private static function remove_files(): void {
		$config = ( new Settings_Store() )->provider( Local_Place::PROVIDER );
		foreach ( Local_Place::TYPES as $type ) {
			$location = Local_Place::location( $config, $type );
			if ( is_string( $location ) ) {
				self::remove_place( $location );
			}
		}
		Tree::remove( wp_upload_dir( null, false )['basedir'] . '/aether' );
		Tree::remove( Private_Directory::location() );
	}

	/** What a person chose as directory may hold things of theirs. */
	private static function remove_place( string $location ): void {
		foreach ( Tree::names( $location ) as $name ) {
			if ( in_array( $name, self::OURS_IN_PLACE, true ) || 1 === preg_match( '/^\.[0-9a-f]{16}\.tmp$/D', $name ) ) {
				Tree::remove( $location . '/' . $name );
			}
		}
		$guard = $location . '/index.html';
		if ( array( 'index.html' ) === Tree::names( $location ) && 0 === filesize( $guard ) ) {
			Tree::remove( $location );
		}
	}

	/**
	 * A callback of `wpmu_drop_tables`: a site that leaves its network takes our tables along, where no uninstalling would
	 * find them later.
	 *
	 * @param array<string> $tables
	 * @return array<string>
	 */
	public static function add_tables( array $tables, int $site_id ): array {
		return array( ...array_values( $tables ), ...self::tables( $site_id ) );
	}

	/**
	 * @return list<string>
	 */
	private static function tables( int $site_id ): array {
		global $wpdb;

		return array_map( static fn ( string $name ): string => $wpdb->get_blog_prefix( $site_id ) . 'aether_' . $name, array( 'publishes', 'journal', 'audit' ) );
	}

	private static function remove_data(): void {
		global $wpdb;

		wp_unschedule_hook( Audit_Retention::CRON );
		foreach ( self::tables( get_current_blog_id() ) as $table ) {
			$wpdb->query( "DROP TABLE IF EXISTS {$table}" ); // phpcs:ignore WordPress.DB -- Our own table.
		}
		$transients = $wpdb->get_col( // phpcs:ignore WordPress.DB -- No API lists transients by prefix.
			$wpdb->prepare( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE %s OR option_name LIKE %s OR option_name LIKE %s", '%' . $wpdb->esc_like( '_aether_rate_' ) . '%', '%' . $wpdb->esc_like( '_aether_signing_' ) . '%', '%' . $wpdb->esc_like( '_aether_trial_' ) . '%' )
		);
		array_map( 'delete_option', array( ...self::OPTIONS, ...$transients ) );
	}

	private static function remove_capabilities(): void {
		foreach ( wp_roles()->role_objects as $role ) {
			array_map( array( $role, 'remove_cap' ), Capabilities::ALL );
		}
		foreach ( get_users( array( 'capability__in' => Capabilities::ALL ) ) as $user ) {
			array_map( array( $user, 'remove_cap' ), Capabilities::ALL );
		}
	}
}
