<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Bundle\Choices;
use Aether\Site_Exporter\Bundle\Code;
use Aether\Site_Exporter\Bundle\Content_Choice;
use Aether\Site_Exporter\Bundle\Content_Export;
use Aether\Site_Exporter\Bundle\Media;
use Aether\Site_Exporter\Bundle\Portable;
use Aether\Site_Exporter\Bundle\Posts_Section;
use Aether\Site_Exporter\Bundle\Selection;
use Aether\Site_Exporter\Bundle\Site_Facts;
use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Site\Cursor;
use WP_Error;
use WP_REST_Request;

/**
 * What a Playground bundle of the site is made of.
 */
final class Bundle_Controller extends Controller {

	/** Records per portion, unless the request says otherwise. */
	private const PORTION = 200;

	/** References that one request may ask for. */
	private const MOST_REFERENCES = 200;

	/** Packages per portion, unless the request says otherwise. */
	private const PACKAGES = 20;

	/** Bytes after which an answer names no further file. */
	private const ANSWER_SIZE = 8 * MB_IN_BYTES;

	public function register_routes(): void {
		$this->route( 'bundle', 'GET', Capabilities::PUBLISH, array( $this, 'facts' ), Content_Choice::args() );
		$this->route( 'bundle/choices', 'GET', Capabilities::PUBLISH, array( Choices::class, 'describe' ) );
		$this->route( 'bundle/content', 'GET', Capabilities::PUBLISH, array( $this, 'content' ), self::portion_args( self::PORTION ) + Content_Choice::args() );
		$this->route(
			'bundle/media',
			'POST',
			Capabilities::PUBLISH,
			array( $this, 'media' ),
			array(
				'ids'     => array( 'required' => true ) + self::ids_arg(),
				'hints'   => array( 'default' => array() ) + self::ids_arg(),
				'parents' => array( 'default' => array() ) + self::ids_arg(),
				'paths'   => array( 'required' => true ) + self::paths_arg(),
			) + Content_Choice::args()
		);
		$this->route( 'bundle/code', 'GET', Capabilities::PUBLISH, array( $this, 'code' ), self::portion_args( self::PACKAGES ) );
		$this->route( 'bundle/files', 'POST', Capabilities::PUBLISH, array( $this, 'files' ), array( 'paths' => array( 'required' => true, 'minItems' => 1 ) + self::paths_arg() ) );
	}

	/**
	 * @return array<string, mixed>|WP_Error
	 */
	public function facts( WP_REST_Request $request ): array|WP_Error {
		$choice = Content_Choice::of_request( $request );

		return is_wp_error( $choice ) ? $choice : Site_Facts::describe( $choice );
	}

	/**
	 * @return array{items: list<string>, next: ?string}|WP_Error
	 */
	public function content( WP_REST_Request $request ): array|WP_Error {
		$cursor = Cursor::decode( $request['cursor'] );
		$choice = is_wp_error( $cursor ) ? $cursor : Content_Choice::of_request( $request );

		return is_wp_error( $choice ) ? $choice : ( new Content_Export( Portable::of_this_site(), $choice ) )->page( $cursor, $request['per_page'] );
	}

	/**
	 * @return array{items: list<string>, files: list<array{path: string, size: int}>, missing: list<string>}|WP_Error
	 */
	public function media( WP_REST_Request $request ): array|WP_Error {
		$choice = Content_Choice::of_request( $request );

		return is_wp_error( $choice ) ? $choice : self::uploads( $choice )->find( array_intersect_key( $request->get_params(), array_flip( array( 'ids', 'hints', 'parents', 'paths' ) ) ) );
	}

	/**
	 * @return array{items: list<array<string, mixed>>, next: ?string}|WP_Error
	 */
	public function code( WP_REST_Request $request ): array|WP_Error {
		$cursor = Cursor::decode( $request['cursor'] );

		return is_wp_error( $cursor ) ? $cursor : ( new Code( Selection::from_directory() ) )->page( $cursor, $request['per_page'] );
	}

	/**
	 * The first of the files, as many as one answer should hold, and at least one.
	 */
	public function files( WP_REST_Request $request ): Files_Response|WP_Error {
		$code  = new Code();
		$media = self::uploads( Content_Choice::stored() );
		$files = array();
		$size  = 0;
		foreach ( $request['paths'] as $path ) {
			$found = str_starts_with( $path, 'uploads/' ) ? $media->locate( substr( $path, strlen( 'uploads/' ) ) ) : $code->locate( $path );
			if ( null === $found ) {
				return new WP_Error( 'aether_not_found', __( 'No such file belongs to the bundle of this site.', 'aether-site-exporter' ), array( 'status' => 404 ) );
			}
			$size += (int) filesize( $found );
			if ( array() !== $files && $size > self::ANSWER_SIZE ) {
				break;
			}
			$files[ $path ] = $found;
		}

		return new Files_Response( $files );
	}

	private static function uploads( Content_Choice $choice ): Media {
		return new Media( new Posts_Section( Portable::of_this_site(), $choice ) );
	}

	/**
	 * @return array<string, mixed>
	 */
	private static function paths_arg(): array {
		return array(
			'type'     => 'array',
			'maxItems' => self::MOST_REFERENCES,
			'items'    => array(
				'type'      => 'string',
				'maxLength' => 1024,
			),
		);
	}

	/**
	 * @return array<string, mixed>
	 */
	private static function ids_arg(): array {
		return array(
			'type'     => 'array',
			'maxItems' => self::MOST_REFERENCES,
			'items'    => array(
				'type'    => 'integer',
				'minimum' => 1,
			),
		);
	}
}
