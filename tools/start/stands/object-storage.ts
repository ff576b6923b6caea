import { ObjectStorage } from '../../../tests/stands/object-storage';
import { keepSignals } from '../keep-signals';
import { type PortMemory, startOnPorts } from '../ports';

export interface ObjectStorageOptions {
	readonly port: number;
	/** Keeps the bucket. */
	readonly directory: string;
	readonly ports: PortMemory;
}

const OPTION = '--storage-port';

/**
 * R2 on this machine.
 *
 * @param options
 */
export async function startObjectStorage(
	options: ObjectStorageOptions
): Promise< ObjectStorage > {
	const { directory, ports } = options;
	const storage = await startOnPorts(
		[ ports.choice( OPTION, options.port ) ],
		( [ port = 0 ] ) =>
			keepSignals( () => ObjectStorage.start( { port, directory } ) )
	);
	await ports.remember( OPTION, storage.endpoint );
	return storage;
}

/**
 * Lets pages of an origin call the bucket, as "Allow this site" does at Cloudflare.
 *
 * @param storage
 * @param origin
 */
export function allowPages( storage: ObjectStorage, origin: string ): void {
	storage.cors = [
		{
			allowedOrigins: [ origin ],
			allowedMethods: [ 'GET', 'HEAD', 'PUT', 'POST', 'DELETE' ],
			allowedHeaders: [ '*' ],
			exposeHeaders: [ 'ETag', 'Content-Length', 'Last-Modified' ],
		},
	];
}
