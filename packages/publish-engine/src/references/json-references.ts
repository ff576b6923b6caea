import { jsonStrings, type JsonString } from './json-strings';
import type {
	ReferenceCollector,
	ReferenceTraits,
} from './reference-collector';
import type { SourceText } from './source-text';

/** Says what a string of a JSON document is, by its place; null for text. */
export type JsonRule = (
	string: JsonString
) => ReferenceTraits | 'pattern' | null;

const URL_SPECIFIER = /^(?:\.{0,2}\/|https?:)/i;

/**
 * Import maps: addresses of modules, and the places (scopes) they are for.
 * @param root0
 * @param root0.path
 * @param root0.isKey
 */
export const importMapRule: JsonRule = ( { path, isKey } ) => {
	const isScope = isKey && path.length === 1 && path[ 0 ] === 'scopes';
	const isAddress =
		! isKey && ( path[ 0 ] === 'imports' || path[ 0 ] === 'scopes' );
	if ( isScope ) {
		return { role: 'mention' };
	}
	return isAddress ? { role: 'asset' } : null;
};

/**
 * Speculation rules: lists of pages, and patterns of pages.
 * @param root0
 * @param root0.path
 * @param root0.isKey
 */
export const speculationRule: JsonRule = ( { path, isKey } ) => {
	if ( isKey ) {
		return null;
	}
	const name = path.findLast( ( key ) => key !== '*' );
	if ( name === 'urls' ) {
		return { role: 'page' };
	}
	return name === 'href_matches' ? 'pattern' : null;
};

const MANIFEST_TRAITS: readonly ( readonly [
	path: RegExp,
	traits: ReferenceTraits,
] )[] = [
	[ /^(?:id|scope)$/, { role: 'mention' } ],
	[ /^start_url$/, { role: 'page' } ],
	[
		/^(?:icons|screenshots|shortcuts \* icons|widgets \* icons|file_handlers \* icons) \* src$/,
		{ role: 'asset' },
	],
	[ /^shortcuts \* url$/, { role: 'page' } ],
	[
		/^(?:share_target action|file_handlers \* action|protocol_handlers \* url|note_taking new_note_url)$/,
		{ role: 'endpoint' },
	],
	[ /^serviceworker src$/, { role: 'asset' } ],
];

/**
 * Web app manifests.
 * @param root0
 * @param root0.path
 * @param root0.isKey
 */
export const manifestRule: JsonRule = ( { path, isKey } ) => {
	if ( isKey ) {
		return null;
	}
	const place = path.join( ' ' );
	return (
		MANIFEST_TRAITS.find( ( [ pattern ] ) =>
			pattern.test( place )
		)?.[ 1 ] ?? null
	);
};

/**
 * URLs of a JSON document: those that its format names, relative ones included, and absolute ones in any string.
 *
 * @param source
 * @param collector
 * @param rule      Default: every string is text.
 */
export function addJsonReferences(
	source: SourceText,
	collector: ReferenceCollector,
	rule?: JsonRule
): void {
	for ( const string of rule ? jsonStrings( source.text ) : [] ) {
		const traits = rule?.( string ) ?? null;
		if ( traits === null ) {
			continue;
		}
		const written = source.slice( string.start, string.end );
		const value = written.text.includes( '\\' )
			? written.decode( 'json' )
			: written;
		if ( traits === 'pattern' ) {
			addPattern( value, collector );
		} else if (
			rule !== importMapRule ||
			URL_SPECIFIER.test( value.text )
		) {
			collector.addUrl( value, traits );
		}
	}
	collector.addMentions( source );
}

/**
 * A URL pattern (`/blog/*`) is no URL; where it begins with the site's own directory, that much of it is.
 *
 * @param value
 * @param collector
 */
function addPattern( value: SourceText, collector: ReferenceCollector ): void {
	const { homeUrl } = collector.site;
	const { pathname } = new URL( homeUrl );
	if ( value.text.startsWith( pathname ) ) {
		collector.addSpan( value.slice( 0, pathname.length ), homeUrl, {
			role: 'mention',
			pathOnly: true,
		} );
	}
}
