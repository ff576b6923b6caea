<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Admin;

use Aether\Site_Exporter\Security\Encrypter;
use Aether\Site_Exporter\Settings\Provider_Settings;

/**
 * What Tools → Site Health says of the secrets.
 */
final class Site_Health {

	private const KEY     = 'aether_encryption_key';
	private const SECRETS = 'aether_secrets';

	/**
	 * @param callable(): Provider_Settings $settings
	 */
	public function __construct( private readonly mixed $settings ) {
	}

	/**
	 * A callback of `site_status_tests`.
	 *
	 * @param array<string, array<string, array<string, mixed>>> $tests
	 * @return array<string, array<string, array<string, mixed>>>
	 */
	public function add( array $tests ): array {
		$tests['direct'][ self::KEY ]     = array(
			'label' => __( 'Aether encryption key', 'aether-site-exporter' ),
			'test'  => $this->test_key( ... ),
		);
		$tests['direct'][ self::SECRETS ] = array(
			'label' => __( 'Aether secrets', 'aether-site-exporter' ),
			'test'  => $this->test_secrets( ... ),
		);

		return $tests;
	}

	/**
	 * @return array<string, mixed>
	 */
	public function test_key(): array {
		if ( ! Encrypter::is_possible() ) {
			return self::result( self::KEY, 'critical', __( 'Aether cannot encrypt secrets', 'aether-site-exporter' ), __( 'No secret can be saved. Set AETHER_ENCRYPTION_KEY in wp-config.php to 32 or more random characters.', 'aether-site-exporter' ) );
		}
		if ( Encrypter::key_is_in_database() ) {
			return self::result( self::KEY, 'critical', __( 'Aether encrypts secrets with a key that lies in the database', 'aether-site-exporter' ), __( 'wp-config.php has no salts of its own, so WordPress keeps them beside the secrets: whoever gets a copy of the database has both. Set AETHER_ENCRYPTION_KEY in wp-config.php to 32 or more random characters; what is encrypted now stays readable.', 'aether-site-exporter' ) );
		}
		if ( ! Encrypter::has_own_key() ) {
			return self::result( self::KEY, 'recommended', __( 'Aether encrypts secrets with a key from the salts of WordPress', 'aether-site-exporter' ), __( 'When the salts in wp-config.php change, every secret must be entered again. Set AETHER_ENCRYPTION_KEY in wp-config.php to 32 or more random characters to keep them apart; what is encrypted now stays readable.', 'aether-site-exporter' ) );
		}

		return self::result( self::KEY, 'good', __( 'Aether encrypts secrets with a key of its own', 'aether-site-exporter' ), __( 'The key is the constant AETHER_ENCRYPTION_KEY.', 'aether-site-exporter' ) );
	}

	/**
	 * @return array<string, mixed>
	 */
	public function test_secrets(): array {
		$unreadable = array();
		foreach ( ( $this->settings )()->describe()['secrets'] as $provider => $fields ) {
			foreach ( array_keys( $fields, 'unreadable', true ) as $field ) {
				$unreadable[] = $provider . ': ' . $field;
			}
		}
		if ( array() === $unreadable ) {
			return self::result( self::SECRETS, 'good', __( 'All secrets of Aether can be read', 'aether-site-exporter' ), __( 'A publish can use what was saved.', 'aether-site-exporter' ) );
		}

		return self::result(
			self::SECRETS,
			'critical',
			__( 'Some secrets of Aether cannot be read', 'aether-site-exporter' ),
			/* translators: %s: names of providers and fields. */
			sprintf( __( 'They were encrypted with another key. Enter them again in Settings → Aether, or bring back the old key as AETHER_ENCRYPTION_KEY_PREVIOUS: %s', 'aether-site-exporter' ), implode( ', ', $unreadable ) )
		);
	}

	/**
	 * @return array<string, mixed>
	 */
	private static function result( string $test, string $status, string $label, string $description ): array {
		return array(
			'test'        => $test,
			'status'      => $status,
			'label'       => $label,
			'badge'       => array(
				'label' => __( 'Security', 'aether-site-exporter' ),
				'color' => 'blue',
			),
			'description' => '<p>' . esc_html( $description ) . '</p>',
			'actions'     => 'good' === $status ? '' : sprintf( '<p><a href="%s">%s</a></p>', esc_url( admin_url( 'options-general.php?page=aether' ) ), esc_html__( 'Settings → Aether', 'aether-site-exporter' ) ),
		);
	}
}
