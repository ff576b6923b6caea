import {
	AetherError,
	type Clock,
	type OperationOptions,
	toAetherError,
} from '@aether/provider-sdk';
import { readMessage } from './commit-message';
import { MOST_SENDS } from './limits';
import type { GitCommit, GitRepository, NewGitCommit } from './repository';

/** First wait after a failed request; doubles. Milliseconds. */
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Sends a commit until it is certain that it is there, once: after an answer that leaves its fate open, the branch's
 * head says by the publish id whether it was applied.
 *
 * @param  repository
 * @param  commit
 * @param  before     The branch's head before; null when the branch is not there yet.
 * @param  clock
 * @param  options
 * @throws {AetherError} `conflict` when the branch moved meanwhile.
 */
export async function sendCommit(
	repository: GitRepository,
	commit: NewGitCommit,
	before: string | null,
	clock: Clock,
	options: OperationOptions
): Promise< GitCommit > {
	const { signal } = options;
	for ( let attempt = 1; ; attempt++ ) {
		signal.throwIfAborted();
		try {
			return await repository.commit( commit, { signal } );
		} catch ( cause ) {
			signal.throwIfAborted();
			const error = toAetherError( cause );
			if ( ! error.isRetryable ) {
				throw error;
			}
			const applied = await findApplied(
				repository,
				commit,
				before,
				options
			);
			if ( applied !== null ) {
				return applied;
			}
			if ( attempt >= MOST_SENDS ) {
				throw error;
			}
			await clock.sleep( waitAfter( attempt, error ), { signal } );
		}
	}
}

export const waitAfter = ( attempt: number, error: AetherError ): number =>
	error.retryAfterMs ??
	Math.min( FIRST_WAIT_MS * 2 ** ( attempt - 1 ), LONGEST_WAIT_MS );

async function findApplied(
	repository: GitRepository,
	commit: NewGitCommit,
	before: string | null,
	options: OperationOptions
): Promise< GitCommit | null > {
	const head = ( await repository.branch( commit.branch, options ) )?.head;
	if ( head === undefined || head.id === before ) {
		return null;
	}
	if ( isSamePart( head.message, commit.message ) ) {
		return head;
	}
	throw movedError( commit.branch );
}

function isSamePart( one: string, other: string ): boolean {
	const [ a, b ] = [ readMessage( one ), readMessage( other ) ];
	return (
		a !== null &&
		a.publishId === b?.publishId &&
		a.deployment === b.deployment &&
		a.part === b.part
	);
}

export const movedError = ( branch: string ): AetherError =>
	new AetherError(
		'conflict',
		`Somebody else pushed to "${ branch }" after the plan was made. Publish again: only what differs is sent.`,
		{ details: { branch } }
	);
