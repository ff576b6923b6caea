import { addHtmlReferences } from './html-references';
import { readMarkup, type MarkupAttribute } from './markup-reader';
import type {
	ReferenceCollector,
	ReferenceTraits,
} from './reference-collector';
import type { SourceText } from './source-text';
import { xmlAttribute, xmlContent } from './xml-rules';

const ROOT = /<(?![?!])(?:[\w.-]{1,64}:)?([\w.-]{1,64})/;
/** XML that is a page or a drawing, or makes one: read by the rules of HTML. */
const MARKUP_ROOT = /^(?:html|svg|stylesheet|transform)$/;
/** Documents that are read away from the site. */
const FEED_ROOT = /^(?:rss|feed|RDF|urlset|sitemapindex|opml)$/;
const STYLESHEET =
	/^xml-stylesheet\s[^]{0,1024}?href\s{0,16}=\s{0,16}(["'])(?<url>[^"']{1,2048})\1/d;
const LOOKS_LIKE_MARKUP = /<[a-z!/]/i;

/**
 * URLs of feeds, sitemaps, style sheets for them, browserconfig and any other XML.
 *
 * @param source
 * @param collector
 */
export function addXmlReferences(
	source: SourceText,
	collector: ReferenceCollector
): void {
	const root = ROOT.exec( source.text )?.[ 1 ] ?? '';
	if ( MARKUP_ROOT.test( root ) ) {
		addStylesheets( source, collector );
		addHtmlReferences( source, collector, { isXml: true } );
		return;
	}
	collector.everythingAbsolute = FEED_ROOT.test( root );
	new XmlScan( source, collector ).run();
}

/**
 * `<?xml-stylesheet?>`: what a browser needs to show the document.
 * @param source
 * @param collector
 */
function addStylesheets(
	source: SourceText,
	collector: ReferenceCollector
): void {
	readMarkup( source.text, true, {
		tag() {},
		endTag() {},
		text() {},
		comment() {},
		cdata() {},
		instruction: ( start, end ) =>
			addStylesheet( source.slice( start, end ), collector ),
	} );
}

function addStylesheet(
	instruction: SourceText,
	collector: ReferenceCollector
): void {
	const span = STYLESHEET.exec( instruction.text )?.indices?.groups?.url;
	const url = span && instruction.slice( ...span ).decode( 'markup' );
	if ( ! url || ! collector.addUrl( url, { role: 'asset' } ) ) {
		collector.addMentions( instruction );
	}
}

class XmlScan {
	readonly #source: SourceText;
	readonly #collector: ReferenceCollector;
	/** The element that was opened last and not closed yet. */
	#element = '';

	constructor( source: SourceText, collector: ReferenceCollector ) {
		this.#source = source;
		this.#collector = collector;
	}

	run(): void {
		const slice = ( start: number, end: number ) =>
			this.#source.slice( start, end );
		readMarkup( this.#source.text, true, {
			tag: ( name, attributes, _end, isSelfClosing ) => {
				this.#attributes( name, attributes );
				this.#element = isSelfClosing ? '' : name;
			},
			endTag: () => {
				this.#element = '';
			},
			text: ( start, end ) =>
				this.#content( slice( start, end ), ( text ) =>
					text.decode( 'markup' )
				),
			cdata: ( start, end ) =>
				this.#content( slice( start, end ), ( text ) => text ),
			comment: ( start, end ) =>
				this.#collector.addMentions( slice( start, end ) ),
			instruction: ( start, end ) =>
				addStylesheet( slice( start, end ), this.#collector ),
		} );
	}

	#attributes(
		element: string,
		attributes: readonly MarkupAttribute[]
	): void {
		for ( const { name, start, end } of attributes ) {
			const traits = xmlAttribute( element, name );
			if ( traits === null || start === end ) {
				continue;
			}
			this.#urlOrText(
				this.#source.slice( start, end ).decode( 'markup' ),
				traits
			);
		}
	}

	#content(
		raw: SourceText,
		decode: ( text: SourceText ) => SourceText
	): void {
		const content = xmlContent( this.#element );
		if ( content === 'text' ) {
			if ( this.#collector.mayMention( raw.text ) ) {
				this.#collector.addMentions( decode( raw ) );
			}
			return;
		}
		const text = decode( raw );
		if ( content !== 'html' ) {
			this.#urlOrText( text, content );
			if ( text.text.trim() !== '' ) {
				this.#element = ''; // What follows in a broken document is text.
			}
		} else if ( LOOKS_LIKE_MARKUP.test( text.text ) ) {
			addHtmlReferences( text, this.#collector, { depth: 1 } );
		} else {
			this.#collector.addMentions( text );
		}
	}

	#urlOrText( text: SourceText, traits: ReferenceTraits | undefined ): void {
		if ( ! traits || ! this.#collector.addUrl( text, traits ) ) {
			this.#collector.addMentions( text );
		}
	}
}
