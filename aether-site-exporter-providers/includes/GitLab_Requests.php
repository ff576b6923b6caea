<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter_Providers;

/**
 * Which requests may carry the access token. It opens everything that its owner may do at GitLab; whoever may publish shall
 * get no more of it than publishing needs: no variables, no members, no other token, no end of the project.
 */
final class GitLab_Requests {

	private const PROVIDERS = array( 'gitlab', 'gitlab-pages' );

	private const PROJECT = '/projects/[^/]+';

	private const ALLOWED = array(
		'GET'    => array(
			'/personal_access_tokens/self',
			'/namespaces(?:/[^/]+)?',
			self::PROJECT,
			self::PROJECT . '/repository/(?:branches|tree|commits|compare)(?:/.*)?',
			self::PROJECT . '/repository/(?:blobs|files)/.+',
			self::PROJECT . '/pages',
			self::PROJECT . '/pipelines(?:/[0-9]+(?:/jobs)?)?',
			self::PROJECT . '/merge_requests(?:/[0-9]+)?',
			self::PROJECT . '/jobs/[0-9]+(?:/trace)?',
		),
		'HEAD'   => array( self::PROJECT . '/repository/files/.+' ),
		'POST'   => array(
			'/projects',
			self::PROJECT . '/repository/(?:commits|branches)',
			self::PROJECT . '/merge_requests',
		),
		'DELETE' => array( self::PROJECT . '/repository/branches/[^/]+' ),
	);

	/**
	 * A callback of `aether_relay_may_carry_secret`.
	 *
	 * @param ?bool  $may
	 * @param string $provider Id, of an instance too.
	 * @param string $method   HTTP method.
	 * @param string $path     Below `/api/v4`.
	 * @param string $body     Its beginning.
	 * @param string $query    With its question mark, or empty.
	 * @param string $type     Of the body.
	 */
	public static function may_carry_token( ?bool $may, string $provider, string $method, string $path, string $body = '', string $query = '', string $type = '' ): ?bool {
		if ( ! in_array( strtok( $provider, ':' ), self::PROVIDERS, true ) ) {
			return $may;
		}
		if ( false === $may || ! self::is_plain( $method, $body, $query, $type ) ) {
			return false;
		}
		if ( 'PUT' === $method ) {
			return 1 === preg_match( '~^' . self::PROJECT . '$~D', $path ) && self::sets_default_branch( $body );
		}
		$allowed = implode( '|', self::ALLOWED[ $method ] ?? array( '(?!)' ) );

		return 1 === preg_match( '~^(?:' . $allowed . ')$~D', $path );
	}

	/** GitLab reads the query and a form as it reads JSON: a change is said in one of them only, the one that is looked at. */
	private static function is_plain( string $method, string $body, string $query, string $type ): bool {
		return in_array( $method, array( 'GET', 'HEAD' ), true ) || ( '' === $query && ( '' === $body || 'application/json' === $type ) );
	}

	/** The one thing of a project that publishing changes. */
	private static function sets_default_branch( string $body ): bool {
		$changes = json_decode( $body, true );

		return is_array( $changes ) && array( 'default_branch' ) === array_keys( $changes );
	}
}
