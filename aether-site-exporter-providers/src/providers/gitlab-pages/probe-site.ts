import type { FinalizeOptions, ProviderRuntime } from '@aether/provider-sdk';
import { MOST_PROBES, PROBE_MS } from './limits';

/**
 * Looks at the address as a visitor does. Pages shows a new site a moment after its pipeline has ended.
 *
 * @param runtime
 * @param address Of the front page.
 * @param options
 * @return What a person should know: the site is deployed all the same.
 */
export async function probeSite(
	runtime: ProviderRuntime,
	address: string,
	options: FinalizeOptions
): Promise< readonly string[] > {
	options.onStatus?.( `Looking at ${ address }` );
	for ( let attempt = 1; ; attempt++ ) {
		const status = await statusOf( runtime, address, options );
		// A browser may not read the answer of a host that does not allow it: nothing is known then.
		if ( status === null || status === 200 ) {
			return [];
		}
		if ( attempt >= MOST_PROBES ) {
			return [ describeAnswer( address, status ) ];
		}
		await runtime.clock.sleep( PROBE_MS, options );
	}
}

async function statusOf(
	runtime: ProviderRuntime,
	address: string,
	{ signal }: FinalizeOptions
): Promise< number | null > {
	try {
		const response = await runtime.fetch( address, {
			method: 'HEAD',
			redirect: 'follow',
			cache: 'no-store',
			signal,
		} );
		return response.status;
	} catch {
		signal.throwIfAborted();
		return null;
	}
}

const describeAnswer = ( address: string, status: number ): string =>
	status === 404
		? `GitLab has deployed the site, but ${ address } answers 404: check the address, and that the site has a front page.`
		: `GitLab has deployed the site, but ${ address } answers ${ status } to a visitor: check the access level of Pages.`;
