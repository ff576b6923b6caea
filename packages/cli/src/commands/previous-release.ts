import type { Release } from '@aether/provider-sdk';

/**
 * What visitors go back to: while only some of them get a newer release, the one that the others have; else the next older
 * one.
 *
 * @param releases In any order.
 */
export function previousRelease(
	releases: readonly Release[]
): Release | undefined {
	const newestFirst = [ ...releases ].sort( ( a, b ) =>
		b.createdAt.localeCompare( a.createdAt )
	);
	const active = newestFirst.findIndex( ( release ) => release.active );
	return active === -1 || newestFirst[ active ]?.visitorsPercent !== undefined
		? newestFirst[ active ]
		: newestFirst[ active + 1 ];
}
