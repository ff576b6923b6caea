<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Publishing\Publish_Journal;
use Aether\Site_Exporter\Publishing\Publish_Record;
use Aether\Site_Exporter\Publishing\Publish_Records;
use Aether\Site_Exporter\Relay\Known_Secrets;
use Aether\Site_Exporter\Security\Capabilities;
use WP_Error;
use WP_REST_Request;

/**
 * The log and the files of one publish: the one who runs it writes them, portion by portion, and others read them page by page.
 */
final class Journal_Controller extends Controller {

	private const MOST_PER_PAGE = 500;

	public function __construct(
		private readonly Publish_Records $records,
		private readonly Publish_Journal $journal,
		private readonly Known_Secrets $secrets,
	) {
	}

	public function register_routes(): void {
		$path = 'publishes/' . self::UUID;
		$this->route( $path . '/journal', 'POST', Capabilities::PUBLISH, array( $this, 'add' ), Journal_Parameters::of_portion() );
		$this->route( $path . '/log', 'GET', Capabilities::VIEW, array( $this, 'log' ), self::page_args( self::MOST_PER_PAGE ) + Journal_Parameters::of_log() );
		$this->route( $path . '/files', 'GET', Capabilities::VIEW, array( $this, 'files' ), self::page_args( self::MOST_PER_PAGE ) + Journal_Parameters::of_files() );
	}

	/**
	 * @return array{written: bool}|WP_Error False for a portion that is there already.
	 */
	public function add( WP_REST_Request $request ): array|WP_Error {
		$record = $this->records->find( $request['id'] );
		if ( null === $record ) {
			return self::not_found();
		}
		if ( ! $record->holds( $request['lease'] ) ) {
			return new WP_Error( 'aether_lease_lost', __( 'Only who runs a publish writes its log.', 'aether-site-exporter' ), array( 'status' => 409 ) );
		}

		return array( 'written' => $this->journal->add( $record, $request['part'], $request['lines'], $request['files'], $request['omitted'], $this->secrets->all() ) );
	}

	/**
	 * @return array<string, mixed>|WP_Error
	 */
	public function log( WP_REST_Request $request ): array|WP_Error {
		return $this->answer( $request, fn ( Publish_Record $record ): array => $this->journal->lines( $record, $request['level'] ) );
	}

	/**
	 * @return array<string, mixed>|WP_Error
	 */
	public function files( WP_REST_Request $request ): array|WP_Error {
		return $this->answer( $request, fn ( Publish_Record $record ): array => $this->journal->files( $record, Journal_Parameters::REASONS_OF[ $request['change'] ], $request['search'] ) );
	}

	/**
	 * @param callable(Publish_Record): array{items: list<mixed>, omitted: int} $read
	 * @return array<string, mixed>|WP_Error
	 */
	private function answer( WP_REST_Request $request, callable $read ): array|WP_Error {
		$record = $this->records->find( $request['id'] );
		if ( null === $record ) {
			return self::not_found();
		}
		[ 'items' => $items, 'omitted' => $omitted ] = $read( $record );

		return array(
			'items'   => array_slice( $items, ( $request['page'] - 1 ) * $request['per_page'], $request['per_page'] ),
			'total'   => count( $items ),
			'omitted' => $omitted,
		);
	}

	private static function not_found(): WP_Error {
		return new WP_Error( 'aether_not_found', __( 'There is no such publish.', 'aether-site-exporter' ), array( 'status' => 404 ) );
	}
}
