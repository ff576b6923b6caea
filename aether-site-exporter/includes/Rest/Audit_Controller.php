<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Audit\Audit_Log;
use Aether\Site_Exporter\Audit\Audit_Retention;
use Aether\Site_Exporter\Audit\Csv;
use Aether\Site_Exporter\Security\Capabilities;
use WP_REST_Request;
use WP_REST_Response;

/**
 * What happened, for those who look after the site.
 */
final class Audit_Controller extends Controller {

	/** A portion for reading, and one for exporting. */
	private const MOST_PER_PAGE = 1000;

	public function register_routes(): void {
		$this->route(
			'audit',
			'GET',
			Capabilities::VIEW,
			array( $this, 'list' ),
			self::page_args( self::MOST_PER_PAGE ) + array(
				'event'  => array(
					'type'    => 'string',
					'pattern' => '^[a-z_.]{0,64}$',
					'default' => '',
				),
				'format' => array(
					'type'    => 'string',
					'enum'    => array( 'json', 'csv' ),
					'default' => 'json',
				),
			)
		);
		$this->route( 'audit/retention', 'GET', Capabilities::VIEW, array( $this, 'retention' ) );
		$this->route(
			'audit/retention',
			'PUT',
			Capabilities::CONFIGURE,
			array( $this, 'keep' ),
			array(
				'days' => array(
					'type'     => 'integer',
					'minimum'  => Audit_Retention::FEWEST_DAYS,
					'maximum'  => Audit_Retention::MOST_DAYS,
					'required' => true,
				),
			)
		);
	}

	public function list( WP_REST_Request $request ): WP_REST_Response {
		$total    = Audit_Log::count( $request['event'] );
		$rows     = Audit_Log::page( $request['page'], $request['per_page'], $request['event'] );
		$response = 'csv' === $request['format'] ? new Text_Response( Csv::from( $rows ), 'text/csv; charset=utf-8', 'aether-audit.csv' ) : new WP_REST_Response( $rows );
		$response->header( 'X-WP-Total', (string) $total );
		$response->header( 'X-WP-TotalPages', (string) (int) ceil( $total / $request['per_page'] ) );

		return $response;
	}

	/**
	 * @return array{days: int}
	 */
	public function retention(): array {
		return array( 'days' => Audit_Retention::days() );
	}

	/**
	 * @return array{days: int}
	 */
	public function keep( WP_REST_Request $request ): array {
		Audit_Retention::set_days( $request['days'] );
		Audit_Log::record( 'audit.retention_changed', details: array( 'days' => $request['days'] ) );

		return $this->retention();
	}
}
