import { ConfigFieldBuilder, type UrlStyle } from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';

/** Right wherever the site is served; the other two survive a move to another address. */
export const DEFAULT_URL_STYLE: UrlStyle = 'absolute';

const URL_STYLES: readonly unknown[] = [
	'absolute',
	'root-relative',
	'document-relative',
] satisfies readonly UrlStyle[];

const isUrlStyle = ( value: unknown ): value is UrlStyle =>
	URL_STYLES.includes( value );

/**
 * @param value What is stored in `url_style`.
 */
export const readUrlStyle = ( value: unknown ): UrlStyle =>
	isUrlStyle( value ) ? value : DEFAULT_URL_STYLE;

/** Where the files lie, where they are public, how many releases stay, and how pages link to each other. */
export const localFilesystemFields = () => [
	ConfigFieldBuilder.url( 'public_url' )
		.label( __( 'Public address', 'aether-site-exporter' ) )
		.description(
			__(
				'Where visitors reach the static site. Leave it empty to use the address of the folder itself.',
				'aether-site-exporter'
			)
		)
		.placeholder( 'https://www.example.com/' )
		.build(),
	ConfigFieldBuilder.text( 'directory' )
		.label( __( 'Folder', 'aether-site-exporter' ) )
		.description(
			__(
				'Absolute path of a folder that this server may write to. Leave it empty to use a folder below uploads.',
				'aether-site-exporter'
			)
		)
		.build(),
	ConfigFieldBuilder.number( 'keep_releases' )
		.label( __( 'Releases to keep', 'aether-site-exporter' ) )
		.description(
			__(
				'Older releases are removed after a publish; any kept one can be activated again.',
				'aether-site-exporter'
			)
		)
		.min( 1 )
		.max( 50 )
		.default( 5 )
		.build(),
	ConfigFieldBuilder.select( 'url_style', [
		{
			value: 'absolute',
			label: __( 'With the public address', 'aether-site-exporter' ),
		},
		{
			value: 'root-relative',
			label: __( 'From the root of the host', 'aether-site-exporter' ),
		},
		{
			value: 'document-relative',
			label: __(
				'From page to page: also works without a web server',
				'aether-site-exporter'
			),
		},
	] )
		.label( __( 'Links between pages', 'aether-site-exporter' ) )
		.default( DEFAULT_URL_STYLE )
		.build(),
];
