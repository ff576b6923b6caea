import { AetherError } from '@aether/provider-sdk';

/** Far beyond any site that one run can publish; a listing that never ends stops here. */
const MOST_ITEMS = 1_000_000;
/** Items between two reports. */
const REPORT_EVERY = 500;

export interface CollectOptions {
	readonly signal: AbortSignal;
	readonly onCount: ( count: number ) => void;
}

/**
 * Reads a paged listing to its end.
 *
 * @param  items
 * @param  options
 * @throws {AetherError} `contract_violated` when it does not end.
 */
export async function collect< T >(
	items: AsyncIterable< T >,
	options: CollectOptions
): Promise< readonly T[] > {
	const collected: T[] = [];
	for await ( const item of items ) {
		options.signal.throwIfAborted();
		collected.push( item );
		if ( collected.length % REPORT_EVERY === 0 ) {
			options.onCount( collected.length );
		}
		if ( collected.length > MOST_ITEMS ) {
			throw new AetherError(
				'contract_violated',
				`The site lists more than ${ MOST_ITEMS } items.`
			);
		}
	}
	options.onCount( collected.length );
	return collected;
}
