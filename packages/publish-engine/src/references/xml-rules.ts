import type { ReferenceTraits } from './reference-collector';

const page: ReferenceTraits = { role: 'page' };
const asset: ReferenceTraits = { role: 'asset' };
const mention: ReferenceTraits = { role: 'mention' };
const endpoint: ReferenceTraits = { role: 'endpoint' };

/** Elements whose text is one URL. */
const URL_ELEMENTS: ReadonlyMap< string, ReferenceTraits > = new Map( [
	// Sitemaps
	[ 'loc', page ],
	[ 'image:loc', asset ],
	[ 'video:thumbnail_loc', asset ],
	[ 'video:content_loc', asset ],
	[ 'video:player_loc', page ],
	// RSS and RDF
	[ 'link', page ],
	[ 'comments', page ],
	[ 'url', asset ],
	[ 'guid', mention ],
	[ 'wfw:commentRss', page ],
	[ 'wfw:comment', endpoint ],
	[ 'slash:link', page ],
	[ 'sy:updateBase', mention ],
	[ 'itunes:new-feed-url', page ],
	// Atom
	[ 'id', mention ],
	[ 'uri', page ],
	[ 'icon', asset ],
	[ 'logo', asset ],
] );

/** Elements whose text is HTML, escaped or in CDATA. */
const HTML_ELEMENTS =
	/^(?:description|content:encoded|content|summary|excerpt:encoded|itunes:summary|media:description)$/;

const URL_ATTRIBUTES: ReadonlyMap< string, ReferenceTraits > = new Map( [
	[ 'href', page ],
	[ 'src', asset ],
	[ 'url', asset ],
	[ 'xlink:href', asset ],
	[ 'xmlUrl', page ],
	[ 'htmlUrl', page ],
	[ 'rdf:about', mention ],
	[ 'rdf:resource', mention ],
	[ 'xml:base', mention ],
] );

/** What the text of an element is: one URL, HTML, or text. */
export type XmlContent = ReferenceTraits | 'html' | 'text';

export const xmlContent = ( element: string ): XmlContent =>
	HTML_ELEMENTS.test( element )
		? 'html'
		: ( URL_ELEMENTS.get( element ) ?? 'text' );

/**
 * Undefined for an attribute that is text; null for the name of a namespace, which is no place.
 * @param element
 * @param attribute
 */
export function xmlAttribute(
	element: string,
	attribute: string
): ReferenceTraits | undefined | null {
	if (
		/^xmlns(?::|$)/.test( attribute ) ||
		attribute === 'xsi:schemaLocation'
	) {
		return null;
	}
	if (
		attribute === 'href' &&
		/^(?:itunes|googleplay):image$/.test( element )
	) {
		return asset;
	}
	if ( attribute === 'url' && element === 'source' ) {
		return page;
	}
	return URL_ATTRIBUTES.get( attribute );
}
