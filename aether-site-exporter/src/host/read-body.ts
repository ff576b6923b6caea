import { AetherError } from '@aether/provider-sdk';

/**
 * The body of a response, never more than allowed: what announces itself as too large is not read at all, what grows
 * too large is cut off.
 *
 * @param  response
 * @param  maxBytes
 * @throws {AetherError} `payload_too_large`.
 */
export async function readBody(
	response: Response,
	maxBytes: number
): Promise< Uint8Array > {
	const tooLarge = () =>
		new AetherError(
			'payload_too_large',
			`${ response.url } is larger than ${ maxBytes } bytes.`,
			{ details: { maxBytes } }
		);
	if ( response.body === null ) {
		return new Uint8Array();
	}
	const announced = Number( response.headers.get( 'Content-Length' ) ?? 0 );
	if ( announced > maxBytes ) {
		await response.body.cancel();
		throw tooLarge();
	}
	const chunks: Uint8Array[] = [];
	let size = 0;
	const reader = response.body.getReader();
	for (;;) {
		const { done, value } = await reader.read();
		if ( done ) {
			return concatenate( chunks, size );
		}
		size += value.byteLength;
		if ( size > maxBytes ) {
			await reader.cancel();
			throw tooLarge();
		}
		chunks.push( value );
	}
}

function concatenate(
	chunks: readonly Uint8Array[],
	size: number
): Uint8Array {
	const [ first ] = chunks;
	if ( first && chunks.length === 1 ) {
		return first;
	}
	const whole = new Uint8Array( size );
	let offset = 0;
	for ( const chunk of chunks ) {
		whole.set( chunk, offset );
		offset += chunk.byteLength;
	}
	return whole;
}
