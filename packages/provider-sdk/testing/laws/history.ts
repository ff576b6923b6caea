import { AetherError } from '../../src/errors';
import { canRollBack } from '../../src/types';
import {
	calm,
	demand,
	demandPublished,
	describeError,
	publish,
	settle,
	type Law,
	type TargetUnderTest,
} from './law';
import type { RollbackTarget } from '../../src/types';

/** Earlier releases. A target without `listReleases()` and `activateRelease()` has none, and keeps these laws by that. */
export const historyLaws: readonly Law[] = [
	{
		id: 'rollback',
		title: 'lists its releases newest first, one of them active, and brings an earlier one back with every byte',
		why: 'The button that shall save a broken site would break it further.',
		async check( subject ) {
			const first = await publish( subject, {
				'index.html': 'first',
				'gone.html': 'gone later',
			} );
			const second = await publish( subject, { 'index.html': 'second' } );
			const target = await openWithHistory( subject );
			if ( target === null ) {
				return;
			}
			const signal = calm();
			const releases = await target.listReleases( { signal } );
			const ids = releases.map( ( { id } ) => id );
			demand(
				releases.length >= 2 &&
					releases.filter( ( { active } ) => active ).length === 1 &&
					releases[ 0 ]?.active === true,
				`the list has ${ releases.length } releases and is not "newest first, the newest active"`
			);
			demand(
				second.receipt.releaseId === ids[ 0 ] &&
					first.receipt.releaseId === ids[ 1 ],
				'the receipts name other releases than the list'
			);
			demand(
				releases[ 1 ]?.fileCount === 2,
				`the first release counts ${ releases[ 1 ]?.fileCount } files instead of 2`
			);
			await target.activateRelease( ids[ 1 ] ?? '', { signal } );
			await demandPublished( subject, first.manifest );
			await target.activateRelease( ids[ 0 ] ?? '', { signal } );
			await demandPublished( subject, second.manifest );
		},
	},
	{
		id: 'unknown-release',
		title: 'refuses to activate a release that is not there, with not_found',
		why: 'A stale list in one tab would take the site down from another.',
		async check( subject ) {
			const { manifest } = await publish( subject, {
				'index.html': '1',
			} );
			const target = await openWithHistory( subject );
			if ( target === null ) {
				return;
			}
			const { error } = await settle( () =>
				target.activateRelease( 'no-such-release', { signal: calm() } )
			);
			demand(
				AetherError.isInstance( error ) && error.code === 'not_found',
				`activateRelease() answered with ${ describeError( error ) }`
			);
			await demandPublished( subject, manifest );
		},
	},
];

async function openWithHistory(
	subject: TargetUnderTest
): Promise< RollbackTarget | null > {
	const target = await subject.createTarget();
	if ( canRollBack( target ) ) {
		return target;
	}
	demand(
		target.activateRelease === undefined,
		'it can activate releases but not list them'
	);
	return null;
}
