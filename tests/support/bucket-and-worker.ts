import type { CloudflareStand } from '../stands/cloudflare';
import { STAND_API_TOKEN } from '../stands/cloudflare';
import type { ObjectStorage } from '../stands/object-storage';
import type { SettingsPage } from './settings-page';

export const BUCKET = 'Cloudflare R2';
export const WORKER = 'Cloudflare Workers';

/**
 * Enters a bucket, and the Worker that shows visitors what lies in it, without saving them.
 *
 * @param settings
 * @param storage
 * @param cloudflare
 */
export async function enterBucketAndWorker(
	settings: SettingsPage,
	storage: ObjectStorage,
	cloudflare: CloudflareStand
): Promise< void > {
	await settings.fill( BUCKET, 'Static site', {
		'Access key ID': storage.accessKeyId,
		'Secret access key': storage.secretAccessKey,
		Bucket: storage.bucketName,
		Endpoint: storage.endpoint,
		'Public address': `${ cloudflare.edge.url }/`,
	} );
	await settings.fill( WORKER, 'Edge functions', {
		'Account ID': cloudflare.accountId,
		'API token': STAND_API_TOKEN,
		'R2 bucket': storage.bucketName,
		'API address': cloudflare.apiUrl,
	} );
}
