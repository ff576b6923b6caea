import type { ProviderRuntime } from '@aether/provider-sdk';
import type { S3Client } from '@aws-sdk/client-s3';
import { SIGNING_KEY_TIMEOUT_MS } from './limits';

/** The part of the SDK's `HttpRequest` that is signed. */
export interface SignableRequest {
	method: string;
	hostname: string;
	port?: number;
	path: string;
	query?: Record< string, string | string[] | null >;
	headers: Record< string, string >;
	body?: unknown;
}

export interface SignerOptions {
	readonly runtime: Pick< ProviderRuntime, 'signingKey' | 'clock' >;
	readonly accessKeyId: string;
	readonly region: string;
	/** The sensitive field that holds the secret access key. */
	readonly secretField: string;
	/** The SDK's own digests: they work where a page has no Web Crypto, too. */
	readonly digests: () => Pick< S3Client[ 'config' ], 'sha256' | 'md5' >;
}

/** Said about the client, not to the store: they would only lengthen every CORS rule. */
const UNSENT_HEADER =
	/^(?:expect|amz-sdk-.*|x-amz-user-agent|user-agent|x-amz-sdk-checksum-algorithm|x-amz-checksum-crc32)$/;
const ALGORITHM = 'AWS4-HMAC-SHA256';

const encoder = new TextEncoder();

/**
 * Signs with a key that was derived elsewhere, so that no page ever sees the secret access key. Each request with a body
 * says its SHA-256 and its MD5: what arrives damaged is refused.
 *
 * @param options
 */
export function createSigner( options: SignerOptions ) {
	const keys = new Map< string, Promise< Uint8Array > >();

	const signingKey = ( date: string ): Promise< Uint8Array > => {
		const { runtime, region, secretField: field } = options;
		const known = keys.get( date );
		if ( known ) {
			return known;
		}
		const key = runtime.signingKey(
			{ date, region, service: 's3', field },
			// All requests wait for it, so none of them may cancel it.
			{ signal: AbortSignal.timeout( SIGNING_KEY_TIMEOUT_MS ) }
		);
		keys.set( date, key );
		key.catch( () => keys.delete( date ) );
		return key;
	};

	const sha256 = async ( data: Uint8Array, key?: Uint8Array ) => {
		const { sha256: Sha256 } = options.digests();
		const hash = new Sha256( key );
		hash.update( data );
		return hash.digest();
	};

	const md5 = async ( data: Uint8Array ) => {
		const { md5: Md5 } = options.digests();
		const hash = new Md5();
		hash.update( data );
		return toBase64( await hash.digest() );
	};

	async function sign(
		request: SignableRequest
	): Promise< SignableRequest > {
		const time = new Date( options.runtime.clock.now() )
			.toISOString()
			.replace( /[-:]|\.\d+/g, '' );
		const date = time.slice( 0, 8 );
		const body = toBytes( request.body );
		const headers = sentHeaders( request );
		headers[ 'x-amz-date' ] = time;
		headers[ 'x-amz-content-sha256' ] =
			knownSha256( headers ) ?? toHex( await sha256( body ) );
		if ( request.method === 'PUT' || request.method === 'POST' ) {
			headers[ 'content-md5' ] ??= await md5( body );
		}
		const scope = `${ date }/${ options.region }/s3/aws4_request`;
		const names = Object.keys( headers )
			.filter( ( name ) => name !== 'content-length' )
			.sort();
		const canonical = [
			request.method,
			request.path,
			canonicalQuery( request.query ?? {} ),
			...names.map(
				( name ) =>
					`${ name }:${ ( headers[ name ] ?? '' ).trim().replace( /\s+/g, ' ' ) }`
			),
			'',
			names.join( ';' ),
			headers[ 'x-amz-content-sha256' ],
		].join( '\n' );
		const text = [
			ALGORITHM,
			time,
			scope,
			toHex( await sha256( encoder.encode( canonical ) ) ),
		].join( '\n' );
		const signature = toHex(
			await sha256( encoder.encode( text ), await signingKey( date ) )
		);
		headers.authorization = `${ ALGORITHM } Credential=${ options.accessKeyId }/${ scope }, SignedHeaders=${ names.join(
			';'
		) }, Signature=${ signature }`;
		request.headers = headers;
		return request;
	}

	return { sign };
}

function sentHeaders( request: SignableRequest ): Record< string, string > {
	const port = request.port === undefined ? '' : `:${ request.port }`;
	const headers: Record< string, string > = {
		host: `${ request.hostname }${ port }`,
	};
	for ( const [ name, value ] of Object.entries( request.headers ) ) {
		const lower = name.toLowerCase();
		if ( ! UNSENT_HEADER.test( lower ) ) {
			headers[ lower ] = value;
		}
	}
	return headers;
}

const knownSha256 = (
	headers: Readonly< Record< string, string > >
): string | null => {
	const value = headers[ 'x-amz-content-sha256' ] ?? '';
	return /^[0-9a-f]{64}$/.test( value ) ? value : null;
};

const escapeUri = ( text: string ): string =>
	encodeURIComponent( text ).replace(
		/[!'()*]/g,
		( character ) =>
			`%${ character.charCodeAt( 0 ).toString( 16 ).toUpperCase() }`
	);

const canonicalQuery = (
	query: NonNullable< SignableRequest[ 'query' ] >
): string =>
	Object.entries( query )
		.flatMap( ( [ name, value ] ) =>
			[ value ?? '' ]
				.flat()
				.map(
					( single ) =>
						`${ escapeUri( name ) }=${ escapeUri( single ) }`
				)
		)
		.sort()
		.join( '&' );

function toBytes( body: unknown ): Uint8Array {
	if ( body instanceof Uint8Array ) {
		return body;
	}
	return encoder.encode( typeof body === 'string' ? body : '' );
}

/**
 * @param bytes
 */
export const toHex = ( bytes: Uint8Array ): string =>
	Array.from( bytes, ( byte ) =>
		byte.toString( 16 ).padStart( 2, '0' )
	).join( '' );

const toBase64 = ( bytes: Uint8Array ): string =>
	btoa( String.fromCharCode( ...bytes ) );
