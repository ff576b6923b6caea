<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Relay;

/**
 * What came back from a host, without what is not for the browser.
 */
final class Relay_Answer {

	/** Session, credentials, and what described the connection or an encoding that is undone. */
	private const DROPPED = '/^(?:set-cookie2?|authorization|authentication-info|connection|keep-alive|te|trailer|transfer-encoding|upgrade|content-encoding|content-length|proxy-.*)$/iD';

	/**
	 * @param int                   $status
	 * @param array<string, string> $headers Names in lower case.
	 * @param resource              $body    At its beginning.
	 */
	private function __construct(
		public readonly int $status,
		public readonly array $headers,
		public readonly mixed $body,
	) {
	}

	/**
	 * @param int                                 $status
	 * @param list<array{0: string, 1: string}>   $fields   Names and values in their order.
	 * @param resource                            $body
	 * @param Redactor                            $redactor
	 */
	public static function from( int $status, array $fields, mixed $body, Redactor $redactor ): self {
		$named   = self::named_by_connection( $fields );
		$headers = array();
		foreach ( $fields as [ $name, $value ] ) {
			$is_clean = $redactor->redact( $name ) === $name;
			$name     = strtolower( $name );
			if ( $is_clean && 1 !== preg_match( self::DROPPED, $name ) && ! in_array( $name, $named, true ) ) {
				$text             = $redactor->redact( $value );
				$headers[ $name ] = isset( $headers[ $name ] ) ? $headers[ $name ] . ', ' . $text : $text;
			}
		}
		rewind( $body );

		return new self( $status, $headers, $body );
	}

	/** The envelope up to its body. */
	public function head(): string {
		return Envelope::head(
			array(
				'status'  => $this->status,
				'headers' => (object) $this->headers,
			)
		);
	}

	/**
	 * @param list<array{0: string, 1: string}> $fields
	 * @return list<string> Headers that are for the next hop only.
	 */
	private static function named_by_connection( array $fields ): array {
		$values = array_column( array_filter( $fields, static fn ( array $field ): bool => 'connection' === strtolower( $field[0] ) ), 1 );

		return array_map( 'trim', explode( ',', strtolower( implode( ',', $values ) ) ) );
	}
}
