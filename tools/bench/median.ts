/**
 * The middle one; of two middle ones their mean. NaN for none.
 * @param values
 */
export function median( values: readonly number[] ): number {
	const sorted = [ ...values ].sort( ( a, b ) => a - b );
	const upper = sorted[ Math.floor( sorted.length / 2 ) ] ?? Number.NaN;
	const lower = sorted[ Math.ceil( sorted.length / 2 ) - 1 ] ?? Number.NaN;
	return ( lower + upper ) / 2;
}
