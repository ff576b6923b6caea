import { AetherError } from '@aether/provider-sdk';

const tooLarge = ( largest: number ): AetherError =>
	new AetherError(
		'remote_rejected',
		`The object store answered with more than ${ largest } bytes.`
	);

/**
 * The bytes of an answer, up to a limit: a wrong object must not fill the memory of the page.
 *
 * @param response
 * @param largest  Bytes.
 */
export async function readLimited(
	response: Response,
	largest: number
): Promise< Uint8Array< ArrayBuffer > > {
	const { body } = response;
	if ( body === null ) {
		return new Uint8Array();
	}
	const reader = body.getReader();
	const chunks: Uint8Array[] = [];
	let length = 0;
	for (;;) {
		const { done, value } = await reader.read();
		if ( done ) {
			break;
		}
		length += value.length;
		if ( length > largest ) {
			await reader.cancel().catch( () => {} ); // The error below says more.
			throw tooLarge( largest );
		}
		chunks.push( value );
	}
	return join( chunks, length );
}

function join(
	chunks: readonly Uint8Array[],
	length: number
): Uint8Array< ArrayBuffer > {
	const bytes = new Uint8Array( length );
	let at = 0;
	for ( const chunk of chunks ) {
		bytes.set( chunk, at );
		at += chunk.length;
	}
	return bytes;
}
