import type { AetherError } from '@aether/provider-sdk';
import type { SettingsDocument } from './settings-api';
import type { SaveOutcome } from './use-settings';

export type MergedOutcome< Field > =
	/** `isMerged`: somebody else had saved meanwhile, and both changes are kept. */
	| { readonly status: 'saved'; readonly isMerged: boolean }
	/** At least one field: a person has to decide. */
	| { readonly status: 'conflict'; readonly fields: readonly Field[] }
	| Extract< SaveOutcome, { readonly status: 'refused' | 'failed' } >;

export interface Merging< Field > {
	/** What is known to be stored. */
	readonly latest: () => SettingsDocument;
	/**
	 * Takes what is stored into what the next `send()` saves. Returns what somebody else and this person changed to
	 * different values.
	 */
	readonly merge: ( stored: SettingsDocument ) => readonly Field[];
	/** Saves what is wanted. */
	readonly send: () => Promise< SaveOutcome >;
}

/** Somebody who saves in a loop must not make this page save in one. */
const MOST_MERGES = 3;

/**
 * Saves, and saves again on top of what somebody else saved meanwhile, as long as both changes fit together. Looks for
 * conflicts before the first attempt, too: another part of the page may have read what somebody else saved.
 *
 * @param merging
 * @param merging.latest
 * @param merging.merge
 * @param merging.send
 */
export async function saveMerging< Field >( {
	latest,
	merge,
	send,
}: Merging< Field > ): Promise< MergedOutcome< Field > > {
	let refusal: AetherError | null = null;
	for ( let merges = 0; ; merges++ ) {
		const fields = merge( latest() );
		if ( fields.length > 0 ) {
			return { status: 'conflict', fields };
		}
		if ( refusal && merges > MOST_MERGES ) {
			return { status: 'failed', error: refusal };
		}
		const outcome = await send();
		if ( outcome.status === 'saved' ) {
			return { status: 'saved', isMerged: merges > 0 };
		}
		if ( outcome.status !== 'conflict' ) {
			return outcome;
		}
		refusal = outcome.error;
	}
}
