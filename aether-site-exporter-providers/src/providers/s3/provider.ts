import type { ProviderMetadata, ProviderRuntime } from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';
import { AbstractAWSProvider } from '../../families/aws';
import { requireText } from '../../families/aws/place';
import type { S3Place } from '../../families/aws/s3/send-command';
import { regionOf } from './region';
import { s3Guide } from './guide';

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
			guide: s3Guide(),
		};
	}

	protected override getKeyRights(): string {
		return __(
			'It needs the rights s3:PutObject, s3:GetObject, s3:DeleteObject and s3:AbortMultipartUpload for the objects of the bucket, and s3:ListBucket for the bucket.',
			'aether-site-exporter-providers'
		);
	}

	override getPlace( { config }: ProviderRuntime ): S3Place {
		const { endpoint, region: entered } = config;
		const given = typeof endpoint === 'string' ? endpoint : '';
		const region = regionOf(
			typeof entered === 'string' ? entered : '',
			given
		);
		return {
			endpoint:
				given === '' ? `https://s3.${ region }.amazonaws.com` : given,
			region,
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
