import {
	type IncomingHttpHeaders,
	type IncomingMessage,
	request as sendRequest,
} from 'node:http';
import type { Answer } from './answers';

/** No part of a multipart upload of ours is larger. Bytes. */
const LARGEST_BODY = 64 * 1024 * 1024;

export async function readBody( request: IncomingMessage ): Promise< Buffer > {
	const chunks: Buffer[] = [];
	let length = 0;
	for await ( const chunk of request as AsyncIterable< Buffer > ) {
		length += chunk.length;
		if ( length > LARGEST_BODY ) {
			throw new Error( 'The stand takes no larger body.' );
		}
		chunks.push( chunk );
	}
	return Buffer.concat( chunks );
}

/**
 * workerd lets every page read everything; here the policy of the bucket decides.
 *
 * @param headers
 */
const withoutCors = ( headers: IncomingHttpHeaders ): IncomingHttpHeaders =>
	Object.fromEntries(
		Object.entries( headers ).filter(
			( [ name ] ) => ! name.startsWith( 'access-control-' )
		)
	);

/**
 * The request as it came, its `Host` included, because that is signed; only `Origin` stays here.
 *
 * @param upstream
 * @param request
 * @param body
 */
export function forward(
	upstream: URL,
	request: IncomingMessage,
	body: Buffer
): Promise< Answer > {
	const { origin, connection, ...headers } = request.headers;
	return new Promise( ( resolve, reject ) => {
		const outgoing = sendRequest(
			{
				host: upstream.hostname,
				port: upstream.port,
				method: request.method,
				path: request.url,
				headers: { ...headers, 'content-length': body.length },
			},
			( incoming ) => {
				readBody( incoming ).then( ( answer ) => {
					const {
						connection: hop,
						'transfer-encoding': framing,
						...kept
					} = incoming.headers;
					resolve( {
						status: incoming.statusCode ?? 502,
						headers: withoutCors( kept ) as Answer[ 'headers' ],
						body: answer,
					} );
				}, reject );
			}
		);
		outgoing.on( 'error', ( error: NodeJS.ErrnoException ) => {
			// An idle connection was closed just when this request began; nobody has seen it.
			if ( outgoing.reusedSocket && error.code === 'ECONNRESET' ) {
				resolve( forward( upstream, request, body ) );
			} else {
				reject( error );
			}
		} );
		outgoing.end( body );
	} );
}
