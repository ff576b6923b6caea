<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Audit\Audit_Log;
use Aether\Site_Exporter\Publishing\Place_States;
use Aether\Site_Exporter\Publishing\Release_Origin;
use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Storage\Local_Place;
use WP_REST_Request;

/**
 * Releases that a provider switched at its host, far from here: whoever asked it to says so.
 */
final class Releases_Controller extends Controller {

	public function register_routes(): void {
		$this->route(
			'releases/' . self::PROVIDER . '/' . self::TYPE . '/activated',
			'POST',
			Capabilities::PUBLISH,
			array( $this, 'record' ),
			array(
				'release' => array( 'type' => 'string', 'required' => true, 'pattern' => '^[\x21-\x7e]{1,200}$' ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
				'outcome' => array( 'type' => 'string', 'enum' => array( 'done', 'failed' ), 'default' => 'done' ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
			)
		);
	}

	/**
	 * @return array{recorded: bool, published: array<string, mixed>|null} `published`: how the release was, as the history knows it.
	 */
	public function record( WP_REST_Request $request ): array {
		// What happens in a directory of this server is written down where it happens.
		$is_ours = Local_Place::PROVIDER === $request['provider'];
		if ( ! $is_ours && 'done' === $request['outcome'] ) {
			Place_States::note_activation( $request['provider'], $request['type'], $request['release'] );
		}
		if ( ! $is_ours ) {
			Audit_Log::record(
				'release.activated',
				$request['provider'],
				$request['outcome'],
				array(
					'type'    => $request['type'],
					'release' => $request['release'],
				)
			);
		}

		return array(
			'recorded'  => ! $is_ours,
			'published' => Release_Origin::find( $request['provider'], $request['type'], $request['release'] ),
		);
	}
}
