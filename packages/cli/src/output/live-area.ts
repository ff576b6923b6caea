import { stripVTControlCharacters } from 'node:util';
import type { Output } from './output';
import { readable } from './readable';

const DEFAULT_COLUMNS = 80;
const CLEAR_BELOW = '\u001B[J';
const up = ( lines: number ) => ( lines === 0 ? '' : `\u001B[${ lines }A` );

/**
 * A line that is wider than the terminal would wrap, and could not be erased by counting lines.
 * @param line
 * @param columns
 */
function fit( line: string, columns: number ): string {
	const plain = readable( stripVTControlCharacters( line ) );
	return plain.length < columns
		? readable( line )
		: `${ plain.slice( 0, columns - 2 ) }…`;
}

/** The last lines of a terminal, drawn anew in place; what is written above them stays. */
export class LiveArea {
	readonly #output: Output;
	#drawn = 0;

	constructor( output: Output ) {
		this.#output = output;
	}

	draw( lines: readonly string[] ): void {
		const columns = this.#output.columns ?? DEFAULT_COLUMNS;
		const text = lines
			.map( ( line ) => `${ fit( line, columns ) }\n` )
			.join( '' );
		this.#output.write( `${ up( this.#drawn ) }${ CLEAR_BELOW }${ text }` );
		this.#drawn = lines.length;
	}

	/**
	 * Erases the area and writes text that stays.
	 * @param text
	 */
	writeAbove( text: string ): void {
		this.#output.write(
			`${ up( this.#drawn ) }${ CLEAR_BELOW }${ text }\n`
		);
		this.#drawn = 0;
	}

	clear(): void {
		if ( this.#drawn > 0 ) {
			this.draw( [] );
		}
	}
}
