/** An address in content ends where a quote, a bracket, white space or an escape begins. */
const UPLOADED_FILE =
	/wp-content(?:\/|\\+\/|%2F)uploads(?:\/|\\+\/|%2F)((?:[^"'\s<>()[\]\\&,?#]|\\+\/)+)/gi;

/** Names under which settings and fields keep the id of an attachment that WordPress then shows. */
const SHOWN_BY_ID: readonly RegExp[] = [
	/\["_thumbnail_id",\\?"?(\d+)/g,
	/\\?"(?:site_logo|custom_logo|attachment_id)\\?":\\?"?(\d+)/g,
	/"name":"(?:site_icon|site_logo)","value":"?(\d+)/g,
];
/** The same in content, beside an address that WordPress shows instead. */
const BESIDE_AN_ADDRESS: readonly RegExp[] = [
	/\bwp-image-(\d+)/g,
	/\\?"(?:mediaId|imageID|imageId|attachmentId)\\?":\\?"?(\d+)/g,
	// Blocks of WordPress; in others an `id` is anything.
	/<!-- wp:(?:image|cover|audio|video|file|media-text) \{(?:(?!-->).)*?\\"id\\":(\d+)/g,
];
/** Galleries ask for attachments by their ids. */
const LISTS_OF_IDS: readonly RegExp[] = [
	/\[(?:gallery|playlist)\b[^\]]*\b(?:ids|include)=(?:\\?"|')?([\d,\s]+)/g,
];
const GALLERY_WIDGETS = '"name":"widget_media_gallery"';
const IDS_OF_WIDGET = /"ids":\[([\d,\s]+)\]/g;
/** The block writes addresses, too. */
const LISTS_BESIDE_ADDRESSES: readonly RegExp[] = [
	/<!-- wp:gallery \{(?:(?!-->).)*?\\"ids\\":\[([\d,\s]+)\]/g,
];
/** Without a list they show what was uploaded to an entry. */
const BARE_SHORTCODE =
	/\[(?:gallery|playlist)\b(?![^\]]*\b(?:ids|include)=)([^\]]*)\]/g;

export interface FoundReferences {
	/** By which WordPress shows attachments. */
	readonly ids: Set< number >;
	/** Beside an address; they may have come with a text from another site. */
	readonly hints: Set< number >;
	/** Of entries that show what was uploaded to them. */
	readonly parents: Set< number >;
	/** Below the uploads folder, decoded. */
	readonly paths: Set< string >;
}

export const noReferences = (): FoundReferences => ( {
	ids: new Set(),
	hints: new Set(),
	parents: new Set(),
	paths: new Set(),
} );

function decoded( path: string ): string {
	try {
		return decodeURIComponent( path );
	} catch {
		return path;
	}
}

const all = ( patterns: readonly RegExp[], text: string ): string[] =>
	patterns.flatMap( ( pattern ) =>
		[ ...text.matchAll( pattern ) ].map( ( [ , found = '' ] ) => found )
	);

function addNumbers( numbers: readonly string[], to: Set< number > ): void {
	for ( const text of numbers ) {
		const number = Number( text );
		if ( Number.isSafeInteger( number ) && number > 0 ) {
			to.add( number );
		}
	}
}

/**
 * The entries whose uploads the galleries and playlists without a list show.
 *
 * @param line
 */
function* galleriesOf( line: string ): Generator< string > {
	for ( const [ , attributes = '' ] of line.matchAll( BARE_SHORTCODE ) ) {
		const [ , named ] = /\bid=(?:\\?"|')?(\d+)/.exec( attributes ) ?? [];
		yield named ??
			String(
				( JSON.parse( line ) as { readonly row?: { ID?: number } } ).row
					?.ID ?? ''
			);
	}
}

/**
 * Finds what a record refers to. An id that belongs to no attachment costs a question and nothing more; one that is
 * missed costs an image.
 *
 * @param line  A record, as JSON.
 * @param found Grows.
 */
export function findMediaReferences(
	line: string,
	found: FoundReferences
): void {
	const listed = ( patterns: readonly RegExp[] ): string[] =>
		all( patterns, line ).flatMap( ( list ) => list.split( ',' ) );
	addNumbers(
		[
			...all( SHOWN_BY_ID, line ),
			...listed( LISTS_OF_IDS ),
			...( line.includes( GALLERY_WIDGETS )
				? listed( [ IDS_OF_WIDGET ] )
				: [] ),
		],
		found.ids
	);
	addNumbers(
		[
			...all( BESIDE_AN_ADDRESS, line ),
			...listed( LISTS_BESIDE_ADDRESSES ),
		],
		found.hints
	);
	addNumbers( [ ...galleriesOf( line ) ], found.parents );
	if ( line.includes( 'uploads' ) ) {
		for ( const path of all( [ UPLOADED_FILE ], line ) ) {
			found.paths.add( decoded( path.replace( /\\+\//g, '/' ) ) );
		}
	}
}
