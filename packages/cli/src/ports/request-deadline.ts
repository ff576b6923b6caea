import { AetherError } from '@aether/provider-sdk';

/**
 * Runs one request that ends with the caller's signal or after its time, whichever comes first. The listener leaves
 * with the request: a long run does not collect one per request.
 *
 * @param  signal    Its reason is what an aborted request rejects with.
 * @param  timeoutMs Milliseconds for the whole of it, body included.
 * @param  request
 * @throws {AetherError} `network_failed` when the time is over.
 */
export async function withDeadline< T >(
	signal: AbortSignal | null | undefined,
	timeoutMs: number,
	request: ( signal: AbortSignal ) => Promise< T >
): Promise< T > {
	signal?.throwIfAborted();
	const controller = new AbortController();
	const follow = () => controller.abort( signal?.reason );
	// eslint-disable-next-line @wordpress/no-unused-vars-before-return -- it runs while the request does
	const timer = setTimeout(
		() =>
			controller.abort(
				new AetherError(
					'network_failed',
					`No complete answer within ${ timeoutMs / 1000 } seconds.`
				)
			),
		timeoutMs
	);
	signal?.addEventListener( 'abort', follow, { once: true } );
	try {
		return await request( controller.signal );
	} finally {
		clearTimeout( timer );
		signal?.removeEventListener( 'abort', follow );
	}
}
