import { ConfigFieldBuilder } from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';
import { DEFAULT_API_URL, DEFAULT_SCRIPT_NAME } from './limits';

/** The field whose values the site's relay puts into an upload. */
export const SECRET_VALUES_FIELD = 'secret_values';

/** Also a label of a host name: the Worker's address begins with it. */
const SCRIPT_NAME = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const HOST_NAME =
	'(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]';
const BUCKET = '[a-z0-9][a-z0-9-]{1,61}[a-z0-9]';
const PREFIX = '[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*';
const NAMES = '[A-Za-z_][A-Za-z0-9_]*(?:\\s*,\\s*[A-Za-z_][A-Za-z0-9_]*)*';
const VALUES =
	'[A-Za-z_][A-Za-z0-9_]*=[^\\n]+(?:\\n+[A-Za-z_][A-Za-z0-9_]*=[^\\n]+)*';
const FOLDER = '[A-Za-z0-9_-]+';

/** What runs at the edge. */
export const SOURCES = [ 'edge-worker', 'code', 'folder' ] as const;

const accessFields = () => [
	ConfigFieldBuilder.text( 'account_id' )
		.label( __( 'Account ID', 'aether-site-exporter-providers' ) )
		.required()
		.pattern( '[0-9a-f]{32}' ),
	ConfigFieldBuilder.password( 'api_token' )
		.label( __( 'API token', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'With the permission "Workers Scripts: Edit", for a domain of your own also "Workers Routes: Edit" and "Zone: Read".',
				'aether-site-exporter-providers'
			)
		)
		.required(),
	ConfigFieldBuilder.text( 'script_name' )
		.label( __( 'Name of the Worker', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'A publish always updates the Worker of this name.',
				'aether-site-exporter-providers'
			)
		)
		.default( DEFAULT_SCRIPT_NAME )
		.pattern( SCRIPT_NAME ),
];

const sourceFields = () => [
	ConfigFieldBuilder.select( 'source', [
		{
			value: 'edge-worker',
			label: __(
				'The Worker that serves the site from R2',
				'aether-site-exporter-providers'
			),
		},
		{
			value: 'code',
			label: __(
				'A module of your own, entered here',
				'aether-site-exporter-providers'
			),
		},
		{
			value: 'folder',
			label: __(
				'Modules of your own, from a folder',
				'aether-site-exporter-providers'
			),
		},
	] )
		.label( __( 'What runs', 'aether-site-exporter-providers' ) )
		.default( 'edge-worker' ),
	ConfigFieldBuilder.textarea( 'code' )
		.label( __( 'Module', 'aether-site-exporter-providers' ) )
		.rows( 12 )
		.max( 500_000 )
		.showIf( 'source', 'code' ),
	ConfigFieldBuilder.text( 'folder' )
		.label( __( 'Folder', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'In wp-content/edge-functions, or in the directory that AETHER_EDGE_FUNCTIONS_DIRECTORY names. index.js or index.mjs starts.',
				'aether-site-exporter-providers'
			)
		)
		.pattern( FOLDER )
		.showIf( 'source', 'folder' ),
	ConfigFieldBuilder.text( 'bucket_name' )
		.label( __( 'R2 bucket', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'The Worker reads it under the name SITE.',
				'aether-site-exporter-providers'
			)
		)
		.pattern( BUCKET ),
	ConfigFieldBuilder.select( 'jurisdiction', [
		{
			value: 'default',
			label: __( 'None', 'aether-site-exporter-providers' ),
		},
		{
			value: 'eu',
			label: __( 'European Union', 'aether-site-exporter-providers' ),
		},
		{
			value: 'us',
			label: __( 'United States', 'aether-site-exporter-providers' ),
		},
		{
			value: 'fedramp',
			label: __( 'FedRAMP', 'aether-site-exporter-providers' ),
		},
		{
			value: 'fedramp-high',
			label: __( 'FedRAMP High', 'aether-site-exporter-providers' ),
		},
	] )
		.label(
			__( 'Jurisdiction of the bucket', 'aether-site-exporter-providers' )
		)
		.default( 'default' ),
	ConfigFieldBuilder.text( 'prefix' )
		.label( __( 'Path in the bucket', 'aether-site-exporter-providers' ) )
		.pattern( PREFIX ),
	ConfigFieldBuilder.textarea( 'variables' )
		.label( __( 'Variables', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'One a line: NAME=value. Nothing secret: they can be read at Cloudflare.',
				'aether-site-exporter-providers'
			)
		)
		.rows( 4 )
		.max( 20_000 )
		.showIf( 'source', [ 'code', 'folder' ] ),
	ConfigFieldBuilder.textarea( SECRET_VALUES_FIELD )
		.label( __( 'Values of secrets', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'One a line: NAME=value. A publish of somebody who may change these settings gives them to the Worker. Its code can read them, and so can whoever decides what code runs.',
				'aether-site-exporter-providers'
			)
		)
		.sensitive()
		.rows( 4 )
		.max( 20_000 )
		.pattern(
			VALUES,
			__(
				'Each line needs the form NAME=value.',
				'aether-site-exporter-providers'
			)
		)
		.showIf( 'source', [ 'code', 'folder' ] ),
	ConfigFieldBuilder.text( 'secret_names' )
		.label(
			__(
				'Secrets stored at Cloudflare',
				'aether-site-exporter-providers'
			)
		)
		.description(
			__(
				'Names, with commas between them, of those whose values stay at Cloudflare: store each there, under Settings → Variables and Secrets of the Worker. A publish without one of them fails.',
				'aether-site-exporter-providers'
			)
		)
		.pattern( NAMES )
		.showIf( 'source', [ 'code', 'folder' ] ),
];

const addressFields = () => [
	ConfigFieldBuilder.checkbox( 'workers_dev' )
		.label(
			__(
				'Reachable below workers.dev',
				'aether-site-exporter-providers'
			)
		)
		.default( true ),
	ConfigFieldBuilder.text( 'custom_domain' )
		.label( __( 'Domain', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'Of a zone in the same account.',
				'aether-site-exporter-providers'
			)
		)
		.placeholder( 'www.example.com' )
		.pattern( HOST_NAME ),
	ConfigFieldBuilder.text( 'take_over' )
		.label( __( 'Take over from', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'Name of a Worker that was not deployed from here and may be replaced, or may lose the domain.',
				'aether-site-exporter-providers'
			)
		)
		.max( 63 ),
	ConfigFieldBuilder.number( 'rollout_percentage' )
		.label(
			__(
				'Visitors that get a new version, in percent',
				'aether-site-exporter-providers'
			)
		)
		.min( 1 )
		.max( 100 )
		.step( 1 )
		.default( 100 ),
	ConfigFieldBuilder.url( 'api_url' )
		.label( __( 'API address', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'Only where requests to Cloudflare go through a gateway of your own.',
				'aether-site-exporter-providers'
			)
		)
		.default( DEFAULT_API_URL ),
];

/** Account, what runs, and where visitors reach it. */
export const cloudflareWorkersFields = () => [
	...accessFields(),
	...sourceFields(),
	...addressFields(),
];
