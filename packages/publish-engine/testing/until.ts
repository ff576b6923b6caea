/** Far more turns than anything in memory needs. */
const MOST_TURNS = 10_000;

/**
 * Lets everything happen that waits for no clock, until a condition holds.
 *
 * @param condition
 */
export async function until( condition: () => boolean ): Promise< void > {
	for ( let turn = 0; turn < MOST_TURNS; turn++ ) {
		if ( condition() ) {
			return;
		}
		await new Promise( ( resolve ) => {
			setTimeout( resolve, 0 );
		} );
	}
	throw new Error( 'until(): the condition never held.' );
}
