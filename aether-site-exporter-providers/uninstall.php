<?php
/**
 * Nothing to remove: the settings of these providers belong to Aether Site Exporter, which removes them when it goes.
 *
 * @package Aether\Site_Exporter_Providers
 */

declare( strict_types=1 );

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;
