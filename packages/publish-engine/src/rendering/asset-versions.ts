/** `?ver=6.8`, as WordPress writes it, and what others write. */
const VERSION = /[?&](?:ver|v|version|rev)=[^&#]/i;

/**
 * Remembers whether a file is always named with its version. Then another content has another address, and what caches
 * keep under the old one is never asked for.
 */
export class AssetVersions {
	readonly #named = new Set< string >();
	readonly #namedWithout = new Set< string >();

	/**
	 * @param file Canonical, without its query.
	 * @param url  As a document refers to it.
	 */
	add( file: string, url: string ): void {
		( VERSION.test( url ) ? this.#named : this.#namedWithout ).add( file );
	}

	areAlwaysNamed( file: string ): boolean {
		return this.#named.has( file ) && ! this.#namedWithout.has( file );
	}
}
