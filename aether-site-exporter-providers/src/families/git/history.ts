import type { OperationOptions, Release } from '@aether/provider-sdk';
import { readMessage } from './commit-message';
import { MOST_HISTORY_PAGES, MOST_RELEASES } from './limits';
import type { GitPlace } from './place';
import type { GitCommit } from './repository';

type HistoryPlace = Pick<
	GitPlace,
	'repository' | 'branch' | 'deployment' | 'folder'
>;

/**
 * Whether a commit is a release of this deployment: its last part, in this folder.
 *
 * @param place
 * @param place.deployment
 * @param place.folder
 * @param commit
 */
export function isRelease(
	{ deployment, folder }: HistoryPlace,
	commit: GitCommit
): boolean {
	const said = readMessage( commit.message );
	return (
		said !== null &&
		said.part === undefined &&
		said.deployment === deployment &&
		said.folder === folder
	);
}

/**
 * @param place
 * @param options
 * @param branch  Default: the place's own.
 * @return Newest first.
 */
export async function releaseCommits(
	place: HistoryPlace,
	options: OperationOptions,
	branch = place.branch
): Promise< readonly GitCommit[] > {
	const found: GitCommit[] = [];
	for ( let page = 1; page <= MOST_HISTORY_PAGES; page++ ) {
		const commits = await place.repository.commits( branch, page, options );
		found.push(
			...commits.filter( ( commit ) => isRelease( place, commit ) )
		);
		if ( commits.length === 0 || found.length >= MOST_RELEASES ) {
			break;
		}
	}
	return found.slice( 0, MOST_RELEASES );
}

/**
 * The head itself in most cases, which costs no request.
 *
 * @param place
 * @param branch
 * @param head    Where on the branch to begin.
 * @param options
 */
export async function lastRelease(
	place: HistoryPlace,
	branch: string,
	head: GitCommit,
	options: OperationOptions
): Promise< GitCommit | null > {
	return isRelease( place, head )
		? head
		: ( ( await releaseCommits( place, options, branch ) )[ 0 ] ?? null );
}

/**
 * @param commits Newest first.
 */
export const toReleases = (
	commits: readonly GitCommit[]
): readonly Release[] =>
	commits.map( ( { id, createdAt, message }, index ) => ( {
		id,
		createdAt,
		active: index === 0,
		fileCount: readMessage( message )?.fileCount ?? 0,
	} ) );
