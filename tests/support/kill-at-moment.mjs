/**
 * Loaded by `node --import` into a process that publishes: kills it without warning at the moment that
 * `AETHER_TEST_KILL_AT` names, before it does anything more.
 */

/** @type {Readonly<Record<string, (event: import('@aether/publish-engine').PublishEvent) => boolean>>} */
const MOMENTS = {
	rendering: ( event ) =>
		event.type === 'step-progress' &&
		event.step === 'renderStaticSite' &&
		event.loaded > 0,
	sending: ( event ) =>
		event.type === 'provider-progress' && event.loaded > 0,
	sent: ( event ) =>
		event.type === 'provider-progress' && event.loaded === event.total,
};

const isMoment = MOMENTS[ process.env.AETHER_TEST_KILL_AT ?? '' ];
if ( isMoment ) {
	const write = process.stdout.write.bind( process.stdout );
	process.stdout.write = ( chunk, ...rest ) => {
		const written = write( chunk, ...rest );
		if ( isMoment( JSON.parse( String( chunk ) ) ) ) {
			process.kill( process.pid, 'SIGKILL' );
		}
		return written;
	};
}
