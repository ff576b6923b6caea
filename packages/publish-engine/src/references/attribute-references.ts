import type { AttributeRule } from './attribute-rules';
import { addCssReferences } from './css-references';
import { addJsonReferences } from './json-references';
import { dataRule } from './json-rules';
import type { ReferenceCollector } from './reference-collector';
import type { SourceText } from './source-text';
import { addSrcset } from './srcset-references';
import { looksLikeJson, looksLikeUrl } from './value-forms';

const REFRESH =
	/^[\0-\x20]{0,64}[\d.]{0,16}[\0-\x20]{0,64}[;,]?[\0-\x20]{0,64}(?:url[\0-\x20]{0,64}=[\0-\x20]{0,64})?(["']?)/i;
const ITEM = /[^\0-\x20]+/g;
const CSS_URL = /url\(/i;
const SRCSET_DESCRIPTOR = /[\0-\x20][\d.]{1,16}[wx](?=[\0-\x20]|,|$)/;
/**
 * Records what the value of an attribute refers to.
 *
 * @param value     Decoded.
 * @param rule
 * @param collector
 */
export function addAttribute(
	value: SourceText,
	rule: AttributeRule,
	collector: ReferenceCollector
): void {
	switch ( rule.kind ) {
		case 'url':
			addUrlOrMentions( value, rule, collector );
			return;
		case 'citation':
			addCitation( value, rule, collector );
			return;
		case 'urls':
			addList( value, rule, collector );
			return;
		case 'srcset':
			addSrcset( value, collector, rule );
			return;
		case 'style':
			addCssReferences( value, collector );
			return;
		case 'refresh':
			addRefresh( value, rule, collector );
			return;
		case 'lazy':
			addLazy( value, rule, collector );
			return;
		case 'document':
			collector.addMentions( value );
	}
}

function addUrlOrMentions(
	value: SourceText,
	rule: AttributeRule,
	collector: ReferenceCollector
): void {
	if ( ! collector.addUrl( value, rule ) ) {
		collector.addMentions( value );
	}
}

function addCitation(
	value: SourceText,
	rule: AttributeRule,
	collector: ReferenceCollector
): void {
	if ( /\S\s+\S/.test( value.text ) ) {
		collector.addMentions( value );
	} else {
		addUrlOrMentions( value, rule, collector );
	}
}

function addList(
	value: SourceText,
	rule: AttributeRule,
	collector: ReferenceCollector
): void {
	for ( const { 0: item, index } of value.text.matchAll( ITEM ) ) {
		addUrlOrMentions(
			value.slice( index, index + item.length ),
			rule,
			collector
		);
	}
}

function addRefresh(
	value: SourceText,
	rule: AttributeRule,
	collector: ReferenceCollector
): void {
	const [ before, quote = '' ] = REFRESH.exec( value.text ) ?? [ '' ];
	const start = before.length;
	const close = quote === '' ? -1 : value.text.indexOf( quote, start );
	addUrlOrMentions(
		value.slice( start, close === -1 ? value.text.length : close ),
		rule,
		collector
	);
}

function addLazy(
	value: SourceText,
	rule: AttributeRule,
	collector: ReferenceCollector
): void {
	const { text } = value;
	if ( looksLikeJson( text ) ) {
		addJsonReferences( value, collector, dataRule );
	} else if ( CSS_URL.test( text ) ) {
		addCssReferences( value, collector );
	} else if ( SRCSET_DESCRIPTOR.test( text ) ) {
		addSrcset( value, collector, rule );
	} else if ( looksLikeUrl( text ) ) {
		addUrlOrMentions( value, rule, collector );
	} else {
		collector.addMentions( value );
	}
}
