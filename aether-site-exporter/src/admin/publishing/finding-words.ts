import type { Finding } from '@aether/publish-engine';
import { ADDRESSES } from './finding-kinds/addresses';
import { CONTENT } from './finding-kinds/content';
import type { FindingKinds } from './finding-kinds/kind';
import { RELEASES } from './finding-kinds/releases';
import { SETUP } from './finding-kinds/setup';

/** A finding as a person reads it. */
export interface FindingWords {
	readonly title: string;
	/** What differs from one finding of this kind to the next. */
	readonly detail?: string;
	/** What to do. */
	readonly action?: string;
}

const KINDS: FindingKinds = { ...CONTENT, ...ADDRESSES, ...RELEASES, ...SETUP };

/**
 * What a finding says in the language of the page. Those of plugins speak for themselves.
 *
 * @param finding
 */
export function findingWords(
	finding: Pick<
		Finding,
		'code' | 'message' | 'values' | 'action' | 'fromPlugin'
	>
): FindingWords {
	const { code, message, values = {}, action, fromPlugin } = finding;
	const kind =
		! fromPlugin && Object.hasOwn( KINDS, code )
			? KINDS[ code ]?.()
			: undefined;
	if ( ! kind ) {
		return {
			title: message,
			...( action === undefined ? {} : { action } ),
		};
	}
	const { title, detail: say } = kind;
	const detail = say?.( values );
	return {
		title,
		action: kind.action,
		...( detail ? { detail } : {} ),
	};
}
