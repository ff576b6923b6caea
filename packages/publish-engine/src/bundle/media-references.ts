/** An address in content ends where a quote, a bracket, white space or an escape begins. */
const UPLOADED_FILE =
	/wp-content(?:\/|\\+\/|%2F)uploads(?:\/|\\+\/|%2F)((?:[^"'\s<>()\\&,?#]|\\+\/)+)/gi;

/** How blocks, classes, shortcodes, settings and custom fields write ids of attachments. */
const IDS: readonly RegExp[] = [
	/\bwp-image-(\d+)/g,
	/\\?"(?:id|mediaId|imageID|attachmentId|site_logo|custom_logo)\\?":\\?"?(\d+)/g,
	/\["_thumbnail_id",\\?"?(\d+)/g,
	/"name":"(?:site_icon|site_logo)","value":"?(\d+)/g,
];
const LISTS_OF_IDS: readonly RegExp[] = [
	/\bids=\\?"([\d,\s]+)/g,
	/\\?"ids\\?":\[([\d,\s]+)\]/g,
];

export interface FoundReferences {
	readonly ids: Set< number >;
	/** Below the uploads folder, decoded. */
	readonly paths: Set< string >;
}

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
	for ( const id of [
		...all( IDS, line ),
		...all( LISTS_OF_IDS, line ).flatMap( ( list ) => list.split( ',' ) ),
	] ) {
		const number = Number( id );
		if ( Number.isSafeInteger( number ) && number > 0 ) {
			found.ids.add( number );
		}
	}
	if ( line.includes( 'uploads' ) ) {
		for ( const path of all( [ UPLOADED_FILE ], line ) ) {
			found.paths.add( decoded( path.replace( /\\+\//g, '/' ) ) );
		}
	}
}
