<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * Addresses of e-mail in what travels.
 */
final class Mail_Address {

	/** One within a text, whose first group is the part before the `@`; `logo@2x.png` is none. */
	private const PATTERN = "/([\\w.%+'-]+)@(?:[a-z0-9-]+\\.)+(?!(?:avif|bmp|css|gif|ico|jpe?g|js|mp4|pdf|png|svg|webp)\\b)[a-z]{2,24}\\b/i";

	public static function without( string $text ): string {
		return (string) preg_replace( self::PATTERN, '', $text );
	}

	/** Whether a text is an address, or several, and nothing else. */
	public static function is_all_of( string $text ): bool {
		return '' !== trim( $text ) && '' === preg_replace( '/[\s,;<>]+/', '', self::without( $text ) );
	}

	/** Where a person gave no other name, it is the one to log in with, and that can be an address of e-mail. */
	public static function cut_in_name( string $name ): string {
		return is_email( $name ) ? (string) strstr( $name, '@', true ) : (string) preg_replace( self::PATTERN, '$1', $name );
	}
}
