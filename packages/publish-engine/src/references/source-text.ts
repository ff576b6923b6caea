import { DECODERS } from './decoders';
import type { ReferenceEncoding } from './types';

const PLAIN: readonly ReferenceEncoding[] = [];
/** Most values are wrapped once: these arrays are shared. */
const ALONE: Readonly<
	Record< ReferenceEncoding, readonly ReferenceEncoding[] >
> = {
	plain: PLAIN,
	markup: [ 'markup' ],
	css: [ 'css' ],
	json: [ 'json' ],
	percent: [ 'percent' ],
};

/**
 * A stretch of a document that knows where each of its characters stands in the body, through any number of decodings:
 * a URL that is found in JSON in an attribute is cut out of the body with entities and backslashes still around it.
 *
 * One character is one byte of the body (or one UTF-16 unit), whatever the charset, so that positions are exact.
 */
export class SourceText {
	readonly text: string;
	/** Undone so far, outermost first. */
	readonly encodings: readonly ReferenceEncoding[];
	readonly #start: number;
	/** Position of each character, and of the end; null when they follow each other from `#start`. */
	readonly #positions: readonly number[] | null;

	constructor(
		text: string,
		encodings: readonly ReferenceEncoding[] = PLAIN,
		start = 0,
		positions: readonly number[] | null = null
	) {
		this.text = text;
		this.encodings = encodings;
		this.#start = start;
		this.#positions = positions;
	}

	/**
	 * Where the character at this index begins in the document.
	 *
	 * @param index 0 to `text.length`, inclusive.
	 */
	positionAt( index: number ): number {
		return this.#positions === null
			? this.#start + index
			: ( this.#positions[ index ] ?? this.#start );
	}

	slice( from: number, to: number ): SourceText {
		return this.#positions === null
			? new SourceText(
					this.text.slice( from, to ),
					this.encodings,
					this.#start + from
				)
			: new SourceText(
					this.text.slice( from, to ),
					this.encodings,
					this.#start,
					this.#positions.slice( from, to + 1 )
				);
	}

	decode( encoding: ReferenceEncoding ): SourceText {
		if ( encoding === 'plain' ) {
			return this;
		}
		const { mark, sequence, decode } = DECODERS[ encoding ];
		const { text } = this;
		const encodings =
			this.encodings.length === 0
				? ALONE[ encoding ]
				: [ ...this.encodings, encoding ];
		if ( ! text.includes( mark ) ) {
			return new SourceText(
				text,
				encodings,
				this.#start,
				this.#positions
			);
		}
		let decoded = '';
		let positions: number[] | null = null;
		let copied = 0;
		const copyUntil = ( end: number, target: number[] ) => {
			for ( let index = copied; index < end; index++ ) {
				target.push( this.positionAt( index ) );
			}
			decoded += text.slice( copied, end );
			copied = end;
		};
		for ( const match of text.matchAll( sequence ) ) {
			const end = match.index + match[ 0 ].length;
			const replacement = decode( match[ 0 ], text.charAt( end ) );
			if ( replacement === match[ 0 ] ) {
				continue;
			}
			positions ??= [];
			copyUntil( match.index, positions );
			for ( let unit = 0; unit < replacement.length; unit++ ) {
				positions.push( this.positionAt( match.index ) );
			}
			decoded += replacement;
			copied = end;
		}
		if ( positions === null ) {
			return new SourceText(
				text,
				encodings,
				this.#start,
				this.#positions
			);
		}
		copyUntil( text.length, positions );
		positions.push( this.positionAt( text.length ) );
		return new SourceText( decoded, encodings, this.#start, positions );
	}
}
