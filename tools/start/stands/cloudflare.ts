import {
	CloudflareStand,
	STAND_API_TOKEN,
} from '../../../tests/stands/cloudflare';
import type { ObjectStorage } from '../../../tests/stands/object-storage';
import { type PortMemory, startOnPorts } from '../ports';
import type { DemoStand } from './stand';

export interface CloudflareOptions {
	readonly storage: ObjectStorage;
	/** Of the API. */
	readonly port: number;
	/** Of what the Worker serves. */
	readonly workerPort: number;
	/** Keeps the account. */
	readonly directory: string;
	readonly ports: PortMemory;
}

const OPTION = '--cloudflare-port';
const WORKER_OPTION = '--worker-port';
const SCRIPT = 'aether-site';
const PREFIX = 'demo';

/**
 * Cloudflare's API and edge on this machine, in front of the bucket.
 *
 * @param options
 */
export async function startCloudflare(
	options: CloudflareOptions
): Promise< DemoStand > {
	const { storage, directory, ports } = options;
	const stand = await startOnPorts(
		[
			ports.choice( OPTION, options.port ),
			ports.choice( WORKER_OPTION, options.workerPort ),
		],
		( [ port = 0, edgePort = 0 ] ) =>
			CloudflareStand.start( {
				storage,
				port,
				edgePort,
				directory,
				localScript: SCRIPT,
			} )
	);
	await ports.remember( OPTION, stand.apiUrl );
	await ports.remember( WORKER_OPTION, stand.edge.url );
	const site = `${ stand.edge.url }/`;
	return {
		providers: [
			{
				id: 'cloudflare-r2',
				config: {
					deployment_types: [ 'static_site' ],
					access_key_id: storage.accessKeyId,
					secret_access_key: storage.secretAccessKey,
					bucket_name: storage.bucketName,
					endpoint: storage.endpoint,
					prefix: PREFIX,
					public_url: site,
				},
				secrets: [ 'secret_access_key' ],
				address: site,
				isSite: true,
			},
			{
				id: 'cloudflare-workers',
				config: {
					deployment_types: [ 'edge_functions' ],
					account_id: stand.accountId,
					api_token: STAND_API_TOKEN,
					api_url: stand.apiUrl,
					script_name: SCRIPT,
					bucket_name: storage.bucketName,
					prefix: PREFIX,
				},
				secrets: [ 'api_token' ],
				address: stand.apiUrl,
				isSite: false,
			},
		],
		stop: () => stand.stop(),
	};
}
