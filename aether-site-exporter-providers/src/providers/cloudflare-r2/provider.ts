import type { ProviderMetadata, ProviderRuntime } from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';
import { AbstractAWSProvider } from '../../families/aws';
import { requireText } from '../../families/aws/place';
import type { S3Place } from '../../families/aws/s3/send-command';
import { r2Endpoint } from './endpoint';
import { cloudflareR2Fields } from './fields';

/** Publishes into a bucket of Cloudflare R2: releases that the Worker serves, or plain objects. */
export class CloudflareR2Provider extends AbstractAWSProvider {
	override getMetadata(): ProviderMetadata {
		return {
			...super.getMetadata(),
			name: __( 'Cloudflare R2', 'aether-site-exporter-providers' ),
			description: __(
				'A bucket at Cloudflare. With the Worker in front of it, visitors switch from one release to the next at once.',
				'aether-site-exporter-providers'
			),
			icon: 'cloud-upload',
		};
	}

	override getProviderSpecificConfigFields() {
		return [
			...super.getProviderSpecificConfigFields(),
			...cloudflareR2Fields(),
		];
	}

	override getPlace( { config }: ProviderRuntime ): S3Place {
		const { endpoint, region, jurisdiction } = config;
		return {
			endpoint:
				typeof endpoint === 'string' && endpoint !== ''
					? endpoint
					: r2Endpoint(
							requireText(
								config,
								'cloudflare_account_id',
								'Enter the Cloudflare account ID, or the endpoint.'
							),
							jurisdiction
						),
			region:
				typeof region === 'string' && region !== '' ? region : 'auto',
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
