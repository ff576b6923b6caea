/**
 * Where something was found in a text, so that asking for a part of the text costs a few comparisons. Most of a page is
 * text and attributes that name no host.
 */
export class Occurrences {
	readonly #positions: readonly number[];

	/**
	 * @param text
	 * @param pattern Global.
	 */
	constructor( text: string, pattern: RegExp ) {
		this.#positions = Array.from(
			text.matchAll( pattern ),
			( { index } ) => index
		);
	}

	/**
	 * Whether one begins between two indexes.
	 *
	 * @param start
	 * @param end
	 */
	areBetween( start: number, end: number ): boolean {
		const positions = this.#positions;
		let low = 0;
		let high = positions.length;
		while ( low < high ) {
			const middle = Math.floor( ( low + high ) / 2 );
			if ( ( positions[ middle ] ?? Infinity ) < start ) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		return ( positions[ low ] ?? Infinity ) < end;
	}
}
