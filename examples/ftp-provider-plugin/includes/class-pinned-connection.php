<?php
declare( strict_types=1 );

namespace Ftp_Provider_Plugin;

use ftp_pure;

require_once ABSPATH . 'wp-admin/includes/class-ftp.php';
require_once ABSPATH . 'wp-admin/includes/class-ftp-pure.php';

/**
 * WordPress' own FTP client, bound to one IP address: not to a name that may mean another one a moment later, nor to the
 * address that the server names for the data.
 */
final class Pinned_Connection extends ftp_pure {

	/** Seconds that the server may stay silent. */
	private const PATIENCE = 20;

	public function __construct( string $ip, int $port ) {
		parent::__construct();
		$this->_host          = $ip;
		$this->_fullhost      = $ip;
		$this->_port          = $port;
		$this->_ftp_buff_size = 64 * KB_IN_BYTES;
		$this->SetType( FTP_BINARY );
		$this->Passive( true );
		$this->SetTimeout( self::PATIENCE );
	}

	/**
	 * @param string $cmd
	 * @param string $fnction
	 */
	public function _exec( $cmd, $fnction = '_exec' ): bool {
		$is_answered = parent::_exec( $cmd, $fnction );
		if ( 'PASV' === $cmd ) {
			$this->_message = preg_replace( '/(?:\d{1,3},){4}(?=\d+,\d+)/', str_replace( '.', ',', $this->_host ) . ',', (string) $this->_message, 1 );
		}

		return $is_answered;
	}

	/** The three digits of the last answer; 0 when none came. */
	public function code(): int {
		return (int) $this->_code;
	}

	/** Whether there is such a file. False, too, where the server cannot tell. */
	public function has( string $path ): bool {
		return $this->_settype( FTP_BINARY ) && false !== $this->filesize( $path );
	}
}
