import type { Reference } from '../src/references/types';

/**
 * What no URL contains, however it is escaped: it would have ended the place where it stands. Only CSS ends an escape
 * with a space.
 */
const NO_URL = /[\x01-\x1f"<>`]|(?<!\\[0-9a-f]{1,6}) /i;

const bytesView = new TextDecoder( 'windows-1252' );

/**
 * Holds a rewritten document to the promise that every byte in which it differs from the original lies inside a URL.
 *
 * The stretches between the references have to follow each other in the rewritten document, the first at its start and
 * the last at its end, and what lies between them has to be one URL each.
 *
 * @param  original
 * @param  rewritten
 * @param  references Of the original, in its order.
 * @throws {Error} Says where the two part.
 */
export function assertOnlyUrlsChanged(
	original: Uint8Array,
	rewritten: Uint8Array,
	references: readonly Pick< Reference, 'start' | 'end' >[]
): void {
	const before = bytesView.decode( original );
	const after = bytesView.decode( rewritten );
	let copied = 0;
	let position = 0;
	for ( const [ index, { start, end } ] of references.entries() ) {
		if ( start < copied || end <= start || end > original.length ) {
			throw new Error(
				`The reference ${ start }–${ end } is out of order.`
			);
		}
		const stretch = before.slice( copied, start );
		const found = after.indexOf( stretch, position );
		if ( found === -1 || ( index === 0 && found !== 0 ) ) {
			throw new Error(
				`The document changed between ${ copied } and ${ start }.`
			);
		}
		assertUrl( after.slice( position, found ), copied );
		position = found + stretch.length;
		copied = end;
	}
	const rest = before.slice( copied );
	const restStart = after.length - rest.length;
	if ( restStart < position || after.slice( restStart ) !== rest ) {
		throw new Error( `The document changed behind ${ copied }.` );
	}
	if ( references.length === 0 && restStart !== 0 ) {
		throw new Error(
			'The document changed, though nothing was found in it.'
		);
	}
	assertUrl( after.slice( position, restStart ), copied );
}

function assertUrl( written: string, offset: number ): void {
	if ( NO_URL.test( written.trim() ) ) {
		throw new Error(
			`What was written before ${ offset } is no URL: ${ JSON.stringify( written.slice( 0, 200 ) ) }`
		);
	}
}
