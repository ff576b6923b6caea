import type { OperationOptions, ProviderRuntime } from '@aether/provider-sdk';
import {
	S3Client,
	type ServiceInputTypes,
	type ServiceOutputTypes,
} from '@aws-sdk/client-s3';
import { toStoreError } from './errors';
import { createRequestHandler } from './request-handler';
import type { ObjectStore } from './object-store';
import { createSigner, type SignableRequest, toHex } from './signer';

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

export interface SendOptions extends OperationOptions {
	/** Lower-case hex SHA-256 of the body, where it is known. */
	readonly bodySha256?: string;
}

/** One request; rejects with an `AetherError`, or with the signal's reason. */
export type SendCommand = <
	Input extends ServiceInputTypes,
	Output extends ServiceOutputTypes,
>(
	command: Command< Input, Output >,
	options: SendOptions
) => Promise< Output >;

/** A digest of bytes that come one after the other. */
export interface RunningSha256 {
	readonly update: ( bytes: Uint8Array ) => void;
	/** Lower-case hex; to be asked once. */
	readonly digest: () => Promise< string >;
}

export interface S3Connection {
	readonly send: SendCommand;
	readonly sha256: ObjectStore[ 'sha256' ];
	readonly md5: ObjectStore[ 'md5' ];
	readonly beginSha256: () => RunningSha256;
	/** Whether an answer has come through WordPress, because a page gets none from the store. */
	readonly isRelayed: () => boolean;
}

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
): S3Connection {
	let isRelayed = false;
	// One for all requests: it keeps the signing key, which costs a request to WordPress.
	const signer = createSigner( {
		runtime,
		accessKeyId: place.accessKeyId,
		region: place.region,
		secretField: place.secretField,
		digests: () => client.config,
	} );
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
		signer: async () => signer as never,
		requestHandler: createRequestHandler( runtime, () => {
			isRelayed = true;
		} ) as never,
	} );
	const send: SendCommand = async ( command, { signal, bodySha256 } ) => {
		signal.throwIfAborted();
		if ( bodySha256 !== undefined ) {
			sendDigest( command, bodySha256 );
		}
		try {
			return await client.send( command, { abortSignal: signal } );
		} catch ( error ) {
			throw toStoreError( error, signal, runtime.clock.now() );
		}
	};
	const beginSha256 = (): RunningSha256 => {
		const hash = new client.config.sha256();
		return {
			update: ( bytes ) => hash.update( bytes ),
			digest: async () => toHex( await hash.digest() ),
		};
	};
	const sha256 = ( body: Uint8Array ): Promise< string > => {
		const hash = beginSha256();
		hash.update( body );
		return hash.digest();
	};
	const md5 = ( body: Uint8Array ): Promise< Uint8Array > => {
		const hash = new client.config.md5();
		hash.update( body );
		return hash.digest();
	};
	return { send, sha256, md5, beginSha256, isRelayed: () => isRelayed };
}

/**
 * The store refuses a body that is another one than what was planned, and nobody hashes it a second time.
 *
 * @param command
 * @param sha256
 */
function sendDigest<
	Input extends ServiceInputTypes,
	Output extends ServiceOutputTypes,
>(
	command: Pick< Command< Input, Output >, 'middlewareStack' >,
	sha256: string
): void {
	command.middlewareStack.add(
		( next ) => ( args ) => {
			const { headers } = args.request as SignableRequest;
			headers[ 'x-amz-content-sha256' ] = sha256;
			return next( args );
		},
		{ step: 'build', name: 'bodyDigest' }
	);
}
