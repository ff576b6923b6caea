/** How bytes of a document become characters, and characters of a URL become ASCII. */
export interface Charset {
	/** As the Encoding Standard names it. */
	readonly label: string;
	/** Bytes of one character of the text view. */
	readonly unitBytes: 1 | 2;
	/** The document, one character per byte or UTF-16 unit. */
	readonly toText: ( body: Uint8Array ) => string;
	/** Percent-encodes what is not ASCII, as a browser would that reads the URL in this document. */
	readonly toUrlText: ( text: string ) => string;
}

/** How far from the start browsers look for a declaration, in bytes. */
const SNIFFED_BYTES = 1024;
const DECLARATION =
	/<meta[^>]{0,256}?charset\s{0,16}=\s{0,16}["']?\s{0,16}([\w.:-]+)|^\s{0,64}<\?xml[^>]{0,128}?encoding\s{0,16}=\s{0,16}["']([\w.:-]+)|^@charset "([\w.:-]+)";/i;
const BEYOND_ASCII = /[^\0-\x7f]/;

/** Windows-1252 has a character for each byte, so its decoder is a fast view of any bytes. */
export const bytesView = new TextDecoder( 'windows-1252' );
const byteOf = new Map(
	Array.from(
		bytesView.decode(
			Uint8Array.from( { length: 256 }, ( _, byte ) => byte )
		),
		( character, byte ) => [ character, byte ]
	)
);

/**
 * @param body
 * @param contentType `Content-Type` header.
 */
export function detectCharset(
	body: Uint8Array,
	contentType: string
): Charset {
	const [ first, second, third ] = body;
	if ( first === 0xef && second === 0xbb && third === 0xbf ) {
		return singleByteUnits( 'utf-8' );
	}
	if ( first === 0xff && second === 0xfe ) {
		return utf16( 'utf-16le' );
	}
	if ( first === 0xfe && second === 0xff ) {
		return utf16( 'utf-16be' );
	}
	const named = /charset\s*=\s*["']?([\w.:-]+)/i.exec( contentType )?.[ 1 ];
	const declared = DECLARATION.exec(
		bytesView.decode( body.subarray( 0, SNIFFED_BYTES ) )
	);
	return singleByteUnits(
		knownLabel( named ) ??
			knownLabel(
				declared?.[ 1 ] ?? declared?.[ 2 ] ?? declared?.[ 3 ]
			) ??
			'utf-8'
	);
}

/**
 * An unknown label, and UTF-16 without a byte order mark, are mistakes: browsers go on as if nothing was said.
 * @param label
 */
function knownLabel( label: string | undefined ): string | undefined {
	if ( label === undefined ) {
		return undefined;
	}
	try {
		const { encoding } = new TextDecoder( label );
		return encoding.startsWith( 'utf-16' ) ? undefined : encoding;
	} catch {
		return undefined;
	}
}

function singleByteUnits( label: string ): Charset {
	const decoder = label === 'utf-8' ? null : new TextDecoder( label );
	return {
		label,
		unitBytes: 1,
		toText: ( body ) => bytesView.decode( body ),
		toUrlText: ( text ) => {
			if ( ! BEYOND_ASCII.test( text ) ) {
				return text;
			}
			return text.replace( /[^\0-\x7f]+/g, ( run ) =>
				decoder === null
					? percentEncodeBytes( run )
					: encodeUnicode( decoder.decode( toBytes( run ) ) )
			);
		},
	};
}

function utf16( label: 'utf-16le' | 'utf-16be' ): Charset {
	const decoder = new TextDecoder( label, { ignoreBOM: true } );
	return {
		label,
		unitBytes: 2,
		toText: ( body ) => decoder.decode( body ),
		toUrlText: ( text ) => text.replace( /[^\0-\x7f]+/g, encodeUnicode ),
	};
}

const encodeUnicode = ( text: string ): string =>
	encodeURIComponent( text.replace( /\p{Surrogate}/gu, '\ufffd' ) );

const toBytes = ( text: string ): Uint8Array =>
	Uint8Array.from( text, ( character ) => byteOf.get( character ) ?? 0x3f );

/**
 * @param text Bytes, as `bytesView` shows them.
 */
export const percentEncodeBytes = ( text: string ): string =>
	Array.from(
		toBytes( text ),
		( byte ) => `%${ byte.toString( 16 ).toUpperCase() }`
	).join( '' );
