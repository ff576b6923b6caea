import type { Finding } from '../events';
import type { Reference } from '../references/types';
import type { LooseEnd } from './loose-ends';

/**
 * Remembers which files documents pin by a hash of their bytes (`integrity`), and which files no target publishes as they
 * are. A browser refuses a file that is both.
 */
export class PinnedFiles {
	/** Canonical URL to the first document that pins it. */
	readonly #pinned = new Map< string, string >();
	readonly #rewritten = new Set< string >();

	/**
	 * @param url    Canonical, of a document.
	 * @param pinned Canonical.
	 */
	pin( url: string, pinned: string ): void {
		if ( ! this.#pinned.has( pinned ) ) {
			this.#pinned.set( pinned, url );
		}
	}

	/**
	 * What a file names relative to itself travels with it; any other URL is written anew.
	 *
	 * @param url        Canonical, of a file.
	 * @param references
	 */
	observe( url: string, references: readonly Reference[] ): void {
		if ( references.some( ( { relative } ) => relative !== true ) ) {
			this.#rewritten.add( url );
		}
	}

	/** In the order in which they were pinned. */
	broken(): readonly LooseEnd[] {
		return [ ...this.#pinned ]
			.filter( ( [ url ] ) => this.#rewritten.has( url ) )
			.map( ( [ url, referrer ] ) => ( { url, referrer } ) );
	}
}

export const integrityBroken = ( { url, referrer }: LooseEnd ): Finding => ( {
	severity: 'error',
	code: 'integrity_broken',
	message:
		'The page pins a file by the hash of its bytes, and addresses of the site in that file change: browsers would refuse it.',
	url: referrer,
	subject: url,
	action: 'Remove the integrity of the file from the element or the import map that loads it, or the address from the file.',
} );
