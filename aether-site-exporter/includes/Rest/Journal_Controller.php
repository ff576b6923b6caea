<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Publishing\Publish_Journal;
use Aether\Site_Exporter\Publishing\Publish_Record;
use Aether\Site_Exporter\Publishing\Publish_Records;
use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Settings\Known_Secrets;
use WP_Error;
use WP_REST_Request;

/**
 * The log and the files of one publish: the one who runs it writes them, portion by portion, and others read them page by page.
 */
final class Journal_Controller extends Controller {

	/** Of one portion. */
	private const MOST_LINES = 500;
	private const MOST_FILES = 1000;

	private const MOST_PER_PAGE = 500;

	/** What a reason means to people. */
	private const REASONS_OF = array(
		''        => array(),
		'added'   => array( 'new' ),
		'changed' => array( 'content', 'headers', 'forced' ),
		'removed' => array( 'gone' ),
	);

	private const ID = '^[A-Za-z0-9_.:-]{0,100}$';

	public function __construct(
		private readonly Publish_Records $records,
		private readonly Publish_Journal $journal,
		private readonly Known_Secrets $secrets,
	) {
	}

	public function register_routes(): void {
		$path = 'publishes/' . self::UUID;
		$this->route( $path . '/journal', 'POST', Capabilities::PUBLISH, array( $this, 'add' ), self::portion_schema() );
		$this->route( $path . '/log', 'GET', Capabilities::VIEW, array( $this, 'log' ), self::page_args( self::MOST_PER_PAGE ) + array( 'level' => self::choice( Publish_Journal::LEVELS ) + array( 'default' => 'info' ) ) );
		$this->route(
			$path . '/files',
			'GET',
			Capabilities::VIEW,
			array( $this, 'files' ),
			self::page_args( self::MOST_PER_PAGE ) + array(
				'change' => self::choice( array_keys( self::REASONS_OF ) ) + array( 'default' => '' ),
				'search' => self::text( 200 ) + array( 'default' => '' ),
			)
		);
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

		return array( 'written' => $this->journal->add( $record, $request['part'], $request['lines'], $request['files'], $request['omitted'], $this->secrets->values() ) );
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
		return $this->answer( $request, fn ( Publish_Record $record ): array => $this->journal->files( $record, self::REASONS_OF[ $request['change'] ], $request['search'] ) );
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

	/**
	 * @return array<string, array<string, mixed>>
	 */
	private static function portion_schema(): array {
		$count = array( 'type' => 'integer', 'minimum' => 0, 'maximum' => 1_000_000_000 ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		$id    = array( 'type' => 'string', 'pattern' => self::ID ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing

		return array(
			'lease'   => self::text( 128 ) + array( 'required' => true ),
			'part'    => array( 'type' => 'integer', 'minimum' => 0, 'maximum' => Publish_Journal::MOST_PARTS - 1, 'required' => true ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
			'lines'   => self::list_of( self::MOST_LINES, array( 'at' => array( 'type' => 'integer', 'minimum' => 0 ), 'level' => self::choice( Publish_Journal::LEVELS ), 'kind' => $id, 'message' => self::text( 1000 ) ), array( 'step' => $id, 'providerId' => $id, 'code' => $id, 'counts' => array( 'type' => 'object', 'maxProperties' => 10, 'additionalProperties' => array( 'type' => 'integer' ) ) ) ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
			'files'   => self::list_of( self::MOST_FILES, array( 'path' => self::text( 1024 ), 'reason' => self::choice( array_merge( ...array_values( self::REASONS_OF ) ) ), 'providerId' => $id, 'deploymentType' => $id ) ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
			'omitted' => array( 'type' => 'object', 'properties' => array( 'lines' => $count, 'files' => $count ), 'additionalProperties' => false, 'default' => array() ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		);
	}

	/**
	 * @param array<string, array<string, mixed>> $required
	 * @param array<string, array<string, mixed>> $optional
	 * @return array<string, mixed>
	 */
	private static function list_of( int $most, array $required, array $optional = array() ): array {
		$required = array_map( static fn ( array $property ): array => $property + array( 'required' => true ), $required );

		return array( 'type' => 'array', 'maxItems' => $most, 'default' => array(), 'items' => array( 'type' => 'object', 'properties' => $required + $optional, 'additionalProperties' => false ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
	}

	/**
	 * @param list<string> $values
	 * @return array<string, mixed>
	 */
	private static function choice( array $values ): array {
		return array( 'type' => 'string', 'enum' => $values ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
	}

	/**
	 * @return array<string, mixed>
	 */
	private static function text( int $longest ): array {
		return array( 'type' => 'string', 'maxLength' => $longest ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
	}
}
