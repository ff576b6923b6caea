<?php
/**
 * What other plugins may call.
 *
 * @package Aether\Site_Exporter
 */

declare( strict_types=1 );

use Aether\Site_Exporter\Plugin;

/**
 * Tells PHP what a provider's configuration looks like. Call it in the action `aether_register_provider_schemas`.
 *
 * Fields that PHP does not know are treated as secrets: encrypted at rest, never sent back.
 *
 * @param string                     $id     Provider id, as registered in JavaScript.
 * @param list<array<string, mixed>> $fields ConfigField objects of the provider SDK, as arrays.
 */
function aether_register_provider_schema( string $id, array $fields ): void {
	Plugin::instance()->schemas()->register( $id, $fields );
}

/**
 * Tells the relay which addresses belong to a provider; the hosts of URL fields of its configuration always do. Call it in
 * the action `aether_register_provider_hosts`.
 *
 * @param string       $id         Provider id, as registered in JavaScript.
 * @param list<string> $addresses  A host, with a path where only what is below shall be reachable; `{field}` stands for a
 *                                 saved value: `gitlab.com/api/v4/projects`, `{account_id}.example.com`.
 * @param bool         $relay_only Whether browsers cannot call these hosts, so that every request goes through the relay.
 */
function aether_register_provider_hosts( string $id, array $addresses, bool $relay_only = false ): void {
	Plugin::instance()->addresses()->register( $id, $addresses, $relay_only );
}
