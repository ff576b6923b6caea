/** What the engine calls the newest bundle; the name stays, what it holds changes. */
const NEWEST_BUNDLE = 'blueprint.zip';

export const PLAYGROUND = 'https://playground.wordpress.net/';

/** Browsers let a page that came over https read from these without it. */
const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/;

/** A path that has it for a part, also where the host writes the slash before it in another way. */
const HAS_NEWEST_BUNDLE = /(?:\/|%2F)blueprint\.zip(?:\/|$)/i;

/**
 * Where the bundle can be downloaded.
 *
 * @param receiptUrl Of the deployment: the folder that holds it; or its own address, where what a host asks for besides
 *                   comes behind the name of the file.
 */
export const bundleAddress = ( receiptUrl: string ): string =>
	HAS_NEWEST_BUNDLE.test( new URL( receiptUrl ).pathname )
		? receiptUrl
		: new URL(
				NEWEST_BUNDLE,
				receiptUrl.endsWith( '/' ) ? receiptUrl : `${ receiptUrl }/`
			).href;

/**
 * Where WordPress Playground starts a copy of the site from a bundle.
 *
 * @param bundle Address of the bundle.
 * @return Null where Playground's page may not read it: its browser asks for https.
 */
export function playgroundAddress( bundle: string ): string | null {
	const { protocol, hostname } = new URL( bundle );
	return protocol === 'https:' || LOOPBACK.test( hostname )
		? `${ PLAYGROUND }?blueprint-url=${ encodeURIComponent( bundle ) }`
		: null;
}
