import { AetherError } from '@aether/provider-sdk';

/** Bytes of the number in front of the head: big-endian, unsigned. */
const LENGTH_BYTES = 4;

/**
 * A head in JSON and a body of any bytes as one message; docs/rest-api.md describes it under "Relay".
 *
 * @param head
 * @param body
 */
export function packEnvelope( head: object, body: Blob ): Blob {
	const json = new TextEncoder().encode( JSON.stringify( head ) );
	const length = new Uint8Array( LENGTH_BYTES );
	new DataView( length.buffer ).setUint32( 0, json.byteLength );
	return new Blob( [ length, json, body ], {
		type: 'application/octet-stream',
	} );
}

/**
 * @param  message
 * @return The head, unchecked, and the body: a view on the message.
 * @throws {AetherError} `remote_failed` when it is no envelope.
 */
export function openEnvelope( message: Uint8Array< ArrayBuffer > ): {
	readonly head: unknown;
	readonly body: Uint8Array< ArrayBuffer >;
} {
	const view = new DataView(
		message.buffer,
		message.byteOffset,
		message.byteLength
	);
	const end =
		message.byteLength < LENGTH_BYTES
			? Infinity
			: LENGTH_BYTES + view.getUint32( 0 );
	if ( end > message.byteLength ) {
		throw damaged();
	}
	try {
		return {
			head: JSON.parse(
				new TextDecoder().decode(
					message.subarray( LENGTH_BYTES, end )
				)
			),
			body: message.subarray( end ),
		};
	} catch ( cause ) {
		throw damaged( cause );
	}
}

const damaged = ( cause?: unknown ): AetherError =>
	new AetherError(
		'remote_failed',
		'The relay of the site answered with something else than an envelope. A PHP message may have mixed with the answer: look into the site’s error log.',
		cause === undefined ? {} : { cause }
	);
