import type { SaveOutcome } from './use-settings';

export type Conflict = Extract< SaveOutcome, { readonly status: 'conflict' } >;

export type MergedOutcome< Field > =
	/** `isMerged`: somebody else had saved meanwhile, and both changes are kept. */
	| { readonly status: 'saved'; readonly isMerged: boolean }
	/** At least one field: a person has to decide. */
	| { readonly status: 'conflict'; readonly fields: readonly Field[] }
	| Extract< SaveOutcome, { readonly status: 'refused' | 'failed' } >;

/** Somebody who saves in a loop must not make this page save in one. */
const MOST_MERGES = 3;

/**
 * Saves, and saves again on top of what somebody else saved meanwhile, as long as both changes fit together.
 *
 * @param send  Saves what is wanted.
 * @param merge Takes what somebody else saved into what the next `send()` saves. Returns what both changed to different
 *              values.
 */
export async function saveMerging< Field >(
	send: () => Promise< SaveOutcome >,
	merge: ( conflict: Conflict ) => readonly Field[]
): Promise< MergedOutcome< Field > > {
	for ( let merges = 0; ; merges++ ) {
		const outcome = await send();
		if ( outcome.status === 'saved' ) {
			return { status: 'saved', isMerged: merges > 0 };
		}
		if ( outcome.status !== 'conflict' ) {
			return outcome;
		}
		const fields = merge( outcome );
		if ( fields.length > 0 ) {
			return { status: 'conflict', fields };
		}
		if ( merges === MOST_MERGES ) {
			return { status: 'failed', error: outcome.error };
		}
	}
}
