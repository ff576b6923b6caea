/** A string of a JSON text, by the place it has in the structure. */
export interface JsonString {
	/** Index behind the opening quote. */
	readonly start: number;
	/** Index of the closing quote. */
	readonly end: number;
	readonly isKey: boolean;
	/** Keys from the root; an array counts as `*`. Of a key: those of its object. */
	readonly path: readonly string[];
}

/** Deeper than any real document; what lies deeper is passed over. */
const DEEPEST = 64;
const PUNCTUATION = /[{}[\],:"]/g;

/**
 * Walks over the strings of a JSON text without building it. A string token and six punctuation marks are all there is to
 * JSON's structure; no parser in reach reports offsets. Broken JSON ends in fewer or odder strings, never in an error.
 *
 * @param text
 */
export function* jsonStrings( text: string ): Generator< JsonString > {
	const path: string[] = [];
	/** One per open bracket: whether it is an object, and whether that expects a key. */
	const frames: { readonly isObject: boolean; expectsKey: boolean }[] = [];
	let skipped = 0;
	const punctuation = new RegExp( PUNCTUATION );
	for (
		let match = punctuation.exec( text );
		match !== null;
		match = punctuation.exec( text )
	) {
		const frame = frames.at( -1 );
		switch ( match[ 0 ] ) {
			case '{':
			case '[':
				if ( frames.length >= DEEPEST ) {
					skipped++;
				} else {
					const isObject = match[ 0 ] === '{';
					frames.push( { isObject, expectsKey: isObject } );
					path.push( isObject ? '' : '*' );
				}
				break;
			case '}':
			case ']':
				if ( skipped > 0 ) {
					skipped--;
				} else {
					frames.pop();
					path.pop();
				}
				break;
			case '"': {
				const start = punctuation.lastIndex;
				const end = endOfString( text, start );
				punctuation.lastIndex = end + 1;
				if ( skipped > 0 ) {
					break;
				}
				const isKey = frame?.expectsKey ?? false;
				if ( isKey ) {
					path[ path.length - 1 ] = text.slice( start, end );
				}
				yield {
					start,
					end,
					isKey,
					path: isKey ? path.slice( 0, -1 ) : [ ...path ],
				};
				break;
			}
			default:
				if ( frame?.isObject && skipped === 0 ) {
					frame.expectsKey = match[ 0 ] === ',';
				}
		}
	}
}

/**
 * Index of the closing quote, or of the end of the text.
 * @param text
 * @param start
 */
function endOfString( text: string, start: number ): number {
	let index = start;
	while ( index < text.length && text[ index ] !== '"' ) {
		index += text[ index ] === '\\' ? 2 : 1;
	}
	return Math.min( index, text.length );
}
