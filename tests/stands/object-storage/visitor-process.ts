/**
 * A visitor in a process of its own: asks for one page after the other until its input ends, then prints a
 * `VisitorReport`. Its argument is `VisitorInput` as JSON.
 */
import { readRound } from './rounds';

export interface VisitorInput {
	readonly address: string;
	readonly pages: number;
}

export interface VisitorReport {
	readonly visits: number;
	/** Answers that were missing, or not one page of one round. */
	readonly failures: readonly string[];
	/** Rounds that were seen under each release; more than one is a mixture. */
	readonly rounds: Readonly< Record< string, readonly number[] > >;
}

/** More would only slow the publishers down. */
const PARALLEL_VISITS = 3;

const { address, pages } = JSON.parse(
	process.argv[ 2 ] ?? ''
) as VisitorInput;
const failures: string[] = [];
const rounds: Record< string, number[] > = {};
let visits = 0;
let isOver = false;

async function visit( page: number ): Promise< void > {
	const answer = await fetch( new URL( `/${ page }/`, address ) );
	const text = await answer.text();
	const round = readRound( page, text );
	const release = answer.headers.get( 'x-aether-release' ) ?? '';
	visits++;
	if ( answer.status !== 200 || round === null || release === '' ) {
		failures.push(
			`${ page }: ${ answer.status } ${ text.slice( 0, 80 ) }`
		);
		return;
	}
	const seen = ( rounds[ release ] ??= [] );
	if ( ! seen.includes( round ) ) {
		seen.push( round );
	}
}

async function browse( first: number ): Promise< void > {
	for ( let page = first; ! isOver; page = ( page + 1 ) % pages ) {
		await visit( page );
	}
}

process.stdin.on( 'end', () => {
	isOver = true;
} );
process.stdin.resume();
await visit( 0 );
process.stdout.write( 'ready\n' );
await Promise.all(
	Array.from( { length: PARALLEL_VISITS }, ( _, index ) =>
		browse( index % pages )
	)
);
process.stdout.write(
	JSON.stringify( { visits, failures, rounds } satisfies VisitorReport )
);
