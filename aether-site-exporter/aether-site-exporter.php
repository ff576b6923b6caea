<?php
/**
 * Plugin Name:       Aether Site Exporter
 * Description:       Publishes this WordPress site to many places at once: as a static site and as a WordPress Playground bundle.
 * Version:           0.1.0
 * Requires at least: 6.8
 * Requires PHP:      8.1
 * Author:            Aether
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       aether-site-exporter
 * Domain Path:       /languages
 *
 * @package Aether\Site_Exporter
 */

declare( strict_types=1 );

namespace Aether\Site_Exporter;

defined( 'ABSPATH' ) || exit;

const VERSION     = '0.1.0';
const PLUGIN_FILE = __FILE__;

require_once __DIR__ . '/includes/autoload.php';
require_once __DIR__ . '/includes/functions.php';

Plugin::instance()->register_hooks();
