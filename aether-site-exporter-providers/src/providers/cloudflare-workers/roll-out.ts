import { mainVersion, type VersionShare, type WorkerState } from './script';

/**
 * Which visitors get which version: all of them the wanted one, or a share of them; the others keep the version that most
 * of them have. The wanted one comes first.
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
	const others =
		main?.id === versionId
			? state.shares.find( ( share ) => share.version_id !== versionId )
					?.version_id
			: main?.id;
	return others === undefined || percentage === 100
		? [ { version_id: versionId, percentage: 100 } ]
		: [
				{ version_id: versionId, percentage },
				{ version_id: others, percentage: 100 - percentage },
			];
}

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
