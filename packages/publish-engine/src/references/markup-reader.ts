import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

export interface MarkupAttribute {
	/** Lower case in HTML, as written in XML. */
	readonly name: string;
	/** Index of the first character of the value; equal to `end` when there is none. */
	readonly start: number;
	readonly end: number;
}

/** What a document consists of, in order. All numbers are indexes into the text. */
export interface MarkupHandler {
	/** @param end Behind the tag's `>`. */
	tag: (
		name: string,
		attributes: readonly MarkupAttribute[],
		end: number,
		isSelfClosing: boolean
	) => void;
	/** @param start Of the tag's `<`. */
	endTag: ( name: string, start: number ) => void;
	text: ( start: number, end: number ) => void;
	comment: ( start: number, end: number ) => void;
	cdata: ( start: number, end: number ) => void;
	instruction: ( start: number, end: number ) => void;
	/** Whether the next element is SVG's or MathML's, where `<style/>` and `<title/>` are ordinary elements. */
	isInForeignContext?: () => boolean;
}

const LONGEST_NAME = 256;

/**
 * Reads HTML or XML of any quality: an element that never ends is text to nobody, and nothing else is lost.
 *
 * @param text
 * @param isXml
 * @param handler
 */
export function readMarkup(
	text: string,
	isXml: boolean,
	handler: MarkupHandler
): void {
	const nameOf = ( start: number, end: number ): string => {
		const name = text.slice( start, Math.min( end, start + LONGEST_NAME ) );
		return isXml ? name : name.toLowerCase();
	};
	let tagName = '';
	let attributes: MarkupAttribute[] = [];
	let attributeName = '';
	let valueStart = -1;
	let valueEnd = -1;

	const callbacks: TokenizerCallbacks = {
		onopentagname( start, end ) {
			tagName = nameOf( start, end );
			attributes = [];
		},
		onattribname( start, end ) {
			attributeName = nameOf( start, end );
			valueStart = -1;
		},
		onattribdata( start, end ) {
			if ( valueStart === -1 ) {
				valueStart = start;
			}
			valueEnd = end;
		},
		onattribend() {
			attributes.push( {
				name: attributeName,
				start: Math.max( valueStart, 0 ),
				end: valueStart === -1 ? 0 : valueEnd,
			} );
		},
		onopentagend( end ) {
			handler.tag( tagName, attributes, end + 1, false );
		},
		onselfclosingtag( end ) {
			handler.tag( tagName, attributes, end + 1, true );
		},
		onclosetag( start, end ) {
			handler.endTag( nameOf( start, end ), start - 2 );
		},
		ontext: handler.text,
		oncomment: ( start, end, offset ) =>
			handler.comment( start, end - offset ),
		oncdata: ( start, end, offset ) => handler.cdata( start, end - offset ),
		onprocessinginstruction: handler.instruction,
		ondeclaration() {},
		onattribentity() {},
		ontextentity() {},
		onend() {},
		isInForeignContext: () => handler.isInForeignContext?.() ?? false,
	};
	const tokenizer = new Tokenizer(
		{ xmlMode: isXml, decodeEntities: false },
		callbacks
	);
	tokenizer.write( text );
	tokenizer.end();
}
