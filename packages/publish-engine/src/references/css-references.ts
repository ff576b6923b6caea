import { tokenizer, TokenType, type CSSToken } from '@csstools/css-tokenizer';
import type { ReferenceCollector } from './reference-collector';
import type { SourceText } from './source-text';

/**
 * Whether a style sheet can name a resource: by `url(`, `src(`, `@import`, an image set or a source map, or by letters
 * that are written as escapes. Tokenizing is the slowest scan of all, and most inline styles need none.
 */
const NAMES_RESOURCE =
	/url\(|src\(|@import|image-set\(|\\0{0,4}[4-7][0-9a-f](?![0-9a-f])|\\[g-z]/i;
const SOURCE_MAP = /^\/\*[#@]\s*sourceMappingURL=([^\s*]+)/;
const IMAGE_SET = /^(?:-webkit-)?image-set$/i;

/**
 * URLs of a style sheet or a `style` attribute: `url()`, `src()`, string `@import`, strings of `image-set()`, the source
 * map, and absolute ones in comments and `content`. `@namespace` names no place and stays.
 *
 * @param source
 * @param collector
 */
export function addCssReferences(
	source: SourceText,
	collector: ReferenceCollector
): void {
	const { text } = source;
	if ( ! NAMES_RESOURCE.test( text ) ) {
		collector.addMentions( source );
		return;
	}
	new CssScan( source, collector ).run();
}

type StatementKind = 'import' | 'namespace' | 'other';

class CssScan {
	readonly #source: SourceText;
	readonly #collector: ReferenceCollector;
	readonly #canMention: boolean;
	/** Names of the functions that are open, innermost last; empty for plain parentheses. */
	readonly #functions: string[] = [];
	#statement: StatementKind = 'other';
	/** An `@import` names one place; strings behind it belong to `layer()` or `supports()`. */
	#importDone = false;

	constructor( source: SourceText, collector: ReferenceCollector ) {
		this.#source = source;
		this.#collector = collector;
		this.#canMention = collector.mayMention( source.text );
	}

	run(): void {
		const tokens = tokenizer( { css: this.#source.text } );
		for (
			let token = tokens.nextToken();
			token[ 0 ] !== TokenType.EOF;
			token = tokens.nextToken()
		) {
			this.#take( token );
		}
	}

	#take( token: CSSToken ): void {
		const [ type, , start, last ] = token;
		switch ( type ) {
			case TokenType.AtKeyword:
				this.#beginStatement( token[ 4 ].value.toLowerCase() );
				return;
			case TokenType.Semicolon:
			case TokenType.OpenCurly:
			case TokenType.CloseCurly:
				this.#statement = 'other';
				return;
			case TokenType.Function:
				this.#functions.push( token[ 4 ].value.toLowerCase() );
				return;
			case TokenType.OpenParen:
				this.#functions.push( '' );
				return;
			case TokenType.CloseParen:
				this.#functions.pop();
				return;
			case TokenType.URL:
				this.#takeUrl( start, last + 1 );
				return;
			case TokenType.String:
				this.#takeString( start + 1, last + 1 );
				return;
			case TokenType.Comment:
				this.#takeComment( start, last + 1 );
				return;
			case TokenType.BadURL:
			case TokenType.BadString:
				this.#mention( start, last + 1 );
		}
	}

	#beginStatement( name: string ): void {
		this.#importDone = false;
		this.#statement =
			name === 'import' || name === 'namespace' ? name : 'other';
	}

	/**
	 * `url( … )` without quotes.
	 * @param start
	 * @param end
	 */
	#takeUrl( start: number, end: number ): void {
		const { text } = this.#source;
		const open = text.indexOf( '(', start ) + 1;
		const close = text.charAt( end - 1 ) === ')' ? end - 1 : end;
		this.#resource( open, close );
	}

	#takeString( start: number, end: number ): void {
		const { text } = this.#source;
		const quote = text.charAt( start - 1 );
		const close =
			text.charAt( end - 1 ) === quote && end > start ? end - 1 : end;
		if ( this.#isResourceString() ) {
			this.#resource( start, close );
		} else if ( this.#statement !== 'namespace' ) {
			this.#mention( start, close );
		}
	}

	#isResourceString(): boolean {
		const within = this.#functions.at( -1 );
		if ( within === undefined ) {
			return this.#statement === 'import' && ! this.#importDone;
		}
		return within === 'url' || within === 'src' || IMAGE_SET.test( within );
	}

	#resource( start: number, end: number ): void {
		if ( this.#statement === 'namespace' ) {
			return;
		}
		this.#importDone = true;
		const url = this.#source.slice( start, end ).decode( 'css' );
		if ( ! this.#collector.addUrl( url, { role: 'asset' } ) ) {
			this.#mention( start, end );
		}
	}

	#takeComment( start: number, end: number ): void {
		const comment = this.#source.text.slice( start, end );
		const map = SOURCE_MAP.exec( comment );
		if ( map ) {
			const at = start + map[ 0 ].length - ( map[ 1 ] ?? '' ).length;
			const url = this.#source.slice( at, start + map[ 0 ].length );
			if ( this.#collector.addUrl( url, { role: 'mention' } ) ) {
				return;
			}
		}
		this.#mention( start, end );
	}

	#mention( start: number, end: number ): void {
		if ( this.#canMention ) {
			this.#collector.addMentions( this.#source.slice( start, end ) );
		}
	}
}
