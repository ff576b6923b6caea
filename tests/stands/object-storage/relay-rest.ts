import { openEnvelope, packEnvelope } from '@aether/publish-engine/testing';

interface EnvelopeHead {
	readonly url: string;
	readonly method: string;
	readonly headers: Readonly< Record< string, string > >;
}

/**
 * The REST API of a site, as far as its relay: it sends from here, where no browser asks for permission.
 *
 * @param addresses Where it sends to.
 * @param onRequest Hears of each request.
 */
export const relayRest =
	( addresses: readonly string[], onRequest: ( line: string ) => void ) =>
	async ( path: string, init?: RequestInit ): Promise< Response > => {
		if ( init?.method !== 'POST' ) {
			return Response.json( { addresses, relayOnly: [] } );
		}
		const message = await new Response( init.body ).arrayBuffer();
		const { head, body } = openEnvelope( new Uint8Array( message ) );
		const { url, method, headers } = head as EnvelopeHead;
		onRequest( `${ method } ${ url }` );
		const hasBody = method !== 'GET' && method !== 'HEAD';
		const answer = await fetch( url, {
			method,
			headers,
			redirect: 'manual',
			...( hasBody ? { body } : {} ),
			...( init.signal ? { signal: init.signal } : {} ),
		} );
		return new Response(
			packEnvelope(
				{
					status: answer.status,
					headers: Object.fromEntries( answer.headers ),
				},
				await answer.blob()
			)
		);
	};
