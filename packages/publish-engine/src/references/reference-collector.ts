import type { SiteAddresses } from '../addresses/types';
import type { Charset } from './charset';
import { hostPattern } from './host-patterns';
import { findMentions } from './mentions';
import { Occurrences } from './occurrences';
import type { SourceText } from './source-text';
import type { Reference, ReferenceRole } from './types';

type Mutable< T > = { -readonly [ K in keyof T ]: T[ K ] };

export interface ReferenceTraits {
	readonly role: ReferenceRole;
	readonly absolute?: boolean;
	readonly pathOnly?: true;
}

/** What a template engine fills in later is no URL yet. */
const PLACEHOLDER = /^\{|\{\{|<%|\$\{|\{%|\[\[/;
const NOT_RELATIVE = /^(?:[a-z][a-z0-9+.-]*:|[/\\])/i;
/** Nobody sees them in a URL, wherever they stand. */
const IGNORED = /[\t\n\r]/g;
/** Longer than any server takes: data that was mistaken for a URL. */
const LONGEST_URL = 16_384;

/** Gathers the references of one document. */
export class ReferenceCollector {
	readonly site: SiteAddresses;
	/** What relative URLs are resolved against; changes with `<base href>`. */
	baseUrl: string;
	/** Set by `<base href>`: then only absolute URLs mean the same on every target. */
	everythingAbsolute = false;
	/** Files that the document loads with a hash of their bytes. */
	readonly pinned = new Set< string >();
	readonly #charset: Charset;
	readonly #references: Reference[] = [];
	readonly #hosts: RegExp;

	constructor( site: SiteAddresses, documentUrl: string, charset: Charset ) {
		this.site = site;
		this.baseUrl = documentUrl;
		this.#charset = charset;
		this.#hosts = new RegExp( hostPattern( site.hosts ) );
	}

	/**
	 * Records a URL where the format says that one stands.
	 *
	 * @param source The URL, white space around it allowed.
	 * @param traits
	 * @return Whether it is a reference or certainly none; otherwise its text can still mention a URL.
	 */
	addUrl( source: SourceText, traits: ReferenceTraits ): boolean {
		const [ start, end ] = withoutSpace( source.text );
		const written = source.text.slice( start, end );
		if ( written === '' || written.startsWith( '#' ) ) {
			return true;
		}
		if ( written.length > LONGEST_URL || PLACEHOLDER.test( written ) ) {
			return false;
		}
		const url = this.site.resolve(
			this.#charset.toUrlText( written ),
			this.baseUrl
		);
		if ( url === null ) {
			return false;
		}
		this.#push( source, start, end, url, {
			...traits,
			relative: ! NOT_RELATIVE.test( written.replace( IGNORED, '' ) ),
		} );
		return true;
	}

	/**
	 * Records that a file is loaded with these very bytes only.
	 *
	 * @param source      Its URL.
	 * @param source.text
	 */
	pin( { text }: SourceText ): void {
		const url = this.site.resolve(
			this.#charset.toUrlText( text.trim() ),
			this.baseUrl
		);
		if ( url !== null ) {
			this.pinned.add( url );
		}
	}

	/**
	 * Records every absolute URL of the site in text.
	 * @param source
	 * @param traits
	 */
	addMentions(
		source: SourceText,
		traits: ReferenceTraits = { role: 'mention', absolute: true }
	): void {
		if ( ! this.mayMention( source.text ) ) {
			return;
		}
		const { toUrlText } = this.#charset;
		for ( const mention of findMentions(
			source.text,
			this.site,
			toUrlText
		) ) {
			const { start, end, encodings, url } = mention;
			this.#push( source, start, end, url, traits, encodings );
		}
	}

	/**
	 * Records a stretch whose meaning the caller knows.
	 * @param source
	 * @param url
	 * @param traits
	 */
	addSpan( source: SourceText, url: string, traits: ReferenceTraits ): void {
		this.#push( source, 0, source.text.length, url, traits );
	}

	/**
	 * Where hosts of the site are named.
	 *
	 * @param text
	 */
	findHosts( text: string ): Occurrences {
		return new Occurrences( text, this.#hosts );
	}

	/**
	 * Whether a host of the site is named at all.
	 * @param text
	 */
	mayMention( text: string ): boolean {
		this.#hosts.lastIndex = 0;
		return this.#hosts.test( text );
	}

	#push(
		source: SourceText,
		from: number,
		to: number,
		url: string,
		traits: ReferenceTraits & { readonly relative?: boolean },
		encodings: Reference[ 'encodings' ] = []
	): void {
		const { unitBytes } = this.#charset;
		const reference: Mutable< Reference > = {
			start: source.positionAt( from ) * unitBytes,
			end: source.positionAt( to ) * unitBytes,
			url,
			role: traits.role,
			encodings:
				encodings.length === 0
					? source.encodings
					: [ ...source.encodings, ...encodings ],
			absolute: traits.absolute === true || this.everythingAbsolute,
		};
		if ( traits.pathOnly ) {
			reference.pathOnly = true;
		}
		if ( traits.relative && ! this.everythingAbsolute ) {
			reference.relative = true;
		}
		this.#references.push( reference );
	}

	/**
	 * In the order of the document. Of two that overlap, the one that was recorded by its place wins over a mention.
	 * @param bodyLength
	 */
	finish( bodyLength: number ): Reference[] {
		const sorted = this.#references.sort(
			( a, b ) => a.start - b.start || b.end - a.end
		);
		let end = 0;
		return sorted.filter( ( reference ) => {
			const isApart =
				reference.start >= end &&
				reference.end > reference.start &&
				reference.end <= bodyLength;
			if ( isApart ) {
				end = reference.end;
			}
			return isApart;
		} );
	}
}

/**
 * Start and end of the text without the white space around it.
 * @param text
 */
function withoutSpace( text: string ): [ start: number, end: number ] {
	let start = 0;
	let end = text.length;
	while ( start < end && text.charCodeAt( start ) <= 0x20 ) {
		start++;
	}
	while ( end > start && text.charCodeAt( end - 1 ) <= 0x20 ) {
		end--;
	}
	return [ start, end ];
}
