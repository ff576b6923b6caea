import type { FrontierEntry, ResourceKind } from '../rendering/frontier';
import type { Finding } from '../events';
import { bytesView } from '../references/charset';

/** An answer of the site, as the checks of the gate look at it. */
export interface CheckedResponse {
	readonly url: string;
	readonly kind: ResourceKind;
	/** The document in which it was found; absent for what the inventory lists. */
	readonly referrer?: string;
	readonly status: number;
	readonly contentType: string;
	readonly body: Uint8Array;
	/** The body as text; what is not ASCII is one character per byte. */
	readonly text: () => string;
}

/** One law of the gate: a finding when the answer breaks it. */
export type ResponseCheck = ( response: CheckedResponse ) => Finding | null;

export const isHtml = ( { contentType }: CheckedResponse ): boolean =>
	/^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test( contentType );

/**
 * Whether the inventory lists it; what was only found in a link may be the author's own mistake.
 *
 * @param entry
 */
export const isListed = ( entry: Pick< CheckedResponse, 'kind' > ): boolean =>
	entry.kind !== 'page' && entry.kind !== 'asset';

/**
 * Where a person finds what a finding is about: the document that refers to it, where there is one.
 *
 * @param response
 * @param response.url
 * @param response.referrer
 */
export const placeOf = ( {
	url,
	referrer,
}: Pick< CheckedResponse, 'url' | 'referrer' > ): Pick<
	Finding,
	'url' | 'subject'
> => ( referrer === undefined ? { url } : { url: referrer, subject: url } );

/**
 * Lets the checks look at an answer.
 *
 * @param entry
 * @param answer
 * @param scanned The text, where the scan has read it already. Default: it is read when a check asks.
 */
export function toCheckedResponse(
	entry: FrontierEntry,
	answer: Pick< CheckedResponse, 'status' | 'contentType' | 'body' >,
	scanned: string | null = null
): CheckedResponse {
	const { url, kind, referrer } = entry;
	let text = scanned;
	return {
		url,
		kind,
		...( referrer === undefined ? {} : { referrer } ),
		...answer,
		text: () => ( text ??= bytesView.decode( answer.body ) ),
	};
}
