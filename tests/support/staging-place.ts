import { bundleEdgeWorker } from '@aether/edge-worker/build';
import { ObjectStorage } from '../stands/object-storage';
import type { WordPressAccess } from '../stands/wordpress';
import { saveProvider } from './provider-settings';

const WORKER = 'site';

/** A bucket that WordPress publishes to, and the Worker in front of it. */
export interface StagingPlace {
	/** Asks the Worker, whatever domain the site is meant for. */
	readonly visit: ( path: string ) => Promise< Response >;
	readonly stop: () => Promise< void >;
}

/**
 * @param wordPress Whose settings get the bucket, switched on. The caller puts the settings back.
 * @param publicUrl That the bucket itself is set up for.
 */
export async function openStagingPlace(
	wordPress: WordPressAccess,
	publicUrl: string
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
	await storage.r2.run( [
		{
			name: WORKER,
			modules: [
				{ name: 'worker.mjs', contents: await bundleEdgeWorker() },
			],
			variables: { PREFIX: '', POINTER_TTL_MS: '0' },
			bucketBindings: [ 'SITE' ],
		},
	] );
	await saveProvider( wordPress, 'cloudflare-r2', {
		deployment_types: [ 'static_site' ],
		access_key_id: storage.accessKeyId,
		secret_access_key: storage.secretAccessKey,
		bucket_name: storage.bucketName,
		endpoint: storage.endpoint,
		public_url: publicUrl,
	} );
	return {
		visit: ( path ) =>
			storage.r2.fetch( WORKER, `https://staging.test${ path }` ),
		stop: () => storage.stop(),
	};
}
