/** Tabs of one browser hear of each other at once; other hosts hear of a cancel with their next heartbeat. */
const CHANNEL = 'aether-publish';

const open = (): BroadcastChannel | null =>
	typeof BroadcastChannel === 'undefined'
		? null
		: new BroadcastChannel( CHANNEL );

/**
 * Tells the tab that runs a publish to stop it, if it is one of this browser.
 *
 * @param publishId
 */
export function announceStop( publishId: string ): void {
	const channel = open();
	channel?.postMessage( { stop: publishId } );
	channel?.close();
}

/**
 * @param onStop Takes the id of a publish that a person stopped in another tab.
 * @return Ends the listening.
 */
export function listenForStop(
	onStop: ( publishId: string ) => void
): () => void {
	const channel = open();
	if ( channel ) {
		channel.onmessage = ( { data }: MessageEvent ) => {
			if ( typeof data?.stop === 'string' ) {
				onStop( data.stop );
			}
		};
	}
	return () => channel?.close();
}
