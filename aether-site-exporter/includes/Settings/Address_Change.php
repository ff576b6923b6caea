<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

use Aether\Site_Exporter\Relay\Address;
use Aether\Site_Exporter\Relay\Provider_Addresses;

/**
 * A secret belongs to the place that it was entered for. Who changes where a provider's secrets are sent enters them again:
 * nobody who does not know a secret can send it to a host of their own.
 */
final class Address_Change {

	public function __construct( private readonly Provider_Addresses $addresses ) {
	}

	/**
	 * @param array<string, mixed> $before Configuration as it is stored, without secrets.
	 * @param array<string, mixed> $after  As it would be stored, without secrets.
	 * @param list<string>         $kept   Names of the secret fields whose stored value would stay.
	 * @param array<string, string> $labels Field id to label.
	 * @return list<array{field: string, code: string, message: string}>
	 */
	public function issues( string $id, array $before, array $after, array $kept, array $labels ): array {
		$known = $this->addresses->of_secrets( $id, $before );
		$new   = array_filter( $this->addresses->of_secrets( $id, $after ), static fn ( Address $address ): bool => array() === array_filter( $known, $address->is_within( ... ) ) );

		return array() === $new ? array() : array_map(
			static fn ( string $field ): array => array(
				'field'   => $field,
				'code'    => 'required',
				/* translators: 1: name of a field, 2: the address of a host. */
				'message' => sprintf( __( 'Enter %1$s again: it would be sent to another address, %2$s.', 'aether-site-exporter' ), $labels[ $field ] ?? $field, reset( $new )->origin() ),
			),
			$kept
		);
	}
}
