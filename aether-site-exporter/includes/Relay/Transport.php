<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

use CurlHandle;
use WP_Error;

/**
 * Sends one request by cURL, to addresses that were looked up before, and to no other: no redirect, no proxy, no second
 * look-up. Not through WordPress' HTTP API, whose filters and logs would see the secrets.
 */
final class Transport {

	private const CONNECT_SECONDS = 10;
	private const TOTAL_SECONDS   = 120;

	/** Bytes of an answer's body. */
	public const LARGEST_ANSWER = 67_108_864;

	/** Bytes of an answer's headers. */
	private const LARGEST_HEAD = 65_536;

	/** Bytes of an answer that stay in memory; the rest goes to a temporary file. */
	private const IN_MEMORY = 2_097_152;

	private int $received = 0;

	private int $head_size = 0;

	private bool $is_too_large = false;

	/** @var list<array{0: string, 1: string}> */
	private array $fields = array();

	/**
	 * @param Relay_Request         $request
	 * @param array<string, string> $headers  With secrets.
	 * @param list<string>          $ips      To connect to.
	 * @param Redactor              $redactor Of this answer alone.
	 */
	public function __construct(
		private readonly Relay_Request $request,
		private readonly array $headers,
		private readonly array $ips,
		private readonly Redactor $redactor,
	) {
	}

	public function send(): Relay_Answer|WP_Error {
		if ( ! function_exists( 'curl_init' ) ) {
			return new WP_Error( 'aether_config_invalid', __( 'The relay needs the cURL extension of PHP. Ask your host to switch it on.', 'aether-site-exporter' ), array( 'status' => 501 ) );
		}
		$body   = fopen( 'php://temp/maxmemory:' . self::IN_MEMORY, 'w+b' ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- A buffer, no file.
		$handle = curl_init();
		curl_setopt_array( $handle, $this->options( $body ) );
		$is_sent = curl_exec( $handle );
		$status  = (int) curl_getinfo( $handle, CURLINFO_RESPONSE_CODE );
		if ( $this->is_too_large ) {
			return new WP_Error( 'aether_payload_too_large', __( 'The host answered with more than the relay takes.', 'aether-site-exporter' ), array( 'status' => 502 ) );
		}
		if ( false === $is_sent || $status < 200 ) {
			/* translators: %s: what went wrong, in English. */
			return new WP_Error( 'aether_network_failed', sprintf( __( 'The host could not be reached: %s.', 'aether-site-exporter' ), curl_strerror( curl_errno( $handle ) ) ?? '' ), array( 'status' => 502 ) );
		}
		fwrite( $body, $this->redactor->finish() ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- A buffer, no file.

		return Relay_Answer::from( $status, $this->fields, $body, $this->redactor );
	}

	/**
	 * @param resource $body
	 * @return array<int, mixed>
	 */
	private function options( mixed $body ): array {
		$address = $this->request->address;
		$options = array(
			CURLOPT_URL            => $address->url(),
			CURLOPT_CUSTOMREQUEST  => $this->request->method,
			CURLOPT_NOBODY         => 'HEAD' === $this->request->method,
			CURLOPT_HTTPHEADER     => $this->header_lines(),
			CURLOPT_HTTP_VERSION   => CURL_HTTP_VERSION_1_1,
			CURLOPT_PROTOCOLS      => CURLPROTO_HTTPS | CURLPROTO_HTTP,
			CURLOPT_FOLLOWLOCATION => false,
			CURLOPT_PROXY          => '',
			CURLOPT_ENCODING       => '',
			CURLOPT_CAINFO         => ABSPATH . WPINC . '/certificates/ca-bundle.crt',
			CURLOPT_SSL_VERIFYPEER => true,
			CURLOPT_SSL_VERIFYHOST => 2,
			CURLOPT_CONNECTTIMEOUT => self::CONNECT_SECONDS,
			CURLOPT_TIMEOUT        => self::TOTAL_SECONDS,
			CURLOPT_NOSIGNAL       => true,
			CURLOPT_FORBID_REUSE   => true,
			CURLOPT_HEADERFUNCTION => $this->take_header( ... ),
			CURLOPT_WRITEFUNCTION  => fn ( CurlHandle $handle, string $portion ): int => $this->take_portion( $body, $portion ),
		);
		if ( null === $address->ip() ) {
			$options[ CURLOPT_RESOLVE ] = array( $address->host . ':' . $address->port . ':' . implode( ',', array_map( static fn ( string $ip ): string => str_contains( $ip, ':' ) ? '[' . $ip . ']' : $ip, $this->ips ) ) );
		}

		return $options + $this->upload_options();
	}

	/**
	 * The body is read from where it already lies, in portions.
	 *
	 * @return array<int, mixed>
	 */
	private function upload_options(): array {
		if ( ! $this->request->has_body() ) {
			return array();
		}
		$sent = 0;

		return array(
			CURLOPT_UPLOAD       => true,
			CURLOPT_INFILESIZE   => $this->request->body_size(),
			CURLOPT_READFUNCTION => function ( CurlHandle $handle, mixed $source, int $length ) use ( &$sent ): string {
				$portion = $this->request->body_part( $sent, $length );
				$sent   += strlen( $portion );

				return $portion;
			},
		);
	}

	/**
	 * @return list<string>
	 */
	private function header_lines(): array {
		$lines = array( 'Expect:', 'Accept: */*', 'User-Agent: Aether/' . \Aether\Site_Exporter\VERSION );
		$names = array_map( 'strtolower', array_map( 'strval', array_keys( $this->headers ) ) );
		$lines = array_values( array_filter( $lines, static fn ( string $line ): bool => ! in_array( strtolower( strtok( $line, ':' ) ), $names, true ) ) );
		foreach ( $this->headers as $name => $value ) {
			$lines[] = '' === $value ? $name . ';' : $name . ': ' . $value;
		}

		return $lines;
	}

	private function take_header( CurlHandle $handle, string $line ): int {
		$this->head_size += strlen( $line );
		if ( $this->head_size > self::LARGEST_HEAD ) {
			$this->is_too_large = true;
			return 0;
		}
		if ( str_starts_with( $line, 'HTTP/' ) ) {
			$this->fields = array();
		} elseif ( str_contains( $line, ':' ) ) {
			[ $name, $value ] = explode( ':', $line, 2 );
			$this->fields[]   = array( trim( $name ), trim( $value ) );
		}

		return strlen( $line );
	}

	/**
	 * @param resource $body
	 */
	private function take_portion( mixed $body, string $portion ): int {
		$this->received += strlen( $portion );
		if ( $this->received > self::LARGEST_ANSWER ) {
			$this->is_too_large = true;
			return 0;
		}
		fwrite( $body, $this->redactor->push( $portion ) ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- A buffer, no file.

		return strlen( $portion );
	}
}
