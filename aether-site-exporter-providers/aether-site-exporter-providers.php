<?php
/**
 * Plugin Name:       Aether Site Exporter Providers
 * Description:       Lets Aether Site Exporter publish to Cloudflare R2, GitLab, GitLab Pages and Cloudflare Workers.
 * Version:           0.1.0
 * Requires at least: 6.8
 * Requires PHP:      8.1
 * Requires Plugins:  aether-site-exporter
 * Author:            Aether
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       aether-site-exporter-providers
 * Domain Path:       /languages
 *
 * @package Aether\Site_Exporter_Providers
 */

declare( strict_types=1 );

namespace Aether\Site_Exporter_Providers;

defined( 'ABSPATH' ) || exit;

const PLUGIN_FILE = __FILE__;

require_once __DIR__ . '/includes/autoload.php';

add_action( 'aether_init', Plugin::join( ... ) );
