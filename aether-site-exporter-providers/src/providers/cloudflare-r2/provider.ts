import {
	DEPLOYMENT_TYPES,
	type ProviderMetadata,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';
import { AbstractAWSProvider } from '../../families/aws';
import { readLayout } from '../../families/aws/fields';
import { requireText } from '../../families/aws/place';
import type { S3Place } from '../../families/aws/s3/send-command';
import { r2ContentPlace } from './content-place';
import { r2Endpoint } from './endpoint';
import { cloudflareR2Fields } from './fields';
import { cloudflareR2Guide } from './guide';

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
			guide: cloudflareR2Guide(),
		};
	}

	override getProviderSpecificConfigFields() {
		return [
			...super.getProviderSpecificConfigFields(),
			...cloudflareR2Fields(),
		];
	}

	/**
	 * What the Worker serves. Objects of the plain layout it cannot.
	 *
	 * @param type One of `DEPLOYMENT_TYPES`.
	 */
	override getContentPlace( type: string ): string | null {
		const config = this.getStoredConfig() ?? {};
		return type === DEPLOYMENT_TYPES.STATIC_SITE &&
			readLayout( config.layout, this.defaultLayout ) === 'releases'
			? r2ContentPlace( config )
			: null;
	}

	protected override getKeyRights(): string {
		return __(
			'Of an R2 API token with the permission “Object Read & Write” for this bucket.',
			'aether-site-exporter-providers'
		);
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
