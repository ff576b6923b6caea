import { once } from 'node:events';
import {
	createServer,
	type IncomingHttpHeaders,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
}

export interface ListeningHost {
	readonly port: number;
	/** Of `http`, on 127.0.0.1. */
	readonly origin: string;
	/** Connections so far, also those that sent nothing. */
	readonly connections: () => number;
	/** Requests so far. */
	readonly requests: readonly SeenRequest[];
	readonly stop: () => Promise< void >;
}

/**
 * A host of a provider on this machine that remembers who came.
 *
 * @param answer Default: 200 without a body.
 */
export async function listen(
	answer: ( request: SeenRequest, response: ServerResponse ) => void = (
		_,
		response
	) => response.end()
): Promise< ListeningHost > {
	const requests: SeenRequest[] = [];
	let connections = 0;
	const server = createServer( { maxHeaderSize: 128 * 1024 } );
	server.on( 'connection', () => connections++ );
	server.on( 'request', async ( incoming, response ) => {
		const parts: Buffer[] = [];
		for await ( const part of incoming ) {
			parts.push( part );
		}
		const { method = '', url = '', headers } = incoming;
		const seen = { method, url, headers, body: Buffer.concat( parts ) };
		requests.push( seen );
		answer( seen, response );
	} );
	server.listen( 0, '127.0.0.1' );
	await once( server, 'listening' );
	const { port } = server.address() as AddressInfo;
	return {
		port,
		origin: `http://127.0.0.1:${ port }`,
		connections: () => connections,
		requests,
		async stop() {
			server.closeAllConnections();
			server.close();
			await once( server, 'close' );
		},
	};
}
