import type { JsonString } from './json-strings';
import type { ReferenceTraits } from './reference-collector';
import { looksLikeUrl } from './value-forms';

/** Says what a string of a JSON document is, by its place; null for text. */
export type JsonRule = (
	string: NamedString
) => ReferenceTraits | 'pattern' | 'pinned' | 'srcset' | null;

/** A string of a JSON document by its place, with what it says. */
export interface NamedString extends Pick< JsonString, 'isKey' | 'path' > {
	/** Without escapes. */
	readonly text: string;
}

/** A specifier that is a URL; any other is a name. Escaped slashes are slashes. */
const URL_SPECIFIER = /^(?:\.{0,2}\/|https?:)/i;
const IMPORT_MAP_PARTS: ReadonlySet< string > = new Set( [
	'imports',
	'scopes',
	'integrity',
] );

const nameOf = ( path: readonly string[] ): string =>
	path.findLast( ( key ) => key !== '*' ) ?? '';

/**
 * Import maps: addresses of modules, in keys too where these are no bare names, the places (scopes) they are for, and
 * the modules that a hash pins.
 *
 * @param string
 * @param string.path
 * @param string.isKey
 * @param string.text
 */
export const importMapRule: JsonRule = ( { path, isKey, text } ) => {
	if ( ! IMPORT_MAP_PARTS.has( path[ 0 ] ?? '' ) ) {
		return null;
	}
	const isScope = isKey && path.length === 1 && path[ 0 ] === 'scopes';
	if ( isScope ) {
		return { role: 'mention' };
	}
	if ( ! URL_SPECIFIER.test( text ) ) {
		return null;
	}
	if ( path[ 0 ] === 'integrity' ) {
		return isKey ? 'pinned' : null;
	}
	return { role: isKey ? 'mention' : 'asset' };
};

/**
 * Speculation rules: lists of pages, and patterns of pages.
 * @param string
 * @param string.path
 * @param string.isKey
 */
export const speculationRule: JsonRule = ( { path, isKey } ) => {
	if ( isKey ) {
		return null;
	}
	const name = nameOf( path );
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
 * @param string
 * @param string.path
 * @param string.isKey
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

/** Keys of settings and state whose value is an address: `src`, `imageUrl`, `video_urls`. */
const ADDRESS_KEY =
	/(?:^|[a-z\d_.@-])(?:(?:url|uri|href|src|link|permalink|image|img|photo|poster|thumb|thumbnail|background|logo|icon|avatar|video|audio)s?)$/i;
const SRCSET_KEY = /srcset$/i;
/** Keys of schema.org's vocabulary, as JSON-LD has them. */
const LINKED_DATA_KEY =
	/^(?:@id|id|url|item|image|logo|contentUrl|embedUrl|thumbnailUrl|sameAs|mainEntityOfPage|photo|hasMap|downloadUrl)$/;
/** A whole URL is found wherever it stands; a placeholder is none yet. */
const NOT_RELATIVE = /^(?:[a-z][a-z0-9+.-]*:|[/\\]{2})|[{}<>|^`]/i;

/**
 * Settings and state that a page carries for its scripts: relative addresses where a key says that one stands.
 *
 * @param string
 * @param string.path
 * @param string.isKey
 * @param string.text
 */
export const dataRule: JsonRule = ( { path, isKey, text } ) => {
	if ( isKey ) {
		return null;
	}
	const name = nameOf( path );
	if ( SRCSET_KEY.test( name ) ) {
		return 'srcset';
	}
	return isRelativeAddress( text ) && ADDRESS_KEY.test( name )
		? { role: 'mention' }
		: null;
};

/**
 * JSON-LD: read away from the page, so that its addresses are whole.
 *
 * @param string
 * @param string.path
 * @param string.isKey
 * @param string.text
 */
export const linkedDataRule: JsonRule = ( { path, isKey, text } ) =>
	! isKey &&
	isRelativeAddress( text ) &&
	LINKED_DATA_KEY.test( nameOf( path ) )
		? { role: 'mention', absolute: true }
		: null;

const isRelativeAddress = ( text: string ): boolean =>
	! NOT_RELATIVE.test( text ) && looksLikeUrl( text );
