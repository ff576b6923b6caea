<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Publishing\Publish_Audit;
use Aether\Site_Exporter\Publishing\Publish_Hooks;
use Aether\Site_Exporter\Publishing\Publish_Record;
use Aether\Site_Exporter\Publishing\Publish_Records;
use Aether\Site_Exporter\Publishing\Publish_Statistics;
use Aether\Site_Exporter\Publishing\Publish_Summary;
use Aether\Site_Exporter\Publishing\Unreadable_Secrets;
use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Settings\Provider_Settings;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * The records of publishes, and the lease of the one that runs.
 */
final class Publishes_Controller extends Controller {

	public function __construct(
		private readonly Publish_Records $records,
		private readonly Provider_Settings $settings,
	) {
	}

	public function register_routes(): void {
		$this->route( 'publishes', 'POST', Capabilities::PUBLISH, array( $this, 'open' ), Publish_Parameters::of_begin( self::PROVIDER_ID ) );
		$this->route( 'publishes', 'GET', Capabilities::VIEW, array( $this, 'list' ), self::page_args() );
		$this->route( 'publishes/statistics', 'GET', Capabilities::VIEW, array( $this, 'statistics' ) );
		$this->route( 'publishes/' . self::UUID, 'GET', Capabilities::VIEW, array( $this, 'read' ) );
		$this->route( 'publishes/' . self::UUID, 'PATCH', Capabilities::PUBLISH, array( $this, 'report' ), Publish_Parameters::of_report() );
		$this->route( 'publishes/' . self::UUID . '/cancel', 'POST', Capabilities::PUBLISH, array( $this, 'cancel' ) );
	}

	public function open( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$unreadable = $this->settings->unreadable_secrets();
		if ( array() !== $unreadable ) {
			return Unreadable_Secrets::error( $unreadable );
		}
		$opened = $this->records->open( get_current_user_id(), $request['takeOver'], $request['only'] );
		if ( is_wp_error( $opened ) ) {
			return $opened;
		}
		Publish_Audit::started( $opened['id'], $request['takeOver'] );
		Publish_Hooks::started( $opened['id'] );

		return new WP_REST_Response( $opened, 201 );
	}

	public function list( WP_REST_Request $request ): WP_REST_Response {
		$total    = $this->records->count();
		$response = new WP_REST_Response( array_map( static fn ( Publish_Record $record ): array => $record->to_array( Publish_Records::now() ), $this->records->page( $request['page'], $request['per_page'] ) ) );
		$response->header( 'X-WP-Total', (string) $total );
		$response->header( 'X-WP-TotalPages', (string) (int) ceil( $total / $request['per_page'] ) );

		return $response;
	}

	/**
	 * @return array<string, mixed>
	 */
	public function statistics(): array {
		return ( new Publish_Statistics( $this->records ) )->read();
	}

	/**
	 * @return array<string, mixed>|WP_Error
	 */
	public function read( WP_REST_Request $request ): array|WP_Error {
		return $this->records->find( $request['id'] )?->to_array( Publish_Records::now() )
			?? new WP_Error( 'aether_not_found', __( 'There is no such publish.', 'aether-site-exporter' ), array( 'status' => 404 ) );
	}

	/**
	 * A heartbeat, or with a summary the end of the run.
	 *
	 * @return array<string, mixed>|WP_Error
	 */
	public function report( WP_REST_Request $request ): array|WP_Error {
		if ( null === $request['summary'] ) {
			return self::shown( $this->records->beat( $request['id'], $request['lease'], (float) $request['fraction'], $request['step'], $request['loaded'], $request['total'] ) );
		}
		$summary = Publish_Summary::accept( $request['summary'] );
		if ( is_wp_error( $summary ) ) {
			return $summary;
		}
		$before = $this->records->find( $request['id'] );
		$record = $this->records->close( $request['id'], $request['lease'], $summary );
		// Who heard no answer says it again.
		if ( ! is_wp_error( $record ) && null === $before?->summary ) {
			Publish_Audit::ended( $record, $summary );
			Publish_Hooks::ended( $record, $summary );
		}

		return self::shown( $record );
	}

	/**
	 * @return array<string, mixed>|WP_Error
	 */
	public function cancel( WP_REST_Request $request ): array|WP_Error {
		$was_running = true === $this->records->find( $request['id'] )?->is_running();
		$record      = $this->records->cancel( $request['id'] );
		if ( $was_running && ! is_wp_error( $record ) ) {
			Publish_Audit::cancelled( $record->id );
		}

		return self::shown( $record );
	}

	/**
	 * @return array<string, mixed>|WP_Error
	 */
	private static function shown( Publish_Record|WP_Error $record ): array|WP_Error {
		return is_wp_error( $record ) ? $record : $record->to_array( Publish_Records::now() );
	}
}
