import { createHmac } from 'node:crypto';
import type { SigningScope } from '@aether/provider-sdk';

const hmac = ( key: Uint8Array | string, text: string ): Buffer =>
	createHmac( 'sha256', key ).update( text ).digest();

/**
 * The SigV4 key for one day, region and service, as Amazon's "Create a signed AWS API request" derives it.
 *
 * @param secretAccessKey
 * @param scope
 */
export function deriveSigningKey(
	secretAccessKey: string,
	scope: Omit< SigningScope, 'field' >
): Uint8Array {
	const day = hmac( `AWS4${ secretAccessKey }`, scope.date );
	return hmac(
		hmac( hmac( day, scope.region ), scope.service ),
		'aws4_request'
	);
}
