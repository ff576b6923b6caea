<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Security\Capabilities;
use Closure;
use WP_Error;
use WP_REST_Controller;

/**
 * What the controllers of `aether/v1` share. They check, call and shape; what happens is elsewhere.
 */
abstract class Controller extends WP_REST_Controller {

	public const NAMESPACE = 'aether/v1';

	/** A colon stands before the name of an instance; in an address it may have come as it was encoded. */
	protected const PROVIDER_ID = '[A-Za-z0-9][A-Za-z0-9_-]{0,63}(?:(?::|%3[Aa])[A-Za-z0-9][A-Za-z0-9_-]{0,31})?';

	protected const PROVIDER = '(?P<provider>' . self::PROVIDER_ID . ')';
	protected const TYPE     = '(?P<type>[a-z0-9][a-z0-9_-]{0,63})';
	protected const UUID     = '(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})';

	protected $namespace = self::NAMESPACE;

	/**
	 * @param string               $path       Pattern below the namespace.
	 * @param string               $method     HTTP method.
	 * @param string               $capability Who may.
	 * @param callable             $callback   Takes the request, answers with data, a response or an error.
	 * @param array<string, mixed> $args       Schema of the parameters.
	 */
	protected function route( string $path, string $method, string $capability, callable $callback, array $args = array() ): void {
		if ( str_contains( $path, self::PROVIDER ) ) {
			$args['provider'] = array(
				'type'              => 'string',
				'pattern'           => '^' . self::PROVIDER_ID . '$',
				'validate_callback' => 'rest_validate_request_arg',
				'sanitize_callback' => static fn ( mixed $id ): mixed => is_string( $id ) ? rawurldecode( $id ) : $id,
			);
		}
		register_rest_route(
			$this->namespace,
			'/' . $path,
			array(
				'methods'             => $method,
				'callback'            => $callback,
				'permission_callback' => self::allows( $capability ),
				'args'                => $args + self::address_args( $path ),
			)
		);
	}

	/**
	 * The parameters in the address once more: WordPress itself matches them without regard to case.
	 *
	 * @param string $path Pattern below the namespace.
	 * @return array<string, array<string, mixed>>
	 */
	private static function address_args( string $path ): array {
		preg_match_all( '~\(\?P<(?<name>\w+)>(?<rule>(?:[^()]|\((?&rule)\))*)\)~', $path, $groups );

		return array_combine(
			$groups['name'],
			array_map(
				static fn ( string $rule ): array => array(
					'type'    => 'string',
					'pattern' => '^(?:' . $rule . ')$',
				),
				$groups['rule']
			)
		);
	}

	/**
	 * @return Closure(): (bool|WP_Error)
	 */
	private static function allows( string $capability ): Closure {
		return static fn (): bool|WP_Error => Capabilities::check( $capability );
	}

	/**
	 * Which settings a person saw before changing them.
	 *
	 * @return array<string, mixed>
	 */
	protected static function revision_arg(): array {
		return array(
			'type'      => 'string',
			'maxLength' => 64,
		);
	}

	/**
	 * Parameters of a portioned listing.
	 *
	 * @param int $default_size Items per portion.
	 * @return array<string, array<string, mixed>>
	 */
	protected static function portion_args( int $default_size ): array {
		return array(
			'cursor'   => array(
				'type'      => 'string',
				'default'   => '',
				'maxLength' => 2048,
			),
			'per_page' => array(
				'type'    => 'integer',
				'minimum' => 1,
				'maximum' => 1000,
				'default' => $default_size,
			),
		);
	}

	/**
	 * Parameters of a list with pages.
	 *
	 * @param int $most Items per page.
	 * @return array<string, array<string, mixed>>
	 */
	protected static function page_args( int $most = 100 ): array {
		return array(
			'page'     => array(
				'type'    => 'integer',
				'minimum' => 1,
				'default' => 1,
			),
			'per_page' => array(
				'type'    => 'integer',
				'minimum' => 1,
				'maximum' => $most,
				'default' => 20,
			),
		);
	}
}
