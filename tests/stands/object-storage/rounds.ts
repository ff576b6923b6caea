/** Long enough to travel in several pieces. */
const LINES = 2_000;

const lineOf = ( page: number, round: number ): string =>
	`page ${ page } of round ${ round }`;

/**
 * A page that says in every line which it is.
 *
 * @param page
 * @param round Of publishing.
 */
export const pageOfRound = ( page: number, round: number ): string =>
	Array.from( { length: LINES }, () => lineOf( page, round ) ).join( '\n' );

/**
 * The round that a whole page is of; null for part of one, or for a mixture.
 *
 * @param page
 * @param text
 */
export function readRound( page: number, text: string ): number | null {
	const [ , digits ] = /^page \d+ of round (\d+)/.exec( text ) ?? [];
	const round = Number( digits );
	return text === pageOfRound( page, round ) ? round : null;
}
