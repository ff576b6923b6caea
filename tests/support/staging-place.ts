import { CloudflareStand, STAND_API_TOKEN } from '../stands/cloudflare';
import { ObjectStorage } from '../stands/object-storage';
import type { WordPressAccess } from '../stands/wordpress';
import { saveProvider } from './provider-settings';

/** A bucket and the Worker in front of it, both set up in WordPress. */
export interface StagingPlace {
	/** Where the Worker answers, whatever domain the site is meant for. Without a slash at its end. */
	readonly url: string;
	readonly stop: () => Promise< void >;
}

/**
 * @param wordPress Whose settings get both providers, switched on. The caller puts the settings back.
 */
export async function openStagingPlace(
	wordPress: WordPressAccess
): Promise< StagingPlace > {
	const storage = await ObjectStorage.start( {
		cors: [
			{
				allowedOrigins: [ wordPress.url ],
				allowedMethods: [ 'GET', 'HEAD', 'PUT', 'POST', 'DELETE' ],
				allowedHeaders: [ '*' ],
				exposeHeaders: [ 'ETag' ],
			},
		],
	} );
	const cloudflare = await CloudflareStand.start( {
		storage,
		localScript: 'aether-site',
	} );
	await saveProvider( wordPress, 'cloudflare-r2', {
		deployment_types: [ 'static_site' ],
		access_key_id: storage.accessKeyId,
		secret_access_key: storage.secretAccessKey,
		bucket_name: storage.bucketName,
		endpoint: storage.endpoint,
		public_url: 'https://bucket.test/',
	} );
	await saveProvider( wordPress, 'cloudflare-workers', {
		deployment_types: [ 'edge_functions' ],
		account_id: cloudflare.accountId,
		api_token: STAND_API_TOKEN,
		bucket_name: storage.bucketName,
		api_url: cloudflare.apiUrl,
	} );
	return {
		url: cloudflare.edge.url,
		stop: async () => {
			await cloudflare.stop();
			await storage.stop();
		},
	};
}
