import {
	ConfigFieldBuilder,
	type ConfigValue,
	type UrlStyle,
} from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';

/** How files lie in a bucket: a release tree that the Worker serves, or one object per path. */
export type BucketLayout = 'releases' | 'plain';

/** No part begins with a dot: `..` would leave the place that it names. */
const PREFIX = '[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*';

export const DEFAULT_KEEP_RELEASES = 5;
const DEFAULT_URL_STYLE: UrlStyle = 'absolute';

/**
 * @param value What is stored in `keep_releases`.
 */
export const readKeepReleases = ( value: ConfigValue | undefined ): number =>
	typeof value === 'number' && value >= 1 ? value : DEFAULT_KEEP_RELEASES;

export const readPercentage = ( value: ConfigValue | undefined ): number =>
	typeof value === 'number' && value >= 1 && value <= 100
		? Math.round( value )
		: 100;

/**
 * @param value         What is stored in `layout`.
 * @param defaultLayout
 */
export const readLayout = (
	value: ConfigValue | undefined,
	defaultLayout: BucketLayout
): BucketLayout =>
	value === 'plain' || value === 'releases' ? value : defaultLayout;

/**
 * @param value What is stored in `url_style`.
 */
export const readUrlStyle = ( value: ConfigValue | undefined ): UrlStyle =>
	value === 'root-relative' || value === 'document-relative'
		? value
		: DEFAULT_URL_STYLE;

/**
 * The key, the bucket, and where visitors reach it: the same for every store with an S3 API.
 *
 * @param defaultLayout
 * @param rights        A translated sentence on what the key must be allowed, in the words of who gives it out.
 */
export const bucketFields = ( defaultLayout: BucketLayout, rights: string ) => [
	ConfigFieldBuilder.text( 'access_key_id' )
		.label( __( 'Access key ID', 'aether-site-exporter-providers' ) )
		.description( rights )
		.required(),
	ConfigFieldBuilder.password( 'secret_access_key' )
		.label( __( 'Secret access key', 'aether-site-exporter-providers' ) )
		.required(),
	ConfigFieldBuilder.text( 'bucket_name' )
		.label( __( 'Bucket', 'aether-site-exporter-providers' ) )
		.required()
		.pattern( '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]' ),
	ConfigFieldBuilder.text( 'region' )
		.label( __( 'Region', 'aether-site-exporter-providers' ) )
		.default( 'auto' ),
	ConfigFieldBuilder.url( 'endpoint' ).label(
		__( 'Endpoint', 'aether-site-exporter-providers' )
	),
	ConfigFieldBuilder.text( 'prefix' )
		.label( __( 'Path in the bucket', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'Everything is put below it, so that several sites can share a bucket.',
				'aether-site-exporter-providers'
			)
		)
		.pattern( PREFIX ),
	ConfigFieldBuilder.url( 'public_url' )
		.label( __( 'Public address', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'Where visitors reach the site.',
				'aether-site-exporter-providers'
			)
		)
		.placeholder( 'https://www.example.com/' ),
	ConfigFieldBuilder.select( 'layout', [
		{
			value: 'releases',
			label: __(
				'Releases, served by the Worker',
				'aether-site-exporter-providers'
			),
		},
		{
			value: 'plain',
			label: __(
				'One object per page, served by the bucket itself',
				'aether-site-exporter-providers'
			),
		},
	] )
		.label( __( 'Layout', 'aether-site-exporter-providers' ) )
		.default( defaultLayout ),
	ConfigFieldBuilder.number( 'keep_releases' )
		.label( __( 'Releases to keep', 'aether-site-exporter-providers' ) )
		.min( 1 )
		.max( 50 )
		.default( DEFAULT_KEEP_RELEASES )
		.showIf( 'layout', 'releases' ),
	ConfigFieldBuilder.number( 'rollout_percentage' )
		.label(
			__(
				'Visitors that get a new release, in percent',
				'aether-site-exporter-providers'
			)
		)
		.description(
			__(
				'With less than 100 the others keep the release that they have, until you activate one for all.',
				'aether-site-exporter-providers'
			)
		)
		.min( 1 )
		.max( 100 )
		.step( 1 )
		.default( 100 )
		.showIf( 'layout', 'releases' ),
	ConfigFieldBuilder.select( 'url_style', [
		{
			value: 'absolute',
			label: __(
				'With the public address',
				'aether-site-exporter-providers'
			),
		},
		{
			value: 'root-relative',
			label: __(
				'From the root of the host',
				'aether-site-exporter-providers'
			),
		},
		{
			value: 'document-relative',
			label: __( 'From page to page', 'aether-site-exporter-providers' ),
		},
	] )
		.label( __( 'Links between pages', 'aether-site-exporter-providers' ) )
		.default( DEFAULT_URL_STYLE ),
];
