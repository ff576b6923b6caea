import { mainVersion, type VersionShare, type WorkerState } from './script';

/**
 * Which visitors get which version: all of them the wanted one, or a share of them; the others keep the version that most
 * of them have. The wanted one comes first. Nobody loses it who has it already, and whoever goes back to the version from
 * which visitors were led away gets all of them back.
 *
 * @param versionId
 * @param state
 * @param percentage 1 to 100.
 */
export function rollOut(
	versionId: string,
	state: WorkerState,
	percentage: number
): readonly [ VersionShare, ...VersionShare[] ] {
	const main = mainVersion( state );
	const isMain = main?.id === versionId;
	const other = isMain
		? state.shares.find( ( share ) => share.version_id !== versionId )
				?.version_id
		: main?.id;
	const shareOf = ( id: string ) =>
		state.shares.find( ( share ) => share.version_id === id )?.percentage ??
		0;
	const share = isMain
		? Math.max( percentage, shareOf( versionId ) )
		: percentage;
	const goesBack =
		isMain && numberOf( other, state ) > numberOf( versionId, state );
	return other === undefined || share === 100 || goesBack
		? [ { version_id: versionId, percentage: 100 } ]
		: [
				{ version_id: versionId, percentage: share },
				{ version_id: other, percentage: 100 - share },
			];
}

/**
 * A version that is listed no more is older than those that are.
 *
 * @param id
 * @param state
 */
const numberOf = ( id: string | undefined, state: WorkerState ): number =>
	state.versions.find( ( version ) => version.id === id )?.number ?? 0;

/**
 * Whether visitors get exactly this already.
 *
 * @param state
 * @param wanted
 */
export function isDeployed(
	state: WorkerState | null,
	wanted: readonly VersionShare[]
): boolean {
	const shares = state?.shares ?? [];
	return (
		shares.length === wanted.length &&
		wanted.every( ( { version_id: id, percentage } ) =>
			shares.some(
				( share ) =>
					share.version_id === id && share.percentage === percentage
			)
		)
	);
}
