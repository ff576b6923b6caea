<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site;

/**
 * WordPress numbers its embeds at random at each rendering, so that a page with one would differ in every publish though
 * nothing changed. The numbers only tie parts of one page together; here they come from what is embedded.
 */
final class Stable_Embeds {

	/** The secret by which the frame of an embed and its page know each other. */
	private const SECRET = '/(\bdata-secret=(["\']?)|#\?secret=)[A-Za-z0-9]{10}\b/';

	/** The ids of the sharing dialog: its name, the post, a random number. */
	private const DIALOG_ID = '/\b(wp-embed-share-(?:tab|description)-[a-z]+-\d+)-\d+\b/';

	/**
	 * @param string $html An embed's markup.
	 */
	public static function settle( string $html ): string {
		$without = (string) preg_replace( self::SECRET, '$1', $html );
		$secret  = substr( md5( $without ), 0, 10 );

		return (string) preg_replace( self::SECRET, '${1}' . $secret, $html );
	}

	/**
	 * @param string|false $html `oembed_dataparse` may give up on an embed.
	 */
	public static function settle_result( string|false $html ): string|false {
		return false === $html ? false : self::settle( $html );
	}

	public static function print_sharing_dialog(): void {
		ob_start();
		print_embed_sharing_dialog();
		echo preg_replace( self::DIALOG_ID, '$1', (string) ob_get_clean() ); // phpcs:ignore WordPress.Security.EscapeOutput -- WordPress' own markup, escaped by it.
	}

	public static function replace_sharing_dialog(): void {
		if ( remove_action( 'embed_footer', 'print_embed_sharing_dialog' ) ) {
			add_action( 'embed_footer', self::print_sharing_dialog( ... ) );
		}
	}
}
