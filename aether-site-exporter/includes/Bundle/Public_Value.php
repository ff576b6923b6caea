<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

use stdClass;

/**
 * A value that a plugin keeps, as a stranger may see it. Empty is what is named like a secret, what is an address of e-mail,
 * and what is an object of the plugin's own class, whose insides nobody can judge. A program can hide a secret under any
 * name, which is why a person looks at the rest before it travels.
 */
final class Public_Value {

	/** Words of a name, in small letters, with something else than a letter around them. */
	private const SECRET = '/(?<![a-z])(?:[a-z]*(?:secret|password|passphrase|passwd|token|credential|(?:api|access|private|secret|auth|licen[cs]e)key)s?|pass|passcode|pwd|pw|keys?|salts?|auth|nonces?|sessions?|cookies?|licen[cs]es?|signatures?|hash(?:es)?)(?![a-z])/';

	/** Levels of arrays; below them everything is empty. */
	private const DEEPEST = 20;

	/** Words in the name of an address that a program writes to or from, and that nobody reads on a page. */
	private const MAILBOX = '/(?<![a-z])(?:admin|from|mailbox|notif(?:y|ications?)|receivers?|recipients?|reply(?:to)?|senders?|smtp)(?![a-z])/';

	public readonly mixed $value;

	/** @var list<string> What was emptied, as the names that lead there: `mail.smtp_pass`. */
	public readonly array $emptied;

	/** @var list<string> */
	private array $found = array();

	/**
	 * @param bool $keeps_mail Whether addresses of e-mail stay, since the value is text that visitors read. One that stands
	 *                         alone under the name of a mailbox is none.
	 */
	public function __construct( mixed $stored, private readonly bool $keeps_mail = false ) {
		$this->value   = $this->shown( $stored, array() );
		$this->emptied = $this->found;
	}

	public static function is_secret( string $name ): bool {
		return 1 === preg_match( self::SECRET, self::words( $name ) );
	}

	/** In small letters, with something between. */
	private static function words( string $name ): string {
		return strtolower( (string) preg_replace( '/(?<=[a-z0-9])(?=[A-Z])/', '_', $name ) );
	}

	/**
	 * @param list<string> $path Names that lead to the value.
	 */
	private function shown( mixed $value, array $path ): mixed {
		if ( ( array() !== $path && self::is_secret( (string) end( $path ) ) ) || count( $path ) > self::DEEPEST ) {
			return $this->nothing( $value, $path );
		}

		return match ( true ) {
			is_string( $value )        => $this->text( $value, $path ),
			is_array( $value )         => $this->items( $value, $path ),
			$value instanceof stdClass => (object) $this->items( (array) $value, $path ),
			is_object( $value )        => $this->nothing( $value, $path ),
			default                    => $value,
		};
	}

	/**
	 * @param list<string> $path
	 */
	private function text( string $text, array $path ): mixed {
		$before = count( $this->found );
		if ( is_serialized( $text ) ) {
			$items = unserialize( $text, array( 'allowed_classes' => array( stdClass::class ) ) ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- The site's own data, and no class of anybody's.
			$shown = is_array( $items ) || is_object( $items ) ? serialize( $this->shown( $items, $path ) ) : $this->without_mail( $text, $path ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- As it was stored.
		} else {
			$items = json_decode( $text, true );
			$shown = is_array( $items ) ? (string) wp_json_encode( $this->items( $items, $path ), JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE ) : $this->without_mail( $text, $path );
		}

		return count( $this->found ) > $before ? $shown : $text;
	}

	/**
	 * @param list<string> $path
	 */
	private function without_mail( string $text, array $path ): string {
		$without = Mail_Address::without( $text );
		if ( $without === $text || ( $this->keeps_mail && ! ( self::is_mailbox( $path ) && Mail_Address::is_all_of( $text ) ) ) ) {
			return $text;
		}
		$this->found[] = implode( '.', $path );

		return $without;
	}

	/**
	 * @param list<string> $path
	 */
	private static function is_mailbox( array $path ): bool {
		return 1 === preg_match( self::MAILBOX, self::words( implode( '.', $path ) ) );
	}

	/**
	 * @param array<mixed> $items
	 * @param list<string> $path
	 * @return array<mixed>
	 */
	private function items( array $items, array $path ): array {
		$shown = array();
		foreach ( $items as $name => $item ) {
			$shown[ $name ] = $this->shown( $item, array( ...$path, (string) $name ) );
		}

		return $shown;
	}

	/**
	 * @param list<string> $path
	 * @return mixed A switch says nothing, so it stays.
	 */
	private function nothing( mixed $value, array $path ): mixed {
		if ( is_bool( $value ) || in_array( $value, array( null, '', array(), '0', '1', 0, 1 ), true ) ) {
			return $value;
		}
		$this->found[] = implode( '.', $path );

		return is_array( $value ) || is_object( $value ) ? array() : '';
	}
}
