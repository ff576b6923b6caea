import { type PublishFile, toTargetPath } from '@aether/provider-sdk';
import type { Finding } from '../events';
import { cachePolicy } from '../manifest/cache-policy';
import { SiteFile } from '../manifest/site-file';
import type { Hasher } from '../ports';
import type { SiteEnvironment } from './types';

const PATH = toTargetPath( 'robots.txt' );
const CONTENT_TYPE = 'text/plain; charset=utf-8';
const CLOSED = new TextEncoder().encode( 'User-agent: *\nDisallow: /\n' );

/**
 * Search engines ask for `robots.txt` at the root of a host and nowhere else.
 *
 * @param baseUrl
 */
export function readsRobots( baseUrl: string ): boolean {
	const { protocol, pathname } = new URL( baseUrl );
	return /^https?:$/.test( protocol ) && pathname === '/';
}

/**
 * A `robots.txt` that asks every search engine to stay away.
 *
 * @param hasher
 */
export async function closedRobots( hasher: Hasher ): Promise< PublishFile > {
	return new SiteFile( {
		path: PATH,
		size: CLOSED.length,
		contentType: CONTENT_TYPE,
		cacheControl: cachePolicy( PATH, CONTENT_TYPE ),
		sha256: await hasher.digest( 'sha256', CLOSED ),
		hasher,
		read: async () => new Blob( [ CLOSED ] ),
	} );
}

/**
 * @param environment
 * @param environment.name
 * @param providerId
 * @param baseUrl          Below the root of a host.
 */
export const robotsOutOfReach = (
	{ name }: SiteEnvironment,
	providerId: string,
	baseUrl: string
): Finding => ( {
	severity: 'warning',
	code: 'robots_out_of_reach',
	message: `The environment "${ name }" is not for search engines, but they read robots.txt at the root of a host only, and "${ providerId }" publishes below it.`,
	values: { environment: name, provider: providerId },
	subject: baseUrl,
	action: 'Give the environment a base URL at the root of a host, let the host answer with "X-Robots-Tag: noindex", or ask visitors for a password.',
} );
