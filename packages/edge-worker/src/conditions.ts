export interface ByteRange {
	readonly offset: number;
	readonly length: number;
}

const SINGLE_RANGE = /^bytes=(\d*)-(\d*)$/i;

/**
 * Whether the visitor has this already.
 *
 * @param header `If-None-Match`.
 * @param etag
 */
export const matchesEtag = ( header: string | null, etag: string ): boolean =>
	header !== null &&
	( header.trim() === '*' ||
		header
			.split( ',' )
			.some( ( one ) => one.trim().replace( /^W\//, '' ) === etag ) );

/**
 * Whether the visitor means another version than this one. A weak validator means none.
 *
 * @param header `If-Match`.
 * @param etag
 */
export const meansAnother = ( header: string | null, etag: string ): boolean =>
	header !== null &&
	header.trim() !== '*' &&
	! header.split( ',' ).some( ( one ) => one.trim() === etag );

/**
 * The part that a `Range` header asks for; `null` for all of it, also where the header makes no sense or asks for several
 * parts; `unsatisfiable` for one that lies behind the end.
 *
 * @param header
 * @param size   Bytes of the whole.
 */
export function parseRange(
	header: string | null,
	size: number
): ByteRange | null | 'unsatisfiable' {
	const match = SINGLE_RANGE.exec( header ?? '' );
	const [ , first = '', last = '' ] = match ?? [];
	if ( first === '' && last === '' ) {
		return null;
	}
	if ( first === '' ) {
		const length = Math.min( Number( last ), size );
		return length === 0
			? 'unsatisfiable'
			: { offset: size - length, length };
	}
	const offset = Number( first );
	const end = last === '' ? size - 1 : Math.min( Number( last ), size - 1 );
	if ( last !== '' && Number( last ) < offset ) {
		return null;
	}
	return offset >= size
		? 'unsatisfiable'
		: { offset, length: end - offset + 1 };
}

/**
 * The best coding that both sides have; null for none, also where the visitor would rather have the bytes as they are.
 *
 * @param header `Accept-Encoding`.
 * @param offers
 */
export function chooseCoding< Coding extends string >(
	header: string | null,
	offers: readonly Coding[]
): Coding | null {
	const accepted = new Map< string, number >();
	for ( const part of ( header ?? '' ).toLowerCase().split( ',' ) ) {
		const [ name = '', ...parameters ] = part.split( ';' );
		const quality = parameters
			.map(
				( parameter ) => /^\s*q=([\d.]+)\s*$/.exec( parameter )?.[ 1 ]
			)
			.find( ( value ) => value !== undefined );
		accepted.set(
			name.trim(),
			quality === undefined ? 1 : Number( quality )
		);
	}
	const qualityOf = ( coding: string ): number =>
		accepted.get( coding ) ?? accepted.get( '*' ) ?? 0;
	const [ best ] = offers
		.filter( ( coding ) => {
			const quality = qualityOf( coding );
			// None at all may be asked for, too (RFC 9110, 12.5.3), and wins only where it is wanted more.
			return (
				quality > 0 && quality >= ( accepted.get( 'identity' ) ?? 0 )
			);
		} )
		.sort( ( one, other ) => qualityOf( other ) - qualityOf( one ) );
	return best ?? null;
}
