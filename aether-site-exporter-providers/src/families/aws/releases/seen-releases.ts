import type { PointerDocument, RecentRelease, Shown } from './format';
import { MOST_RECENT } from './limits';
import type { ListedRelease } from './listed-tree';
import { timeIn } from './names';

/**
 * What the pointer names: what visitors get, and what they got just before.
 *
 * @param pointer
 */
export const namedBy = ( pointer: PointerDocument | null ): string[] => [
	...idsOf( pointer ),
	...( typeof pointer?.previous === 'string' ? [ pointer.previous ] : [] ),
];

const idsOf = ( shown: Shown | null ): string[] =>
	[ shown?.release, shown?.canary?.release ].filter(
		( id ) => typeof id === 'string'
	);

/**
 * What visitors got before, when they get something else from now on; newest first.
 *
 * @param pointer As it is.
 * @param shown   What they get from now on.
 * @param now     Milliseconds since the epoch.
 */
export function recentAfter(
	pointer: PointerDocument | null,
	shown: Shown,
	now: number
): readonly RecentRelease[] {
	const stay = new Set( idsOf( shown ) );
	const until = new Date( now ).toISOString();
	const gone = idsOf( pointer )
		.filter( ( id ) => ! stay.has( id ) )
		.map( ( release ) => ( { release, until } ) );
	const known = new Set( [
		...stay,
		...gone.map( ( { release } ) => release ),
	] );
	return [
		...gone,
		...recentOf( pointer ).filter(
			( { release } ) => ! known.has( release )
		),
	].slice( 0, MOST_RECENT );
}

/**
 * What the pointer remembers, without what makes no sense. Older publishers wrote none.
 *
 * @param pointer
 */
export const recentOf = (
	pointer: PointerDocument | null
): readonly RecentRelease[] =>
	Array.isArray( pointer?.recent )
		? pointer.recent.filter(
				( one: Partial< RecentRelease > | null ) =>
					typeof one?.release === 'string' &&
					! Number.isNaN( Date.parse( one.until ?? '' ) )
			)
		: [];

/**
 * Whether a publish wrote a release and died, or lost to another one, before any visitor got it. What is older than the
 * pointer's memory is taken to have been seen.
 *
 * @param release
 * @param release.id
 * @param pointer
 */
export function isUnseen(
	{ id }: ListedRelease,
	pointer: PointerDocument | null
): boolean {
	const recent = recentOf( pointer );
	const oldest = recent.at( -1 );
	return (
		oldest !== undefined &&
		id > timeIn( oldest.until ) &&
		! namedBy( pointer ).includes( id ) &&
		! recent.some( ( { release } ) => release === id )
	);
}
