import type { Finding } from '../events';
import type { FindingValues } from '../sentences';
import type { FrontierEntry, ResourceKind } from '../rendering/frontier';
import { isListed, placeOf } from './checked-response';

/** Not every site has these, whatever the inventory says: a server may hide them, a plugin switch them off. */
const DISPENSABLE: ReadonlySet< ResourceKind > = new Set< ResourceKind >( [
	'feed',
	'sitemap',
	'robots',
] );

export interface Failure {
	/** Absent when there was no answer. */
	readonly status?: number;
	/** Of the error, where there was one. */
	readonly code?: string;
	readonly message: string;
}

/**
 * What it means for the build that an address could not be rendered. A listed page or an answer of 5xx stops it; a link
 * to something that is not there was broken before.
 *
 * @param entry
 * @param failure
 */
export function findingForFailure(
	entry: FrontierEntry,
	failure: Failure
): Finding {
	const values = valuesOf( failure );
	const isMissing =
		failure.status !== undefined &&
		failure.status >= 400 &&
		failure.status < 500 &&
		failure.status !== 429;
	if ( ! isMissing ) {
		return {
			severity: 'error',
			code: entry.kind === 'asset' ? 'asset_failed' : 'page_failed',
			message: failure.message,
			values,
			...placeOf( entry ),
			action: 'Open the address in a private window, mend what you see, and publish again.',
		};
	}
	if ( isListed( entry ) ) {
		return {
			severity: DISPENSABLE.has( entry.kind ) ? 'warning' : 'error',
			code: 'page_failed',
			message: failure.message,
			values,
			...placeOf( entry ),
			action: 'Make the page visible to visitors, or take it out of the publish.',
		};
	}
	return {
		severity: 'warning',
		code: entry.kind === 'asset' ? 'asset_missing' : 'link_broken',
		message: failure.message,
		values,
		...placeOf( entry ),
		action: 'Correct or remove the reference.',
	};
}

const valuesOf = ( { status, code }: Failure ): FindingValues => ( {
	...( status === undefined ? {} : { status } ),
	...( code === undefined ? {} : { error: code } ),
} );
