import type { Redirect } from '@aether/provider-sdk';

/** One redirect that the site answered with. */
export interface RenderedRedirect {
	/** Canonical. */
	readonly from: string;
	/** Absolute; canonical with its fragment when it stays on the site. */
	readonly to: string;
	readonly status: Redirect[ 'status' ];
}

export type Resolution =
	{ readonly kind: 'url'; readonly url: string } | { readonly kind: 'loop' };

/** The longest chain that browsers follow. */
const LONGEST_CHAIN = 20;

/** Redirects as data, by the address that they start from. */
export class RedirectMap {
	readonly #byFrom = new Map< string, RenderedRedirect >();

	get size(): number {
		return this.#byFrom.size;
	}

	add( redirect: RenderedRedirect ): void {
		this.#byFrom.set( redirect.from, redirect );
	}

	has( canonicalUrl: string ): boolean {
		return this.#byFrom.has( canonicalUrl );
	}

	/** In the order of their addresses, so that two renderings of one site agree. */
	list(): readonly RenderedRedirect[] {
		return [ ...this.#byFrom.values() ].sort( ( a, b ) =>
			a.from < b.from ? -1 : 1
		);
	}

	/**
	 * Where a visitor who goes to this address ends: at the address itself when nothing redirects it. As in a browser, a
	 * fragment lasts until a redirect brings its own.
	 *
	 * @param url Canonical, with or without a fragment.
	 */
	resolve( url: string ): Resolution {
		let { address, fragment } = split( url );
		for ( let hop = 0; hop <= LONGEST_CHAIN; hop++ ) {
			const redirect = this.#byFrom.get( address );
			if ( ! redirect ) {
				return { kind: 'url', url: address + fragment };
			}
			const next = split( redirect.to );
			address = next.address;
			fragment = next.fragment || fragment;
		}
		return { kind: 'loop' };
	}
}

function split( url: string ): {
	readonly address: string;
	/** With its `#`; empty when there is none. */
	readonly fragment: string;
} {
	const hash = url.indexOf( '#' );
	return hash === -1
		? { address: url, fragment: '' }
		: { address: url.slice( 0, hash ), fragment: url.slice( hash ) };
}
