import { attributeRule, type AttributeRule } from './attribute-rules';
import { addAttribute } from './attribute-references';
import { addCssReferences } from './css-references';
import { addJsonReferences } from './json-references';
import {
	dataRule,
	importMapRule,
	type JsonRule,
	linkedDataRule,
	speculationRule,
} from './json-rules';
import type { Occurrences } from './occurrences';
import { createLookup } from './attribute-lookup';
import { readMarkup, type MarkupAttribute } from './markup-reader';
import type { ReferenceCollector } from './reference-collector';
import { addScriptReferences } from './script-references';
import type { SourceText } from './source-text';
import { looksLikeJson } from './value-forms';

/** Elements whose content is not markup. */
const RAW_ELEMENTS: ReadonlySet< string > = new Set( [
	'script',
	'style',
	'iframe',
	'noembed',
	'noframes',
	'xmp',
	'plaintext',
] );
const FOREIGN_ELEMENTS: ReadonlySet< string > = new Set( [ 'svg', 'math' ] );
/** HTML elements that end SVG which somebody forgot to close. */
const BREAKS_OUT =
	/^(?:article|aside|blockquote|body|div|footer|form|h[1-6]|head|header|main|nav|ol|p|section|table|ul)$/;
/** Elements inside SVG whose content is HTML again. */
const INTEGRATION_ELEMENTS: ReadonlySet< string > = new Set( [
	'foreignobject',
	'annotation-xml',
] );
const JAVASCRIPT_TYPE =
	/^(?:(?:text|application)\/(?:x-)?(?:java|ecma|live|j)script[\d.]*|module)?$/i;
const JSON_TYPE = /^[\w.-]+\/(?:[\w.-]+\+)?json$/i;
/** By the type of the script; any other JSON is settings or state. */
const JSON_RULES: Readonly< Record< string, JsonRule > > = {
	importmap: importMapRule,
	speculationrules: speculationRule,
	'application/ld+json': linkedDataRule,
};
const TEMPLATE_TYPE =
	/^(?:text|application)\/(?:x-)?(?:html|template|[\w.-]*(?:template|handlebars|mustache))$/i;
/** What can be loaded with a hash of its bytes, by element. */
const PINNED: Readonly< Record< string, string > > = {
	script: 'src',
	link: 'href',
};
/** Schemes of a base that browsers ignore. */
const NO_BASE: ReadonlySet< string > = new Set( [ 'data:', 'javascript:' ] );
/** How JSON in an attribute can begin: its own, white space, an entity. */
const JSON_BEGINNINGS = '{[& \t\n\f\r';
/** Drawings in drawings; each end tag looks through them. */
const MOST_CONTEXTS = 256;
/** Documents in attributes and scripts, one in another. */
const DEEPEST = 3;

export interface MarkupOptions {
	/** XHTML and SVG: names are case-sensitive, and every element can be empty. */
	readonly isXml?: boolean;
	readonly depth?: number;
}

/**
 * URLs of an HTML, XHTML or SVG document, and of everything in it that has a format of its own.
 *
 * @param source
 * @param collector
 * @param options
 */
export function addHtmlReferences(
	source: SourceText,
	collector: ReferenceCollector,
	options: MarkupOptions = {}
): void {
	new HtmlScan( source, collector, options ).run();
}

class HtmlScan {
	readonly #source: SourceText;
	readonly #collector: ReferenceCollector;
	readonly #isXml: boolean;
	readonly #depth: number;
	readonly #hosts: Occurrences;
	/** Open SVG, MathML and integration elements, innermost last. */
	readonly #contexts: string[] = [];
	#raw: { readonly name: string; readonly start: number } | null = null;
	#scriptType = '';
	#hasBase = false;

	constructor(
		source: SourceText,
		collector: ReferenceCollector,
		{ isXml = false, depth = 0 }: MarkupOptions
	) {
		this.#source = source;
		this.#collector = collector;
		this.#isXml = isXml;
		this.#depth = depth;
		this.#hosts = collector.findHosts( source.text );
	}

	run(): void {
		const { text } = this.#source;
		readMarkup( text, this.#isXml, {
			tag: ( name, attributes, end, isSelfClosing ) =>
				this.#tag( name.toLowerCase(), attributes, end, isSelfClosing ),
			endTag: ( name, start ) =>
				this.#endTag( name.toLowerCase(), start ),
			text: ( start, end ) => this.#text( start, end ),
			comment: ( start, end ) => this.#comment( start, end ),
			cdata: ( start, end ) => this.#plainText( start, end ),
			instruction: ( start, end ) => this.#plainText( start, end ),
			isInForeignContext: () => this.#isForeign(),
		} );
		if ( this.#raw ) {
			this.#rawContent( text.length );
		}
	}

	#tag(
		element: string,
		attributes: readonly MarkupAttribute[],
		end: number,
		isSelfClosing: boolean
	): void {
		if ( this.#raw ) {
			return;
		}
		if ( attributes.length > 0 ) {
			this.#attributes( element, attributes );
		}
		const isEmpty = isSelfClosing && ( this.#isXml || this.#isForeign() );
		if ( isEmpty ) {
			return;
		}
		if (
			FOREIGN_ELEMENTS.has( element ) ||
			INTEGRATION_ELEMENTS.has( element )
		) {
			if ( ! isSelfClosing && this.#contexts.length < MOST_CONTEXTS ) {
				this.#contexts.push( element );
			}
		} else if (
			this.#contexts.length > 0 &&
			BREAKS_OUT.test( element ) &&
			this.#isForeign()
		) {
			this.#contexts.length = 0;
		} else if ( RAW_ELEMENTS.has( element ) ) {
			this.#raw = { name: element, start: end };
		}
	}

	#endTag( element: string, start: number ): void {
		if ( this.#raw ) {
			if ( this.#raw.name === element ) {
				this.#rawContent( start );
			}
			return;
		}
		const context = this.#contexts.lastIndexOf( element );
		if ( context !== -1 ) {
			this.#contexts.length = context;
		}
	}

	#isForeign(): boolean {
		return FOREIGN_ELEMENTS.has( this.#contexts.at( -1 ) ?? '' );
	}

	#attributes(
		element: string,
		attributes: readonly MarkupAttribute[]
	): void {
		const lookup = createLookup( this.#source, attributes );
		if ( element === 'script' ) {
			this.#scriptType = lookup( 'type' ).trim();
		}
		for ( const { name, start, end } of attributes ) {
			if ( start === end ) {
				continue;
			}
			const attribute = name.toLowerCase();
			const rule = attributeRule( element, attribute, lookup );
			if ( rule === undefined ) {
				this.#otherAttribute( start, end );
				continue;
			}
			const value = this.#source.slice( start, end ).decode( 'markup' );
			if ( element === 'base' && attribute === 'href' ) {
				this.#base( value, rule );
			} else if ( rule.kind === 'document' ) {
				this.#nested( value );
			} else {
				addAttribute( value, rule, this.#collector );
			}
			if ( PINNED[ element ] === attribute && lookup( 'integrity' ) ) {
				this.#collector.pin( value );
			}
		}
	}

	/**
	 * Text, which can mention the site, or JSON, which can have relative addresses too.
	 *
	 * @param start
	 * @param end
	 */
	#otherAttribute( start: number, end: number ): void {
		const mayBeJson = JSON_BEGINNINGS.includes(
			this.#source.text.charAt( start )
		);
		if ( ! mayBeJson && ! this.#hosts.areBetween( start, end ) ) {
			return;
		}
		const value = this.#source.slice( start, end ).decode( 'markup' );
		if ( mayBeJson && looksLikeJson( value.text ) ) {
			addJsonReferences( value, this.#collector, dataRule );
		} else {
			this.#collector.addMentions( value );
		}
	}

	/**
	 * Only the first one counts.
	 * @param value
	 * @param rule
	 */
	#base( value: SourceText, rule: AttributeRule ): void {
		const collector = this.#collector;
		addAttribute( value, rule, collector );
		if ( this.#hasBase || this.#depth > 0 ) {
			return;
		}
		this.#hasBase = true;
		collector.everythingAbsolute = true;
		try {
			const url = new URL( value.text, collector.baseUrl );
			if ( ! NO_BASE.has( url.protocol ) ) {
				collector.baseUrl = url.href;
			}
		} catch {
			// As in a browser: what is no URL is no base.
		}
	}

	#nested( source: SourceText ): void {
		if ( this.#depth < DEEPEST ) {
			addHtmlReferences( source, this.#collector, {
				depth: this.#depth + 1,
			} );
		} else {
			this.#collector.addMentions( source );
		}
	}

	#text( start: number, end: number ): void {
		if ( ! this.#raw && this.#hosts.areBetween( start, end ) ) {
			this.#collector.addMentions(
				this.#source.slice( start, end ).decode( 'markup' )
			);
		}
	}

	#plainText( start: number, end: number ): void {
		if ( ! this.#raw && this.#hosts.areBetween( start, end ) ) {
			this.#collector.addMentions( this.#source.slice( start, end ) );
		}
	}

	/**
	 * Old browsers read what stands in a conditional comment.
	 * @param start
	 * @param end
	 */
	#comment( start: number, end: number ): void {
		if ( this.#raw ) {
			return;
		}
		const comment = this.#source.slice( start, end );
		if ( /^\s{0,16}\[if\b/i.test( comment.text ) ) {
			this.#nested( comment );
		} else {
			this.#plainText( start, end );
		}
	}

	#rawContent( end: number ): void {
		const { name, start } = this.#raw ?? { name: '', start: end };
		this.#raw = null;
		if ( start >= end ) {
			return;
		}
		const content = this.#source.slice( start, end );
		if ( name === 'style' ) {
			addCssReferences( content, this.#collector );
		} else if ( name === 'script' ) {
			this.#script( content );
		} else {
			this.#collector.addMentions( content );
		}
	}

	#script( content: SourceText ): void {
		const type = this.#scriptType
			.replace( /;.*$/s, '' )
			.trim()
			.toLowerCase();
		this.#scriptType = '';
		const collector = this.#collector;
		if ( JAVASCRIPT_TYPE.test( type ) ) {
			addScriptReferences( content, collector, { isInline: true } );
		} else if (
			Object.hasOwn( JSON_RULES, type ) ||
			JSON_TYPE.test( type )
		) {
			addJsonReferences(
				content,
				collector,
				JSON_RULES[ type ] ?? dataRule
			);
		} else if ( TEMPLATE_TYPE.test( type ) ) {
			this.#nested( content );
		} else {
			collector.addMentions( content );
		}
	}
}
