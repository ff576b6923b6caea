import { parse, type ImportSpecifier } from 'es-module-lexer/minimal/js';
import type { ReferenceCollector } from './reference-collector';
import type { SourceText } from './source-text';

/** Whether a script can have module specifiers at all. */
const HAS_MODULE_SYNTAX = /\b(?:import|export)\b/;
/** A string literal without its quotes, bounded. */
const LITERAL = String.raw`(?:[^"'\\\n\r]|\\[^\n\r]){1,2048}`;
const SPACE = String.raw`[\t\n\r ]{0,64}`;
/** Calls that load the script which a string literal names. */
const LOADING_CALL = new RegExp(
	String.raw`\b(?:new[\t\n\r ]{1,8}(?:Shared)?Worker|importScripts|serviceWorker\.register|[a-z]{1,16}Worklet\.addModule)${ SPACE }\(${ SPACE }(["'])(?<url>${ LITERAL })\1`,
	'dg'
);
/** Places relative to the module itself. */
const MODULE_URL = new RegExp(
	String.raw`\bnew[\t\n\r ]{1,8}URL${ SPACE }\(${ SPACE }(["'])(?<url>${ LITERAL })\1${ SPACE },${ SPACE }import\.meta\.url\b`,
	'dg'
);
const MODULE_SPECIFIER = new RegExp(
	String.raw`\bimport\.meta\.resolve${ SPACE }\(${ SPACE }(["'])(?<url>${ LITERAL })\1`,
	'dg'
);
const SOURCE_MAP =
	/(?:^|\n)[\t ]{0,64}\/\/[#@][\t ]{0,8}sourceMappingURL=(?<url>[^'"\0-\x20]{1,2048})/dg;
/** A specifier that is a URL; any other is a name that an import map or a bundler knows. */
const URL_SPECIFIER = /^(?:\.{0,2}\/|https?:)/i;
const NOT_DYNAMIC = -1;

export interface ScriptOptions {
	/** An inline script: relative worker URLs are relative to the page, which a script file does not know. */
	readonly isInline: boolean;
}

/**
 * URLs of a script: static and dynamic imports with literal specifiers, workers, `new URL( …, import.meta.url )`, the
 * source map, and absolute ones anywhere, however escaped.
 *
 * @param source
 * @param collector
 * @param options
 * @param options.isInline
 */
export function addScriptReferences(
	source: SourceText,
	collector: ReferenceCollector,
	{ isInline }: ScriptOptions
): void {
	const { text } = source;
	if ( HAS_MODULE_SYNTAX.test( text ) ) {
		addSpecifiers( source, collector );
		addMatches( MODULE_URL, source, ( url ) =>
			collector.addUrl( url, { role: 'asset' } )
		);
		addMatches( MODULE_SPECIFIER, source, ( url ) => {
			if ( URL_SPECIFIER.test( url.text ) ) {
				collector.addUrl( url, { role: 'asset' } );
			}
		} );
	}
	addMatches( LOADING_CALL, source, ( url ) => {
		if ( isInline || /^(?:\/|https?:)/i.test( url.text ) ) {
			collector.addUrl( url, { role: 'asset' } );
		}
	} );
	addMatches( SOURCE_MAP, source, ( url ) =>
		collector.addUrl( url, { role: 'mention' } )
	);
	collector.addMentions( source );
}

function addSpecifiers(
	source: SourceText,
	collector: ReferenceCollector
): void {
	for ( const { n: specifier, s, e, d } of parseImports( source.text ) ) {
		if ( specifier === undefined || ! URL_SPECIFIER.test( specifier ) ) {
			continue;
		}
		// A dynamic import's span includes the quotes.
		const quotes = d === NOT_DYNAMIC ? 0 : 1;
		const url = source.slice( s + quotes, e - quotes );
		collector.addUrl(
			url.text.includes( '\\' ) ? url.decode( 'json' ) : url,
			{
				role: 'asset',
			}
		);
	}
}

/**
 * A script that is no module, or broken, has no specifiers.
 * @param text
 */
function parseImports( text: string ): readonly ImportSpecifier[] {
	try {
		return parse( text )[ 0 ];
	} catch {
		return [];
	}
}

/**
 * @param pattern Global, with indices; its group `url` is the URL.
 * @param source
 * @param take
 */
function addMatches(
	pattern: RegExp,
	source: SourceText,
	take: ( url: SourceText ) => void
): void {
	for ( const match of source.text.matchAll( pattern ) ) {
		const span = match.indices?.groups?.url;
		if ( span ) {
			const url = source.slice( ...span );
			take( url.text.includes( '\\' ) ? url.decode( 'json' ) : url );
		}
	}
}
