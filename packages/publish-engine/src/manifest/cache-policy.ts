import type { TargetPath } from '@aether/provider-sdk';

/** Pages, feeds, sitemaps: asked for again each time, answered with 304 while nothing changed. */
const REVALIDATE = 'public, max-age=0, must-revalidate';
/** A file whose name or address carries its version never changes under it. */
const IMMUTABLE = 'public, max-age=31536000, immutable';
/** Other files change under their name, seldom. */
const ONE_DAY = 'public, max-age=86400';

const DOCUMENT =
	/^(?:text\/html|application\/xhtml\+xml|(?:text|application)\/(?:[\w.]+\+)?xml|text\/plain|application\/(?:[\w.]+\+)?json)\b/i;
/** `view.3f2a9c81.js`, `index-4b825dc642cb6eb9.css`: a dot or dash, 8 or more hex digits with a digit and a letter. */
const HASHED_NAME = /[.-](?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,64}\.[a-z0-9]+$/i;

/**
 * How long visitors and caches may keep a file, by its class.
 *
 * @param path
 * @param contentType
 * @param isVersioned Whether every reference of the site names a version: `?ver=6.8`.
 */
export function cachePolicy(
	path: TargetPath,
	contentType: string,
	isVersioned = false
): string {
	if ( DOCUMENT.test( contentType ) ) {
		return REVALIDATE;
	}
	return isVersioned || HASHED_NAME.test( path ) ? IMMUTABLE : ONE_DAY;
}
