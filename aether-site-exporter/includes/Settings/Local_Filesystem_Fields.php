<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

use Aether\Site_Exporter\Storage\Local_Place;

/**
 * The fields of the provider that this plugin brings.
 */
final class Local_Filesystem_Fields {

	public static function register(): void {
		aether_register_provider_schema(
			Local_Place::PROVIDER,
			array(
				array(
					'id'    => 'directory',
					'type'  => 'text',
					'label' => __( 'Directory', 'aether-site-exporter' ),
				),
				array(
					'id'    => 'public_url',
					'type'  => 'url',
					'label' => __( 'Public address', 'aether-site-exporter' ),
				),
				array(
					'id'      => 'keep_releases',
					'type'    => 'number',
					'label'   => __( 'Releases to keep', 'aether-site-exporter' ),
					'min'     => 1,
					'max'     => 50,
					'step'    => 1,
					'default' => 5,
				),
				array(
					'id'      => 'url_style',
					'type'    => 'select',
					'label'   => __( 'Links between pages', 'aether-site-exporter' ),
					'default' => 'absolute',
					'options' => array(
						array(
							'value' => 'absolute',
							'label' => __( 'With the public address', 'aether-site-exporter' ),
						),
						array(
							'value' => 'root-relative',
							'label' => __( 'From the root of the host', 'aether-site-exporter' ),
						),
						array(
							'value' => 'document-relative',
							'label' => __( 'From page to page: also works without a web server', 'aether-site-exporter' ),
						),
					),
				),
			)
		);
	}
}
