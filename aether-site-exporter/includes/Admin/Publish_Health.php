<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Admin;

use Aether\Site_Exporter\Publishing\Place_States;
use Aether\Site_Exporter\Publishing\Publish_Records;
use WP_Error;
use WP_Http;

/**
 * What Tools → Site Health says of publishing: what would make the next one fail, and how the last one ended.
 */
final class Publish_Health {

	/** Seconds. The tests of WordPress wait as long. */
	private const LONGEST_ANSWER = 10;

	public function __construct(
		private readonly Publish_Records $records,
		private readonly Place_States $places,
	) {
	}

	/**
	 * A callback of `site_status_tests`.
	 *
	 * @param array<string, array<string, array<string, mixed>>> $tests
	 * @return array<string, array<string, array<string, mixed>>>
	 */
	public function add( array $tests ): array {
		$tests['direct']['aether_permalinks']   = array(
			'label' => __( 'Aether permalinks', 'aether-site-exporter' ),
			'test'  => $this->test_permalinks( ... ),
		);
		$tests['direct']['aether_folder']       = array(
			'label' => __( 'Aether folder', 'aether-site-exporter' ),
			'test'  => $this->test_folder( ... ),
		);
		$tests['direct']['aether_last_publish'] = array(
			'label' => __( 'Aether last publish', 'aether-site-exporter' ),
			'test'  => $this->test_last_publish( ... ),
		);
		$tests['async']['aether-visitors']      = array(
			'label'             => __( 'Aether as a visitor', 'aether-site-exporter' ),
			'test'              => 'aether-visitors',
			'async_direct_test' => $this->test_visitors( ... ),
		);

		return $tests;
	}

	/** A callback of `wp_ajax_health-check-aether-visitors`: Site Health asks for slow tests one at a time. */
	public function answer_visitors(): void {
		check_ajax_referer( 'health-check-site-status' );
		if ( ! current_user_can( 'view_site_health_checks' ) ) {
			wp_send_json_error( null, 403 );
		}
		wp_send_json_success( $this->test_visitors() );
	}

	/**
	 * @return array<string, mixed>
	 */
	public function test_permalinks(): array {
		if ( '' !== (string) get_option( 'permalink_structure' ) ) {
			return Health_Result::good( 'aether_permalinks', __( 'Permalinks can be published by Aether', 'aether-site-exporter' ), __( 'Every page has an address that a static site can have, too.', 'aether-site-exporter' ) );
		}

		return Health_Result::of( 'aether_permalinks', 'critical', __( 'Aether cannot publish plain permalinks', 'aether-site-exporter' ), __( 'With plain permalinks all pages share one address and differ behind the question mark, which a static site does not see. Choose any other structure.', 'aether-site-exporter' ), admin_url( 'options-permalink.php' ), __( 'Settings → Permalinks', 'aether-site-exporter' ) );
	}

	/**
	 * @return array<string, mixed>
	 */
	public function test_folder(): array {
		$uploads = wp_upload_dir( null, false )['basedir'];
		if ( self::can_write( $uploads ) ) {
			return Health_Result::good( 'aether_folder', __( 'Aether can write its files', 'aether-site-exporter' ), __( 'The uploads folder is writable.', 'aether-site-exporter' ) );
		}

		/* translators: %s: a folder. */
		return Health_Result::of( 'aether_folder', 'critical', __( 'Aether cannot write its files', 'aether-site-exporter' ), sprintf( __( 'What is known of published files, and the Local filesystem provider, need %s to be writable by the web server.', 'aether-site-exporter' ), $uploads ) );
	}

	/** Whether a folder can be written to; one that is not there yet counts where it can be made. */
	private static function can_write( string $folder ): bool {
		while ( ! file_exists( $folder ) && dirname( $folder ) !== $folder ) {
			$folder = dirname( $folder );
		}

		return is_dir( $folder ) && wp_is_writable( $folder );
	}

	/**
	 * @return array<string, mixed>
	 */
	public function test_last_publish(): array {
		$last = $this->records->latest_that_ended();
		if ( null === $last ) {
			return Health_Result::good( 'aether_last_publish', __( 'Aether has not published this site yet', 'aether-site-exporter' ), __( 'There is nothing to tell of.', 'aether-site-exporter' ) );
		}
		/* translators: %s: a time span, such as "3 hours". */
		$when = sprintf( __( 'That was %s ago.', 'aether-site-exporter' ), human_time_diff( intdiv( $last->finished_at ?? $last->heartbeat_at, 1000 ) ) );

		$failed = $this->places->failed();
		if ( in_array( $last->status, array( 'success', 'cancelled' ), true ) && array() !== $failed ) {
			/* translators: %s: a list of providers. */
			return self::last_publish( 'recommended', __( 'An earlier publish by Aether failed at a place that was not published to since', 'aether-site-exporter' ), sprintf( __( 'Visitors see an older site at: %s.', 'aether-site-exporter' ), wp_sprintf_l( '%l', $failed ) ) );
		}

		return match ( $last->status ) {
			'failed'                 => self::last_publish( 'critical', __( 'The last publish by Aether failed', 'aether-site-exporter' ), $when ),
			'interrupted', 'running' => self::last_publish( 'recommended', __( 'The last publish by Aether broke off', 'aether-site-exporter' ), $when ),
			'partial'                => self::last_publish( 'recommended', __( 'The last publish by Aether did not reach every place', 'aether-site-exporter' ), $when ),
			default                  => Health_Result::good( 'aether_last_publish', __( 'The last publish by Aether ended as it should', 'aether-site-exporter' ), $when ),
		};
	}

	/**
	 * @param 'critical'|'recommended' $status
	 * @return array<string, mixed>
	 */
	private static function last_publish( string $status, string $label, string $text ): array {
		return Health_Result::of( 'aether_last_publish', $status, $label, $text, Page::url( 'history' ), __( 'See what happened', 'aether-site-exporter' ) );
	}

	/**
	 * @return array<string, mixed>
	 */
	public function test_visitors(): array {
		// As the publish asks: without cookies, and a redirect is an answer.
		$answer = wp_remote_get(
			home_url( '/' ),
			array(
				'timeout'     => self::LONGEST_ANSWER,
				'redirection' => 0,
				'cookies'     => array(),
				/** This filter is documented in wp-includes/class-wp-http-streams.php */
				'sslverify'   => apply_filters( 'https_local_ssl_verify', false ),
			)
		);
		$status = (int) wp_remote_retrieve_response_code( $answer );
		if ( 200 === $status ) {
			return Health_Result::good( 'aether-visitors', __( 'Aether sees this site as visitors do', 'aether-site-exporter' ), __( 'The front page answers without a login.', 'aether-site-exporter' ) );
		}
		$to = self::redirect( $answer );
		if ( null !== $to && ! str_ends_with( (string) wp_parse_url( $to, PHP_URL_PATH ), '/wp-login.php' ) ) {
			return self::redirected( $to );
		}
		$cause = is_wp_error( $answer ) ? $answer->get_error_message() : sprintf(
			/* translators: %d: an HTTP status code. */
			__( 'It answered with the status %d.', 'aether-site-exporter' ),
			$status
		);

		return Health_Result::of(
			'aether-visitors',
			'recommended',
			__( 'The front page does not answer this server without a login', 'aether-site-exporter' ),
			/* translators: %s: the cause. */
			sprintf( __( 'Publishing from this page still works where your browser gets the front page; publishing from the command line may not. %s', 'aether-site-exporter' ), $cause )
		);
	}

	/**
	 * Where an answer leads, absolute; null where it leads nowhere, or where it was asked for.
	 *
	 * @param array<string, mixed>|WP_Error $answer
	 */
	private static function redirect( array|WP_Error $answer ): ?string {
		$status   = (int) wp_remote_retrieve_response_code( $answer );
		$location = current( (array) wp_remote_retrieve_header( $answer, 'location' ) );
		if ( $status < 300 || $status >= 400 || '' === (string) $location ) {
			return null;
		}
		$to = WP_Http::make_absolute_url( (string) $location, home_url( '/' ) );

		return home_url( '/' ) === $to ? null : $to;
	}

	/**
	 * A front page that leads to another page is none of a login: a site in several languages has one.
	 *
	 * @param string $to Absolute.
	 * @return array<string, mixed>
	 */
	private static function redirected( string $to ): array {
		if ( str_starts_with( $to, home_url( '/' ) ) ) {
			/* translators: %s: an address. */
			return Health_Result::good( 'aether-visitors', __( 'Aether sees this site as visitors do', 'aether-site-exporter' ), sprintf( __( 'The front page leads to %s without a login.', 'aether-site-exporter' ), $to ) );
		}

		return Health_Result::of(
			'aether-visitors',
			'recommended',
			__( 'The front page leads to another address', 'aether-site-exporter' ),
			/* translators: %s: an address. */
			sprintf( __( 'Visitors end up at %s, which is not below the address of this site, so its pages may be missing in a publish. Let the addresses in the settings be those at which visitors end up.', 'aether-site-exporter' ), $to ),
			admin_url( 'options-general.php' ),
			__( 'Settings → General', 'aether-site-exporter' )
		);
	}
}
