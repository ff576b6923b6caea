<?php
/**
 * What other plugins may call.
 *
 * @package Aether\Site_Exporter
 */

declare( strict_types=1 );

use Aether\Site_Exporter\Plugin;
use Aether\Site_Exporter\Relay\Address;
use Aether\Site_Exporter\Relay\Guard;
use Aether\Site_Exporter\Relay\Secret_Body;

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
 *                                 saved value: `gitlab.com/api/v4/projects`, `{account_id}.example.com`. That is the
 *                                 value of a URL field at the beginning, else letters, digits, `_`, `-` and dots between
 *                                 them; with any other value the address does not exist.
 * @param bool         $relay_only Whether browsers cannot call these hosts, so that every request goes through the relay.
 */
function aether_register_provider_hosts( string $id, array $addresses, bool $relay_only = false ): void {
	Plugin::instance()->addresses()->register( $id, $addresses, $relay_only );
}

/**
 * Declares the request that hands values of a secret field to a host in its body: those that a host keeps for its own
 * programs. Call it in the action `aether_register_provider_hosts`.
 *
 * A script asks for it with the header `X-Aether-Secret-Body: <field>`. The relay sends it for people who may change the
 * settings of Aether only, and to addresses only where secrets of the provider go.
 *
 * @param string  $id      Provider id, as registered in JavaScript.
 * @param string  $field   Id of the secret field.
 * @param Closure $read    `fn ( string $secret ): array<string, string>`: the values in it, by name.
 * @param Closure $compose `fn ( array $request, array $values ): ?array`: of `{ method, path, query, body, config }`, the
 *                         path below the registered address, `{ type, body }`, the content type and bytes to send; null
 *                         for a request that gets no value. Never put a value where the host shows what was put there.
 */
function aether_register_secret_body( string $id, string $field, Closure $read, Closure $compose ): void {
	Plugin::instance()->secret_bodies()->register( $id, new Secret_Body( $field, $read, $compose ) );
}

/**
 * What a person has set up for a provider, for those who send in PHP. Secrets are not among it.
 *
 * During a test of a connection, a GET request of your own sees the values that are not saved yet.
 *
 * @param string $id Provider id, as registered in JavaScript.
 * @return array<string, mixed> Field id to value. Fields that nobody has filled in are absent.
 */
function aether_get_provider_config( string $id ): array {
	return Plugin::instance()->settings()->config( $id );
}

/**
 * One secret of a provider. It must never be part of an answer, a message or a log line.
 *
 * @param string $id    Provider id, as registered in JavaScript.
 * @param string $field Field id.
 * @return string|WP_Error `aether_config_invalid` where it is empty, `aether_secret_unreadable` where no key opens it.
 */
function aether_get_provider_secret( string $id, string $field ): string|WP_Error {
	return Plugin::instance()->secrets()->read( $id, $field );
}

/**
 * Where to connect to for a host that a person has entered: to one of these addresses, and not to the name, which may mean
 * another one a moment later. Private networks are refused, but for what `AETHER_RELAY_ALLOWED_HOSTS` names.
 *
 * @param string $host Name or IP address.
 * @return list<string>|WP_Error IP addresses, at least one; IPv4 first.
 */
function aether_admit_host( string $host, int $port ): array|WP_Error {
	$address = Address::parse( "https://{$host}:{$port}" );
	$is_host = null !== $address && $address->url() === $address->root()->url();

	return $is_host ? Guard::of_this_server()->admit( $address ) : Guard::unknown_host();
}
