<?php
declare( strict_types=1 );

namespace Ftp_Provider_Plugin;

use WP_Error;

require_once __DIR__ . '/class-pinned-connection.php';

/**
 * The directory on the FTP server that visitors see, with one folder in it for what they shall not see yet. One object is
 * one connection.
 */
final class Ftp_Server {

	/** A name with a dot in front, so that most web servers serve nothing from it. */
	private const STAGING = '.aether-staging/';

	/** @var array<string, true> Directories that are known to be there. */
	private array $made = array();

	/**
	 * @param string $base Empty for the directory that the account begins in, else with a slash at the end.
	 */
	private function __construct(
		private readonly Pinned_Connection $ftp,
		private readonly string $base,
	) {
	}

	/**
	 * @param string $provider The provider, or one of several instances of it.
	 */
	public static function open( string $provider ): self|WP_Error {
		$config    = aether_get_provider_config( $provider );
		$password  = aether_get_provider_secret( $provider, 'password' );
		$host      = (string) ( $config['host'] ?? '' );
		$port      = (int) ( $config['port'] ?? 21 );
		$username  = (string) ( $config['username'] ?? '' );
		$directory = rtrim( (string) ( $config['directory'] ?? '' ), '/' );
		$addresses = is_wp_error( $password ) ? $password : aether_admit_host( $host, $port );
		if ( is_wp_error( $addresses ) ) {
			return $addresses;
		}
		// WordPress' client speaks IPv4 only. A line break would begin a command of its own.
		$ipv4 = array_values( array_filter( $addresses, static fn ( string $ip ): bool => false !== filter_var( $ip, FILTER_VALIDATE_IP, FILTER_FLAG_IPV4 ) ) );
		if ( array() === $ipv4 || 1 === preg_match( '/[\x00-\x1f\x7f]/', $username . $password . $directory ) || in_array( '..', explode( '/', $directory ), true ) ) {
			return new WP_Error( 'aether_config_invalid', __( 'The server needs an IPv4 address, user name, password and directory no control characters.', 'ftp-provider-plugin' ), array( 'status' => 400 ) );
		}
		$ftp = new Pinned_Connection( $ipv4[0], $port );
		if ( ! $ftp->connect() || ! $ftp->login( $username, $password ) ) {
			$error = self::refusal( $ftp->code() );
			$ftp->quit( true );

			return $error;
		}

		return new self( $ftp, '' === ( $config['directory'] ?? '' ) ? '' : $directory . '/' );
	}

	/** Ends the connection. */
	public function close(): void {
		$this->ftp->quit( true );
	}

	/**
	 * Puts a file where no visitor looks.
	 *
	 * @param string $path Where it will be.
	 * @param string $file On this machine.
	 */
	public function stage( string $publish, string $path, string $file ): ?WP_Error {
		$staged = $this->staged( $publish, $path );
		$this->make_parents( $staged );
		$handle = fopen( $file, 'rb' ); // phpcs:ignore WordPress.WP.AlternativeFunctions.file_system_operations_fopen -- A stream for the client, of a file that PHP itself received.
		if ( false === $handle ) {
			return self::refusal( 0 );
		}
		$is_stored = $this->ftp->fput( $staged, $handle );
		$code      = $this->ftp->code();
		fclose( $handle ); // phpcs:ignore WordPress.WP.AlternativeFunctions.file_system_operations_fclose
		if ( ! $is_stored ) {
			return self::refusal( $code );
		}
		$size = $this->ftp->filesize( $staged );

		return false === $size || (int) $size === filesize( $file )
			? null
			: new WP_Error( 'aether_integrity_failed', __( 'The server holds fewer bytes of a file than it was sent.', 'ftp-provider-plugin' ), array( 'status' => 502 ) );
	}

	/**
	 * Moves a staged file to its place. It may be asked again when the answer was lost.
	 */
	public function reveal( string $publish, string $path ): ?WP_Error {
		$staged = $this->staged( $publish, $path );
		$live   = $this->base . $path;
		if ( $this->ftp->rename( $staged, $live ) ) {
			return null;
		}
		$this->make_parents( $live );
		if ( $this->ftp->rename( $staged, $live ) ) {
			return null;
		}
		$code = $this->ftp->code();
		if ( ! $this->ftp->has( $staged ) ) {
			return $this->ftp->has( $live ) ? null : self::refusal( $code );
		}
		// Some servers rename to no name that is taken: here the file is missing for a moment.
		return $this->ftp->delete( $live ) && $this->ftp->rename( $staged, $live ) ? null : self::refusal( $code );
	}

	/** Removes a file, and the directories that are empty without it. */
	public function remove( string $path ): ?WP_Error {
		$live = $this->base . $path;
		if ( ! $this->ftp->delete( $live ) ) {
			$code = $this->ftp->code();
			if ( 550 !== $code || $this->ftp->has( $live ) ) {
				return self::refusal( $code );
			}
		}
		for ( $parent = dirname( $path ); '.' !== $parent && $this->ftp->rmdir( $this->base . $parent ); $parent = dirname( $parent ) ) {
			unset( $this->made[ $this->base . $parent ] );
		}

		return null;
	}

	/** Removes what is staged, whichever publish left it. */
	public function sweep(): ?WP_Error {
		$staging = $this->base . self::STAGING;
		$listed  = $this->ftp->nlist( rtrim( $staging, '/' ) );
		foreach ( is_array( $listed ) ? $listed : array() as $name ) {
			$this->ftp->delete( $staging . basename( $name ) );
		}
		$this->ftp->rmdir( rtrim( $staging, '/' ) );

		return null;
	}

	/** Nobody can guess it: what is staged may be on a server that shows every file. */
	private function staged( string $publish, string $path ): string {
		return $this->base . self::STAGING . $publish . '-' . hash_hmac( 'sha256', $path, wp_salt() );
	}

	private function make_parents( string $path ): void {
		$parent = dirname( $path );
		if ( '.' === $parent || '/' === $parent || isset( $this->made[ $parent ] ) ) {
			return;
		}
		$this->make_parents( $parent );
		$this->ftp->mkdir( $parent );
		$this->made[ $parent ] = true;
	}

	/**
	 * Without the words of the server, which may repeat what it was sent.
	 *
	 * @param int $code The three digits of its answer; 0 when none came.
	 */
	private static function refusal( int $code ): WP_Error {
		[ $name, $status ] = match ( $code ) {
			0               => array( 'network_failed', 502 ),
			421             => array( 'rate_limited', 429 ),
			332, 530, 532   => array( 'auth_failed', 403 ),
			550, 553        => array( 'permission_denied', 403 ),
			452, 552        => array( 'quota_exceeded', 507 ),
			500, 501        => array( 'remote_rejected', 502 ),
			default         => array( 'remote_failed', 502 ),
		};

		/* translators: %d: three digits of the FTP protocol. */
		return new WP_Error( "aether_{$name}", 0 === $code ? __( 'The FTP server does not answer.', 'ftp-provider-plugin' ) : sprintf( __( 'The FTP server answered %d.', 'ftp-provider-plugin' ), $code ), array( 'status' => $status ) );
	}
}
