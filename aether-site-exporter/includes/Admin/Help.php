<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Admin;

/**
 * The help of Settings → Aether, and what the site's privacy policy may say of it.
 */
final class Help {

	/** A callback of `load-` and the page's hook. */
	public static function add_tabs(): void {
		$screen = get_current_screen();
		foreach ( self::topics() as $id => list( $title, $paragraphs ) ) {
			$screen?->add_help_tab(
				array(
					'id'      => 'aether-' . $id,
					'title'   => $title,
					'content' => '<p>' . implode( '</p><p>', array_map( 'esc_html', $paragraphs ) ) . '</p>',
				)
			);
		}
	}

	/** A callback of `admin_init`. */
	public static function suggest_privacy_policy(): void {
		wp_add_privacy_policy_content(
			'Aether Site Exporter',
			'<p>' . implode(
				'</p><p>',
				array_map(
					'esc_html',
					array(
						__( 'The pages of this site are copied to hosting providers, which deliver them to visitors. What a provider records of a visit, such as IP addresses, follows its own privacy policy. Name your providers here.', 'aether-site-exporter' ),
						__( 'Names of authors and approved comments are part of the copied pages. Drafts, private posts, e-mail addresses and accounts are not copied.', 'aether-site-exporter' ),
						__( 'For the safety of the site, a log keeps who changed settings and who published, with date and IP address. It is part of exports and erasures of personal data.', 'aether-site-exporter' ),
					)
				)
			) . '</p>'
		);
	}

	/**
	 * @return array<string, array{string, list<string>}> Title and paragraphs.
	 */
	private static function topics(): array {
		return array(
			'start'   => array(
				__( 'First steps', 'aether-site-exporter' ),
				array(
					__( 'Tick under Providers what a place shall receive, fill in its fields and test the connection. Save, then press Publish.', 'aether-site-exporter' ),
					__( 'Local filesystem needs no account: it publishes into the uploads folder of this server.', 'aether-site-exporter' ),
				),
			),
			'publish' => array(
				__( 'Publishing', 'aether-site-exporter' ),
				array(
					__( 'The site is rendered once as visitors see it, checked, and sent to every place at the same time. Only what changed is sent. A place that fails does not stop the others.', 'aether-site-exporter' ),
					__( 'Keep this tab open while a publish runs. When it is closed, the publish can be taken over after 90 seconds and goes on where it stopped.', 'aether-site-exporter' ),
				),
			),
			'bundle'  => array(
				__( 'Blueprint bundle', 'aether-site-exporter' ),
				array(
					__( 'A file from which WordPress Playground starts a copy of this site in a browser. It holds public content, the theme and public media; no drafts, accounts or secrets.', 'aether-site-exporter' ),
				),
			),
			'secrets' => array(
				__( 'Secrets', 'aether-site-exporter' ),
				array(
					__( 'Tokens and keys are encrypted and never come back into the browser. Tools → Site Health tells whether they can be read, and how to give them a key of their own.', 'aether-site-exporter' ),
				),
			),
		);
	}
}
