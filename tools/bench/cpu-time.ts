import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** What the fields of /proc/<pid>/stat behind the name are; proc(5). */
const PARENT = 1;
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;
const ENDED_CHILDREN_USER_TICKS = 13;
const ENDED_CHILDREN_SYSTEM_TICKS = 14;

interface ProcessTimes {
	readonly parent: number;
	readonly ticks: number;
}

async function readTimes( pid: string ): Promise< ProcessTimes | null > {
	const stat = await readFile( `/proc/${ pid }/stat`, 'utf8' ).catch(
		() => ''
	);
	// The name is in parentheses and may hold anything.
	const fields = stat.slice( stat.lastIndexOf( ')' ) + 2 ).split( ' ' );
	const field = ( index: number ) => Number( fields[ index ] ?? 0 );
	return stat === ''
		? null
		: {
				parent: field( PARENT ),
				ticks:
					field( USER_TICKS ) +
					field( SYSTEM_TICKS ) +
					field( ENDED_CHILDREN_USER_TICKS ) +
					field( ENDED_CHILDREN_SYSTEM_TICKS ),
			};
}

let ticksPerSecond: Promise< number > | undefined;

const clockTicks = (): Promise< number > =>
	( ticksPerSecond ??= promisify( execFile )( 'getconf', [ 'CLK_TCK' ] ).then(
		( { stdout } ) => Number( stdout )
	) );

/**
 * The processor time that some processes and all below them have used, in milliseconds; Linux only. Unlike the time on
 * the wall it does not depend on what else the machine does.
 *
 * @param roots Process ids.
 */
export async function cpuTimeOf( roots: readonly number[] ): Promise< number > {
	const pids = ( await readdir( '/proc' ) ).filter( ( name ) =>
		/^\d+$/.test( name )
	);
	const times = new Map< number, ProcessTimes >();
	for ( const pid of pids ) {
		const read = await readTimes( pid );
		if ( read ) {
			times.set( Number( pid ), read );
		}
	}
	const isBelowRoot = ( pid: number ): boolean => {
		const known = times.get( pid );
		return (
			roots.includes( pid ) ||
			( known !== undefined &&
				known.parent > 1 &&
				isBelowRoot( known.parent ) )
		);
	};
	let ticks = 0;
	for ( const [ pid, read ] of times ) {
		ticks += isBelowRoot( pid ) ? read.ticks : 0;
	}
	return ( ticks * 1000 ) / ( await clockTicks() );
}
