import { ConfigFieldBuilder } from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';

/** What R2 has beyond any other store with an S3 API. */
export const cloudflareR2Fields = () => [
	ConfigFieldBuilder.text( 'cloudflare_account_id' )
		.label(
			__( 'Cloudflare account ID', 'aether-site-exporter-providers' )
		)
		.description(
			__(
				'The endpoint follows from it.',
				'aether-site-exporter-providers'
			)
		)
		.pattern( '[0-9a-f]{32}' ),
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
		.label( __( 'Jurisdiction', 'aether-site-exporter-providers' ) )
		.default( 'default' ),
	ConfigFieldBuilder.url( 'worker_endpoint' )
		.label( __( 'Worker address', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'Where the Worker serves the bucket; used when there is no public address.',
				'aether-site-exporter-providers'
			)
		),
];
