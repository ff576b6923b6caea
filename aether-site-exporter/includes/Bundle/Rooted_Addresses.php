<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * Addresses that begin at the root of the host, `/blog/about/`. Where a site lives below that root, or has its files elsewhere
 * than a copy, they would lead nowhere there, so they become whole addresses. Only what is a value is an address; a path in
 * running text is words.
 */
final class Rooted_Addresses {

	/** Before and behind a value, in HTML, in an attribute of HTML, in JSON, and in an attribute of a block. */
	private const QUOTE = '(?:\\\\*["\']|&quot;|&\#0?3[49];|&\#x2[27];|\\\\+u002[27])';

	/** Where text is no running text: what a script says, a tag, a block's comment, a shortcode. */
	private const MARKUP = '~<!--.*?-->|<script\b.*?</script|<[a-z](?:"[^"]*"|\'[^\']*\'|[^\'">])*+>|\[[a-z](?:"[^"]*"|\'[^\']*\'|[^\'"\]])*+\]~is';

	/** Matches a known path; its slashes are all written like the first one. '' where there is none to look for. */
	private readonly string $root;

	/**
	 * @param array<string, string> $paths Path of this site, such as `/blog`, to path below the address of a copy.
	 */
	public function __construct( private readonly array $paths ) {
		$known = array_map( 'strval', array_keys( $paths ) );
		usort( $known, static fn ( string $a, string $b ): int => strlen( $b ) <=> strlen( $a ) );
		$known      = array_map( static fn ( string $path ): string => implode( '\k<slash>', array_map( static fn ( string $part ): string => preg_quote( $part, '~' ), explode( '/', ltrim( $path, '/' ) ) ) ), $known );
		$this->root = array() === $known ? '' : '(?<slash>\\\\*+/)(?<path>' . implode( '|', $known ) . ')(?![\w.%\~-])';
	}

	/** A value that is an address and nothing else. */
	public function in_value( string $value ): string {
		return '' === $this->root ? $value : $this->replaced( '\A\K' . $this->root . '(?=\S*+\z)', $value );
	}

	public function in_text( string $text ): string {
		if ( '' === $this->root || 1 !== preg_match( '~' . $this->root . '~', $text ) ) {
			return $text;
		}
		$text = $this->replaced( '\b(?i:url)\(\s*+' . self::QUOTE . '?\K' . $this->root, $text );

		return self::is_json( $text ) ? $this->in_markup( $text ) : preg_replace_callback( self::MARKUP, fn ( array $part ): string => $this->in_markup( $part[0] ), $text ) ?? $text;
	}

	private function in_markup( string $markup ): string {
		$quote  = self::QUOTE;
		$markup = preg_replace_callback( "~(?i:srcset){$quote}?\s*[=:]\s*(?<quote>{$quote})\K.*?(?=\k<quote>)~s", fn ( array $value ): string => $this->replaced( '(?:\A|,)\s*\K' . $this->root, $value[0] ), $markup ) ?? $markup;
		// A value ends where it began: what goes on behind white space is a sentence.
		$markup = $this->replaced( "[=:,\[(]\s*{$quote}\s*\K{$this->root}(?=(?:(?!{$quote})\S)*+\s*{$quote})", $markup );

		return str_starts_with( strtolower( $markup ), '<script' ) ? $markup : $this->replaced( '(?<=[\w-])=\K' . $this->root, $markup );
	}

	private function replaced( string $pattern, string $text ): string {
		return preg_replace_callback(
			'~' . $pattern . '~',
			fn ( array $match ): string => str_replace( '/', $match['slash'], Portable::ORIGIN . $this->paths[ '/' . str_replace( $match['slash'], '/', $match['path'] ) ] ),
			$text
		) ?? $text;
	}

	private static function is_json( string $text ): bool {
		return in_array( substr( ltrim( $text ), 0, 1 ), array( '{', '[' ), true ) && null !== json_decode( $text );
	}
}
