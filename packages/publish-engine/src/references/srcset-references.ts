import type {
	ReferenceCollector,
	ReferenceTraits,
} from './reference-collector';
import type { SourceText } from './source-text';

const SEPARATORS = /[\0-\x20,]*/y;
const CANDIDATE = /[^\0-\x20]+/y;

/**
 * The image candidates of a `srcset`, split as the HTML standard does: a URL ends at white space, or at the commas that
 * end it; a comma in parentheses belongs to the descriptor.
 *
 * @param source
 * @param collector
 * @param traits
 */
export function addSrcset(
	source: SourceText,
	collector: ReferenceCollector,
	traits: ReferenceTraits
): void {
	const { text } = source;
	let index = 0;
	while ( index < text.length ) {
		SEPARATORS.lastIndex = index;
		SEPARATORS.test( text );
		const start = SEPARATORS.lastIndex;
		CANDIDATE.lastIndex = start;
		if ( ! CANDIDATE.test( text ) ) {
			return;
		}
		let end = CANDIDATE.lastIndex;
		index = end;
		while ( text.charAt( end - 1 ) === ',' ) {
			end--;
		}
		if ( end === index ) {
			index = endOfDescriptors( text, index );
		}
		const url = source.slice( start, end );
		if ( ! collector.addUrl( url, traits ) ) {
			collector.addMentions( url );
		}
	}
}

function endOfDescriptors( text: string, from: number ): number {
	let isInParentheses = false;
	for ( let index = from; index < text.length; index++ ) {
		const character = text.charAt( index );
		if ( character === '(' ) {
			isInParentheses = true;
		} else if ( character === ')' ) {
			isInParentheses = false;
		} else if ( character === ',' && ! isInParentheses ) {
			return index + 1;
		}
	}
	return text.length;
}
