<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter_Providers;

/**
 * Hands the values of a Worker's secrets to Cloudflare, with the version that needs them: as `secret_text` bindings of an
 * upload, whose form is written here. The browser names the secrets; a value stands in no other place of the form.
 */
final class Worker_Secrets {

	public const FIELD = 'secret_values';

	/** Lines `NAME=value`, as the field's pattern demands. */
	private const LINE = '/^([A-Za-z_][A-Za-z0-9_]*)=(.+)$/Dm';

	private const DEFAULT_SCRIPT = 'aether-site';

	private const QUERY = '?bindings_inherit=strict';

	/** What Cloudflare can keep for a Worker without showing it to anybody again. */
	private const TYPE = 'secret_text';

	/** The part of the form that is no module. */
	private const METADATA = 'metadata';

	/** Of the metadata: what an upload of ours has. */
	private const MEMBERS = array( 'main_module', 'compatibility_date', 'bindings', 'keep_bindings', 'annotations' );

	private const MODULE_TYPES = array( 'application/javascript+module', 'application/wasm', 'text/plain', 'application/octet-stream' );

	/** Nothing that ends a quoted name or a line. */
	private const MODULE_NAME = '/^[^"\\\\\x00-\x1f\x7f]{1,512}$/D';

	/**
	 * @return array<string, string> Value by name; of two lines with one name, the last one.
	 */
	public static function read( string $secret ): array {
		preg_match_all( self::LINE, $secret, $found );

		return array_combine( $found[1], $found[2] );
	}

	/**
	 * @param array{method: string, path: string, query: string, body: string, config: array<string, mixed>} $request
	 * @param array<string, string>                                                                          $values By name.
	 * @return ?array{type: string, body: string}
	 */
	public static function compose( array $request, array $values ): ?array {
		$upload = self::is_upload( $request ) ? json_decode( $request['body'], false, 32 ) : null;
		$parts  = is_object( $upload ) && is_object( $upload->metadata ?? null ) && is_array( $upload->modules ?? null ) ? self::modules( $upload->modules ) : null;
		if ( null === $parts || ! self::fill( $upload->metadata, $values ) ) {
			return null;
		}
		$boundary = 'aether-' . bin2hex( random_bytes( 24 ) );
		$metadata = (string) wp_json_encode( $upload->metadata, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE );
		$form     = self::part( $boundary, 'name="' . self::METADATA . '"', 'application/json', $metadata ) . implode( '', array_map( static fn ( array $part ): string => self::part( $boundary, ...$part ), $parts ) );

		return array(
			'type' => 'multipart/form-data; boundary=' . $boundary,
			'body' => $form . "--{$boundary}--\r\n",
		);
	}

	/**
	 * The Worker of the settings and no other: a new one, or a version of it that no visitor sees yet.
	 *
	 * @param array{method: string, path: string, query: string, config: array<string, mixed>} $request
	 */
	private static function is_upload( array $request ): bool {
		$name   = (string) ( $request['config']['script_name'] ?? '' );
		$script = '/workers/scripts/' . ( '' === $name ? self::DEFAULT_SCRIPT : $name );

		return self::QUERY === $request['query'] && in_array( $request['method'] . ' ' . $request['path'], array( 'PUT ' . $script, 'POST ' . $script . '/versions' ), true );
	}

	/**
	 * Gives each binding that asks for one its value.
	 *
	 * @param object                $metadata Is changed.
	 * @param array<string, string> $values
	 * @return bool False where one asks for a value that is not there, or brings one; or where the metadata has more than ours.
	 */
	private static function fill( object $metadata, array $values ): bool {
		if ( ! is_array( $metadata->bindings ?? null ) || array() !== array_diff( array_keys( get_object_vars( $metadata ) ), self::MEMBERS ) ) {
			return false;
		}
		foreach ( $metadata->bindings as $binding ) {
			if ( self::TYPE !== ( $binding->type ?? null ) ) {
				continue;
			}
			$name = $binding->name ?? null;
			if ( ! is_string( $name ) || ! isset( $values[ $name ] ) || 2 !== count( get_object_vars( $binding ) ) ) {
				return false;
			}
			$binding->text = $values[ $name ];
		}

		return true;
	}

	/**
	 * @param list<mixed> $modules
	 * @return ?list<array{0: string, 1: string, 2: string}> Disposition, type and bytes of each; null where one does not fit.
	 */
	private static function modules( array $modules ): ?array {
		$parts = array();
		foreach ( $modules as $module ) {
			$name  = $module->name ?? null;
			$bytes = is_string( $module->body ?? null ) ? base64_decode( $module->body, true ) : false;
			if ( ! is_string( $name ) || self::METADATA === $name || 1 !== preg_match( self::MODULE_NAME, $name ) || ! in_array( $module->type ?? null, self::MODULE_TYPES, true ) || false === $bytes ) {
				return null;
			}
			$parts[] = array( 'name="' . $name . '"; filename="' . $name . '"', $module->type, $bytes );
		}

		return $parts;
	}

	private static function part( string $boundary, string $disposition, string $type, string $bytes ): string {
		return "--{$boundary}\r\nContent-Disposition: form-data; {$disposition}\r\nContent-Type: {$type}\r\n\r\n{$bytes}\r\n";
	}
}
