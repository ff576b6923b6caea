import type { ProviderMetadata, ProviderRuntime } from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';
import { AbstractAWSProvider } from '../../families/aws';
import { requireText } from '../../families/aws/place';
import type { S3Place } from '../../families/aws/s3/send-command';

/** Where a bucket lies whose region nobody has entered. */
const DEFAULT_REGION = 'us-east-1';

/** Publishes into any bucket with an S3 API: Amazon S3, MinIO, Backblaze, DigitalOcean. */
export class S3Provider extends AbstractAWSProvider {
	protected override readonly defaultLayout = 'plain';

	override getMetadata(): ProviderMetadata {
		return {
			...super.getMetadata(),
			name: __(
				'S3-compatible storage',
				'aether-site-exporter-providers'
			),
			description: __(
				'A bucket at Amazon S3, MinIO, Backblaze, DigitalOcean or another store with the same interface.',
				'aether-site-exporter-providers'
			),
			icon: 'database',
		};
	}

	override getPlace( { config }: ProviderRuntime ): S3Place {
		const { endpoint } = config;
		const region =
			typeof config.region === 'string' &&
			config.region !== '' &&
			config.region !== 'auto'
				? config.region
				: DEFAULT_REGION;
		const isAmazon = typeof endpoint !== 'string' || endpoint === '';
		return {
			endpoint: isAmazon
				? `https://s3.${ region }.amazonaws.com`
				: endpoint,
			region: isAmazon ? region : String( config.region ?? region ),
			bucket: requireText(
				config,
				'bucket_name',
				'Enter the name of the bucket.'
			),
			accessKeyId: requireText(
				config,
				'access_key_id',
				'Enter the access key ID.'
			),
			secretField: 'secret_access_key',
		};
	}
}
