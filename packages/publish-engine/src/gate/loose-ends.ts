import type { Reference } from '../references/types';

/** A reference to an address of the site that is not rendered. */
export interface LooseEnd {
	/** Canonical. */
	readonly url: string;
	/** The first document that refers to it. */
	readonly referrer: string;
}

/** Keeps the list readable and memory bounded, whatever a calendar links to. */
const MOST_KEPT = 2_000;

/** Remembers where the rendered documents lead without anybody following. */
export class LooseEnds {
	readonly #byUrl = new Map< string, LooseEnd >();

	/** In the order in which they were found. */
	list(): readonly LooseEnd[] {
		return [ ...this.#byUrl.values() ];
	}

	/**
	 * What is a link or a need counts; an address in a text or an API for programs does not.
	 *
	 * @param role
	 * @param canonicalUrl
	 * @param referrer
	 */
	add(
		role: Reference[ 'role' ],
		canonicalUrl: string,
		referrer: string
	): void {
		if (
			( role === 'page' || role === 'asset' ) &&
			this.#byUrl.size < MOST_KEPT &&
			! this.#byUrl.has( canonicalUrl )
		) {
			this.#byUrl.set( canonicalUrl, { url: canonicalUrl, referrer } );
		}
	}
}
