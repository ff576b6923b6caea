import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { crc32 } from 'node:zlib';

/** Why a body is refused: an S3 error code and its words. */
export interface BodyRefusal {
	readonly status: number;
	readonly code: string;
	readonly message: string;
}

const CHECKSUMS: Readonly< Record< string, ( body: Buffer ) => string > > = {
	'x-amz-checksum-sha256': ( body ) =>
		createHash( 'sha256' ).update( body ).digest( 'base64' ),
	'x-amz-checksum-sha1': ( body ) =>
		createHash( 'sha1' ).update( body ).digest( 'base64' ),
	'x-amz-checksum-crc32': ( body ) => {
		const bytes = Buffer.alloc( 4 );
		bytes.writeUInt32BE( crc32( body ) );
		return bytes.toString( 'base64' );
	},
};

const refuse = (
	status: number,
	code: string,
	message: string
): BodyRefusal => ( { status, code, message } );

/**
 * No store wants it of every object, but ours are sent so: what arrives damaged shall be refused, whatever the store.
 *
 * @param method
 * @param key     Empty for requests to the bucket itself.
 * @param headers
 */
export const findMissingDigest = (
	method: string,
	key: string,
	headers: IncomingHttpHeaders
): BodyRefusal | null =>
	method === 'PUT' && key !== '' && headers[ 'content-md5' ] === undefined
		? refuse(
				400,
				'InvalidRequest',
				'Missing required header for this request: Content-MD5.'
			)
		: null;

/**
 * Holds a body to everything that its headers say of it.
 *
 * @param headers
 * @param body
 */
export function findBodyRefusal(
	headers: IncomingHttpHeaders,
	body: Buffer
): BodyRefusal | null {
	const payload = String( headers[ 'x-amz-content-sha256' ] ?? '' );
	if ( payload.startsWith( 'STREAMING-' ) ) {
		return refuse(
			501,
			'NotImplemented',
			`Header 'x-amz-content-sha256' with value '${ payload }' not implemented`
		);
	}
	if (
		/^[0-9a-f]{64}$/.test( payload ) &&
		payload !== createHash( 'sha256' ).update( body ).digest( 'hex' )
	) {
		return refuse(
			400,
			'XAmzContentSHA256Mismatch',
			'The provided x-amz-content-sha256 header does not match what was computed.'
		);
	}
	const md5 = headers[ 'content-md5' ];
	if (
		md5 !== undefined &&
		md5 !== createHash( 'md5' ).update( body ).digest( 'base64' )
	) {
		return refuse(
			400,
			'BadDigest',
			'The Content-MD5 you specified did not match what we received.'
		);
	}
	for ( const [ name, compute ] of Object.entries( CHECKSUMS ) ) {
		const claimed = headers[ name ];
		if ( claimed !== undefined && claimed !== compute( body ) ) {
			return refuse(
				400,
				'BadDigest',
				`The ${ name } you specified did not match what we received.`
			);
		}
	}
	return null;
}
