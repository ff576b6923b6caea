<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site;

/**
 * Names of files that hold what only the site's owner should read, wherever they lie: copies, dumps, logs, keys, archives, and
 * what an environment keeps from programs.
 */
final class Private_Names {

	/** What people and editors leave beside a file, whatever it is a copy of. */
	private const COPY = '/\.(?:bak|old|orig|save|swp)(?:\.|$)|~$/i';

	private const KIND = '/\.(?:sql|sqlite\d?|db|log|te?mp|env|htpasswd|pem|key|crt|p12|pfx|ppk|zip|t?gz|tar|t?bz2?|t?xz|zst|7z|rar|wpress|dump)(?:\.|$)/i';

	/** What PHP and web servers call their logs, perhaps with a date behind, and OpenSSH its keys: none of them has an ending. */
	private const NAME = '/^(?:(?:(?:php|ssl|wp)?[._-]?(?:errors?|debug|access)[._-]?logs?|htpasswd)(?:[._-][\d._-]*)?(?:\.txt)?$|id_(?:rsa|dsa|ecdsa|ed25519)(?:$|[._-]))/i';

	/** What a program is made of. One that writes logs is named after them, and a copy would not run without it. */
	private const PROGRAM = '/\.(?:php|inc|phtml|[cm]?js|jsx|tsx?|json|s?css|html?|twig|svg)$/i';

	/** The one program that is made of secrets; only a copy of it lies in a folder of code. */
	private const CONFIGURATION = 'wp-config.php';

	/** @param string $name Of a file that the web server gives out as it is. */
	public static function has( string $name ): bool {
		return self::is_copy( $name ) || 1 === preg_match( self::KIND, $name ) || 1 === preg_match( self::NAME, $name );
	}

	/**
	 * The same among programs. Beside them `.ini` and `.conf` are not private: plugins read them in order to run, as templates,
	 * tables and languages, and a person's keys in them are found by their form, as in every other text.
	 *
	 * @param string $name Of a file in the folder of a theme or a plugin.
	 */
	public static function has_among_programs( string $name ): bool {
		return self::is_copy( $name ) || self::CONFIGURATION === strtolower( $name ) || ( self::has( $name ) && 1 !== preg_match( self::PROGRAM, $name ) );
	}

	/** @param string $name Of a folder of a theme or a plugin: one with programs for logs may be named after them. */
	public static function has_folder( string $name ): bool {
		return self::is_copy( $name ) || 1 === preg_match( self::KIND, $name );
	}

	private static function is_copy( string $name ): bool {
		return 1 === preg_match( self::COPY, $name );
	}
}
