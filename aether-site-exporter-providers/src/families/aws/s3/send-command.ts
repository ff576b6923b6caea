import type { OperationOptions, ProviderRuntime } from '@aether/provider-sdk';
import {
	S3Client,
	type ServiceInputTypes,
	type ServiceOutputTypes,
} from '@aws-sdk/client-s3';
import { toStoreError } from './errors';
import { createRequestHandler } from './request-handler';
import type { ObjectStore } from './object-store';
import { createSigner, toHex } from './signer';

export interface S3Place {
	/** Origin, and a path where the store lives below one. */
	readonly endpoint: string;
	readonly region: string;
	readonly bucket: string;
	readonly accessKeyId: string;
	/** The sensitive field that holds the secret access key. */
	readonly secretField: string;
}

type Command<
	Input extends ServiceInputTypes,
	Output extends ServiceOutputTypes,
> = Parameters< typeof S3Client.prototype.send< Input, Output > >[ 0 ];

/** One request; rejects with an `AetherError`, or with the signal's reason. */
export type SendCommand = <
	Input extends ServiceInputTypes,
	Output extends ServiceOutputTypes,
>(
	command: Command< Input, Output >,
	options: OperationOptions
) => Promise< Output >;

/**
 * The SDK's client over the host's network and signing key. It tries nothing twice: retries are the engine's, which
 * counts and shows them.
 *
 * @param runtime
 * @param place
 */
export function createSendCommand(
	runtime: ProviderRuntime,
	place: S3Place
): {
	readonly send: SendCommand;
	readonly sha256: ObjectStore[ 'sha256' ];
} {
	const client: S3Client = new S3Client( {
		endpoint: place.endpoint,
		region: place.region,
		forcePathStyle: true,
		maxAttempts: 1,
		// R2 takes no trailing checksums, and a browser cannot stream them; the signer sends a digest of each body.
		requestChecksumCalculation: 'WHEN_REQUIRED',
		responseChecksumValidation: 'WHEN_REQUIRED',
		// Never used: the signer has a key of its own.
		credentials: {
			accessKeyId: place.accessKeyId,
			secretAccessKey: 'kept-by-wordpress',
		},
		signer: async () =>
			createSigner( {
				runtime,
				accessKeyId: place.accessKeyId,
				region: place.region,
				secretField: place.secretField,
				digests: () => client.config,
				signal: AbortSignal.timeout( 60_000 ),
			} ) as never,
		requestHandler: createRequestHandler( runtime ) as never,
	} );
	const send: SendCommand = async ( command, { signal } ) => {
		signal.throwIfAborted();
		try {
			return await client.send( command, { abortSignal: signal } );
		} catch ( error ) {
			throw toStoreError( error, signal, runtime.clock.now() );
		}
	};
	const sha256 = async ( body: Blob ): Promise< string > => {
		const hash = new client.config.sha256();
		hash.update( new Uint8Array( await body.arrayBuffer() ) );
		return toHex( await hash.digest() );
	};
	return { send, sha256 };
}
