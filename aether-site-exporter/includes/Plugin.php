<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter;

use Aether\Site_Exporter\Admin\Admin_Bar;
use Aether\Site_Exporter\Admin\Credential_Health;
use Aether\Site_Exporter\Admin\Dashboard_Notice;
use Aether\Site_Exporter\Admin\Help;
use Aether\Site_Exporter\Admin\Page;
use Aether\Site_Exporter\Admin\Posts_Column;
use Aether\Site_Exporter\Admin\Publish_Health;
use Aether\Site_Exporter\Admin\Scripts;
use Aether\Site_Exporter\Admin\Site_Health;
use Aether\Site_Exporter\Audit\Audit_Privacy;
use Aether\Site_Exporter\Audit\Audit_Retention;
use Aether\Site_Exporter\Publishing\Entry_Places;
use Aether\Site_Exporter\Publishing\Ledger_Store;
use Aether\Site_Exporter\Publishing\Publish_Journal;
use Aether\Site_Exporter\Publishing\Publish_Records;
use Aether\Site_Exporter\Publishing\Place_States;
use Aether\Site_Exporter\Publishing\Unpublished_Changes;
use Aether\Site_Exporter\Relay\Allowed_Hosts;
use Aether\Site_Exporter\Relay\Guard;
use Aether\Site_Exporter\Relay\Known_Secrets;
use Aether\Site_Exporter\Relay\Provider_Addresses;
use Aether\Site_Exporter\Relay\Relay;
use Aether\Site_Exporter\Relay\Secret_Bodies;
use Aether\Site_Exporter\Rest\Audit_Controller;
use Aether\Site_Exporter\Rest\Bundle_Controller;
use Aether\Site_Exporter\Rest\Changes_Controller;
use Aether\Site_Exporter\Rest\Connections_Controller;
use Aether\Site_Exporter\Rest\Controller;
use Aether\Site_Exporter\Rest\Edge_Functions_Controller;
use Aether\Site_Exporter\Rest\Entries_Controller;
use Aether\Site_Exporter\Rest\Journal_Controller;
use Aether\Site_Exporter\Rest\Ledgers_Controller;
use Aether\Site_Exporter\Rest\Local_Controller;
use Aether\Site_Exporter\Rest\Local_Releases_Controller;
use Aether\Site_Exporter\Rest\Plugin_Options_Controller;
use Aether\Site_Exporter\Rest\Publishes_Controller;
use Aether\Site_Exporter\Rest\Raw_Response;
use Aether\Site_Exporter\Rest\Relay_Controller;
use Aether\Site_Exporter\Rest\Releases_Controller;
use Aether\Site_Exporter\Rest\Request_Guard;
use Aether\Site_Exporter\Rest\Schemas_Controller;
use Aether\Site_Exporter\Rest\Secrets_Controller;
use Aether\Site_Exporter\Rest\Section_Controller;
use Aether\Site_Exporter\Rest\Settings_Controller;
use Aether\Site_Exporter\Rest\Signing_Keys_Controller;
use Aether\Site_Exporter\Rest\Site_Controller;
use Aether\Site_Exporter\Rest\Trials_Controller;
use Aether\Site_Exporter\Security\Capabilities;
use Aether\Site_Exporter\Security\Secret_Rotation;
use Aether\Site_Exporter\Security\Secrets_Command;
use Aether\Site_Exporter\Security\Signing_Allowance;
use Aether\Site_Exporter\Settings\Address_Change;
use Aether\Site_Exporter\Settings\Bundle_Choice;
use Aether\Site_Exporter\Settings\Credential_Ends;
use Aether\Site_Exporter\Settings\Environments;
use Aether\Site_Exporter\Settings\Local_Filesystem_Fields;
use Aether\Site_Exporter\Settings\Provider_Settings;
use Aether\Site_Exporter\Settings\Schema_Registry;
use Aether\Site_Exporter\Settings\Secret_Sources;
use Aether\Site_Exporter\Settings\Settings_Document;
use Aether\Site_Exporter\Settings\Settings_Section;
use Aether\Site_Exporter\Settings\Settings_Store;
use Aether\Site_Exporter\Settings\Settings_Trial;
use Aether\Site_Exporter\Settings\Site_Rules;
use Aether\Site_Exporter\Site\Render_Mode;
use Aether\Site_Exporter\Storage\Module_Folder;
use WP_CLI;
use Aether\Site_Exporter\Site\Stable_Embeds;
use Aether\Site_Exporter\Site\Stable_Lightboxes;

/**
 * The one place where parts are put together and hooked into WordPress.
 */
final class Plugin {

	private static ?self $instance = null;

	private ?Schema_Registry $schemas = null;

	private ?Provider_Addresses $addresses = null;

	private ?Secret_Bodies $secret_bodies = null;

	public static function instance(): self {
		self::$instance ??= new self();

		return self::$instance;
	}

	public function register_hooks(): void {
		/**
		 * Fires on `plugins_loaded`, so that plugins which extend Aether can join it: add your other hooks here, and none
		 * of them runs where Aether is not active.
		 *
		 * @param string $version Of Aether Site Exporter.
		 */
		add_action( 'plugins_loaded', static fn () => do_action( 'aether_init', VERSION ) );
		add_filter( 'user_has_cap', Capabilities::grant( ... ) );
		add_action( 'rest_api_init', $this->register_routes( ... ) );
		add_filter( 'rest_request_before_callbacks', Request_Guard::before( ... ), 10, 3 );
		add_filter( 'rest_request_before_callbacks', Settings_Trial::begin( ... ), 11, 3 );
		add_filter( 'rest_request_after_callbacks', Settings_Trial::end( ... ) );
		add_filter( 'rest_post_dispatch', Request_Guard::after( ... ), 10, 3 );
		add_filter( 'rest_pre_serve_request', Raw_Response::serve( ... ), 20, 2 ); // Behind the headers of WordPress.
		add_action( 'aether_register_provider_schemas', Local_Filesystem_Fields::register( ... ) );
		add_action( 'admin_menu', Page::add( ... ) );
		add_action( 'admin_enqueue_scripts', Scripts::enqueue( ... ), 5 );
		add_action( 'enqueue_block_editor_assets', Scripts::enqueue_in_editor( ... ) );
		add_action( 'admin_init', Audit_Retention::schedule( ... ) );
		add_action( Audit_Retention::CRON, Audit_Retention::prune( ... ) );
		add_action( Audit_Retention::CRON, static fn () => ( new Publish_Journal() )->prune( Audit_Retention::oldest() ) );
		add_filter( 'wp_privacy_personal_data_exporters', Audit_Privacy::add_exporter( ... ) );
		add_filter( 'wp_privacy_personal_data_erasers', Audit_Privacy::add_eraser( ... ) );
		add_filter( 'wpmu_drop_tables', Uninstaller::add_tables( ... ), 10, 2 );

		add_filter( 'site_status_tests', ( new Site_Health( $this->settings( ... ) ) )->add( ... ) );
		add_filter( 'site_status_tests', ( new Credential_Health( $this->credential_ends( ... ) ) )->add( ... ) );
		$this->register_other_screens();
		if ( defined( 'WP_CLI' ) && constant( 'WP_CLI' ) ) {
			WP_CLI::add_command( 'aether secrets', new Secrets_Command() );
		}

		if ( Render_Mode::is_requested() ) {
			Render_Mode::forget_visitor();
			add_filter( 'determine_current_user', '__return_zero', PHP_INT_MAX );
			add_action( 'init', Render_Mode::remove_dead_links( ... ), PHP_INT_MAX );
			add_action( 'send_headers', Render_Mode::send_headers( ... ), PHP_INT_MAX );
			add_filter( 'wp_redirect_status', Render_Mode::describe_redirect( ... ), PHP_INT_MAX, 2 );
			add_filter( 'embed_html', Stable_Embeds::settle( ... ) );
			add_filter( 'oembed_dataparse', Stable_Embeds::settle_result( ... ), 11 );
			add_action( 'init', Stable_Embeds::replace_sharing_dialog( ... ), PHP_INT_MAX );
			add_filter( 'render_block_context', Stable_Lightboxes::name_gallery( ... ), 11, 2 );
			add_filter( 'render_block_core/image', Stable_Lightboxes::settle( ... ), PHP_INT_MAX );
			add_filter( 'script_module_data_@wordpress/interactivity', Stable_Lightboxes::settle_state( ... ), 11 );
		}
	}

	/** What WordPress' own screens say of publishing. */
	private function register_other_screens(): void {
		$records = new Publish_Records();
		$places  = new Place_States( $this->settings() );
		$changes = new Unpublished_Changes( $places );
		$health  = new Publish_Health( $records, $places );
		$bar     = new Admin_Bar( $changes );
		$column  = new Posts_Column( $changes );

		add_filter( 'site_status_tests', $health->add( ... ) );
		add_action( 'wp_ajax_health-check-aether-visitors', $health->answer_visitors( ... ) );
		add_action( 'admin_notices', ( new Dashboard_Notice( $records, $places ) )->show( ... ) );
		add_action( 'load-' . Page::HOOK, Help::add_tabs( ... ) );
		add_action( 'admin_init', Help::suggest_privacy_policy( ... ) );
		add_filter( 'plugin_action_links_' . plugin_basename( PLUGIN_FILE ), Page::add_link( ... ) );
		add_action( 'transition_post_status', $changes->note( ... ), 10, 3 );
		add_action( 'post_updated', $changes->note_password( ... ), 10, 3 );
		add_action( 'after_delete_post', $changes->note_deleted( ... ), 10, 2 );
		add_action( 'admin_bar_menu', $bar->add( ... ), 80 );
		foreach ( array( 'posts', 'pages' ) as $list ) {
			add_filter( "manage_{$list}_columns", $column->add( ... ), 10, 2 );
			add_action( "manage_{$list}_custom_column", $column->render( ... ), 10, 2 );
		}
	}

	public function schemas(): Schema_Registry {
		$this->schemas ??= new Schema_Registry();

		return $this->schemas;
	}

	public function addresses(): Provider_Addresses {
		$this->addresses ??= new Provider_Addresses( $this->schemas() );

		return $this->addresses;
	}

	public function secret_bodies(): Secret_Bodies {
		$this->secret_bodies ??= new Secret_Bodies( $this->secrets(), $this->addresses(), Allowed_Hosts::of_this_server() );

		return $this->secret_bodies;
	}

	public function settings(): Provider_Settings {
		return new Provider_Settings( new Settings_Store(), $this->schemas(), $this->secrets(), new Address_Change( $this->addresses() ) );
	}

	public function secrets(): Secret_Sources {
		return new Secret_Sources( new Settings_Store() );
	}

	private function credential_ends(): Credential_Ends {
		return new Credential_Ends( $this->settings(), $this->secrets() );
	}

	private function register_routes(): void {
		$store    = new Settings_Store();
		$secrets  = $this->secrets();
		$settings = $this->settings();
		$records  = new Publish_Records();
		$rules    = new Site_Rules( $store );
		$places   = new Environments( $store, $this->schemas() );
		$sections = array( $rules, new Bundle_Choice( $store ), $places );
		$document = new Settings_Document( $settings, $sections );

		array_map(
			static fn ( Controller $controller ) => $controller->register_routes(),
			array(
				new Site_Controller( $settings, $rules, $places ),
				new Entries_Controller( new Entry_Places( $records, $settings ) ),
				new Changes_Controller( new Unpublished_Changes( new Place_States( $settings ) ) ),
				new Bundle_Controller(),
				new Plugin_Options_Controller(),
				new Edge_Functions_Controller( Module_Folder::of_this_server() ),
				new Settings_Controller( $settings, $document ),
				...array_map( static fn ( Settings_Section $section ): Section_Controller => new Section_Controller( $section, $document ), $sections ),
				new Schemas_Controller( $this->schemas(), $settings ),
				new Trials_Controller( $settings ),
				new Connections_Controller( $this->credential_ends() ),
				new Signing_Keys_Controller( $secrets, $this->schemas(), new Signing_Allowance( $records ) ),
				new Secrets_Controller( new Secret_Rotation( $store ) ),
				new Relay_Controller( new Relay( $this->addresses(), $settings, $secrets, Guard::of_this_server(), $this->secret_bodies() ) ),
				new Audit_Controller(),
				new Publishes_Controller( $records, $settings ),
				new Journal_Controller( $records, new Publish_Journal(), new Known_Secrets( $settings, $secrets, $this->secret_bodies() ) ),
				new Releases_Controller(),
				new Ledgers_Controller( new Ledger_Store() ),
				new Local_Controller( $settings, $records ),
				new Local_Releases_Controller( $settings, $records ),
			)
		);
	}
}
