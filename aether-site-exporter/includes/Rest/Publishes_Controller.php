<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Publishing\Publish_Audit;
use Aether\Site_Exporter\Publishing\Publish_Hooks;
use Aether\Site_Exporter\Publishing\Publish_Record;
use Aether\Site_Exporter\Publishing\Publish_Records;
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
		$this->route( 'publishes', 'POST', Capabilities::PUBLISH, array( $this, 'open' ), array( 'takeOver' => array( 'type' => 'boolean', 'default' => false ) ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$this->route( 'publishes', 'GET', Capabilities::VIEW, array( $this, 'list' ), self::page_args() );
		$this->route( 'publishes/' . self::UUID, 'GET', Capabilities::VIEW, array( $this, 'read' ) );
		$this->route( 'publishes/' . self::UUID, 'PATCH', Capabilities::PUBLISH, array( $this, 'report' ), self::report_args() );
		$this->route( 'publishes/' . self::UUID . '/cancel', 'POST', Capabilities::PUBLISH, array( $this, 'cancel' ) );
	}

	public function open( WP_REST_Request $request ): WP_REST_Response|WP_Error {
		$unreadable = $this->settings->unreadable_secrets();
		if ( array() !== $unreadable ) {
			return Unreadable_Secrets::error( $unreadable );
		}
		$opened = $this->records->open( get_current_user_id(), $request['takeOver'] );
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
			return self::shown( $this->records->beat( $request['id'], $request['lease'], (float) $request['fraction'], $request['step'] ) );
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

	/**
	 * @return array<string, array<string, mixed>>
	 */
	private static function report_args(): array {
		return array(
			'lease'    => array(
				'type'      => 'string',
				'required'  => true,
				'maxLength' => 128,
			),
			'fraction' => array(
				'type'    => 'number',
				'minimum' => 0,
				'maximum' => 1,
				'default' => 0,
			),
			'step'     => array(
				'type'      => 'string',
				'maxLength' => 100,
				'default'   => '',
			),
			'summary'  => array(
				'type'       => 'object',
				'properties' => array(
					'status' => array(
						'type'     => 'string',
						'enum'     => Publish_Records::OUTCOMES,
						'required' => true,
					),
				),
			),
		);
	}
}
