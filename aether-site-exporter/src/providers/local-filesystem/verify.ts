import {
	AetherError,
	type DeploymentManifest,
	type OperationOptions,
	type ProviderRuntime,
	type PublishFile,
} from '@aether/provider-sdk';
import { VERIFY_LARGEST_FILE, VERIFY_SAMPLE } from './limits';

const addressOf = ( baseUrl: string, path: string ): string =>
	baseUrl + path.split( '/' ).map( encodeURIComponent ).join( '/' );

/**
 * The front page, then files spread evenly over the manifest.
 *
 * @param manifest
 */
function chooseSample( manifest: DeploymentManifest ): readonly PublishFile[] {
	const files = [ ...manifest.files.values() ].filter(
		( { size } ) => size <= VERIFY_LARGEST_FILE
	);
	const stride = Math.max( 1, Math.ceil( files.length / VERIFY_SAMPLE ) );
	const spread = files.filter( ( _, index ) => index % stride === 0 );
	const front = files.filter( ( { path } ) => path === 'index.html' );
	return [ ...new Set( [ ...front, ...spread ] ) ].slice( 0, VERIFY_SAMPLE );
}

async function sameBytes( left: Blob, right: Blob ): Promise< boolean > {
	if ( left.size !== right.size ) {
		return false;
	}
	const [ a, b ] = await Promise.all( [
		left.arrayBuffer(),
		right.arrayBuffer(),
	] );
	const expected = new Uint8Array( a );
	return new Uint8Array( b ).every(
		( byte, index ) => byte === expected[ index ]
	);
}

/**
 * Reads back a few files as a visitor would. An address that this host cannot read (another origin, a name that
 * resolves elsewhere) proves nothing and is only logged.
 *
 * @param manifest
 * @param baseUrl
 * @param runtime
 * @param options
 * @param options.signal
 */
export async function verifySample(
	manifest: DeploymentManifest,
	baseUrl: string,
	runtime: ProviderRuntime,
	{ signal }: OperationOptions
): Promise< void > {
	for ( const file of chooseSample( manifest ) ) {
		signal.throwIfAborted();
		const url = addressOf( baseUrl, file.path );
		let response: Response;
		try {
			response = await runtime.fetch( url, {
				cache: 'no-store',
				credentials: 'omit',
				signal,
			} );
		} catch {
			signal.throwIfAborted();
			runtime.logger.warn( 'The published site could not be read back.', {
				url,
			} );
			return;
		}
		if (
			! response.ok ||
			! ( await sameBytes(
				await file.open( { signal } ),
				await response.blob()
			) )
		) {
			throw new AetherError(
				'integrity_failed',
				`${ url } does not show what was published.`,
				{ providerId: runtime.providerId, status: response.status }
			);
		}
	}
}
