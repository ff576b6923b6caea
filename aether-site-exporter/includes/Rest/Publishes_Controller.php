<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Audit\Audit_Log;
use Aether\Site_Exporter\Publishing\Publish_Record;
use Aether\Site_Exporter\Publishing\Publish_Records;
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
			return self::unreadable( $unreadable );
		}
		$opened = $this->records->open( get_current_user_id(), $request['takeOver'] );
		if ( is_wp_error( $opened ) ) {
			return $opened;
		}
		Audit_Log::record(
			'publish.started',
			details: array(
				'publish'  => $opened['id'],
				'takeOver' => $request['takeOver'],
			)
		);

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
		$record = null === $request['summary']
			? $this->records->beat( $request['id'], $request['lease'], (float) $request['fraction'], $request['step'] )
			: $this->records->close( $request['id'], $request['lease'], $request['summary'] );
		if ( null !== $request['summary'] && ! is_wp_error( $record ) ) {
			self::record_end( $record, $request['summary'] );
		}

		return is_wp_error( $record ) ? $record : $record->to_array( Publish_Records::now() );
	}

	/**
	 * @return array<string, mixed>|WP_Error
	 */
	public function cancel( WP_REST_Request $request ): array|WP_Error {
		$record = $this->records->cancel( $request['id'] );
		if ( ! is_wp_error( $record ) ) {
			Audit_Log::record( 'publish.cancelled', details: array( 'publish' => $record->id ) );
		}

		return is_wp_error( $record ) ? $record : $record->to_array( Publish_Records::now() );
	}

	/**
	 * @param array<string, mixed> $summary
	 */
	private static function record_end( Publish_Record $record, array $summary ): void {
		$overridden = array_values( array_filter( (array) ( $summary['overridden'] ?? array() ), 'is_string' ) );
		if ( array() !== $overridden ) {
			Audit_Log::record(
				'gate.overridden',
				details: array(
					'publish'  => $record->id,
					'findings' => $overridden,
				)
			);
		}
		Audit_Log::record(
			'publish.finished',
			outcome: 'success' === $record->status ? 'done' : 'failed',
			details: array(
				'publish' => $record->id,
				'status'  => $record->status,
			)
		);
	}

	/**
	 * @param list<array{provider: string, field: string}> $secrets
	 */
	private static function unreadable( array $secrets ): WP_Error {
		$names = array_map( static fn ( array $secret ): string => $secret['provider'] . ': ' . $secret['field'], $secrets );

		return new WP_Error(
			'aether_secret_unreadable',
			/* translators: %s: names of providers and fields. */
			sprintf( __( 'Some secrets were encrypted with another key, so no publish can begin. Enter them again in Settings → Aether: %s', 'aether-site-exporter' ), implode( ', ', $names ) ),
			array(
				'status'  => 400,
				'secrets' => $secrets,
			)
		);
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
