import type { Finding } from '../events';
import type { PublishedEnvironment, SiteEnvironment } from './types';

/** How a release was published, as far as the history knows. */
export interface PublishedRelease {
	/** Where visitors found it. */
	readonly url?: string;
	readonly environment?: PublishedEnvironment;
}

/**
 * WordPress' answer, in which any program that may publish has a say.
 *
 * @param answer
 * @return Empty for what the history does not know.
 */
export function readPublishedRelease( answer: unknown ): PublishedRelease {
	const { published } = partsOf( answer );
	const { url, environment } = partsOf( published );
	const { id, name, robots } = partsOf( environment );
	const isEnvironment =
		typeof id === 'string' &&
		typeof name === 'string' &&
		( robots === 'as-site' || robots === 'noindex' );
	return {
		...( typeof url === 'string' && url !== '' ? { url } : {} ),
		...( isEnvironment ? { environment: { id, name, robots } } : {} ),
	};
}

const partsOf = ( value: unknown ): Readonly< Record< string, unknown > > =>
	typeof value === 'object' && value !== null ? { ...value } : {};

/**
 * The files of a release say what was true when they were published: where the site is, and whether search engines may
 * list it.
 *
 * @param published
 * @param environment Of the provider, as it is now.
 * @param url         Where visitors find the release now.
 */
export function compareRelease(
	published: PublishedRelease,
	environment: SiteEnvironment | undefined,
	url: string | undefined
): readonly Finding[] {
	const wasHidden = published.environment?.robots === 'noindex';
	const findings: Finding[] = [];
	if ( environment?.robots === 'noindex' && ! wasHidden ) {
		findings.push( {
			severity: 'warning',
			code: 'release_open',
			message: `The environment "${ environment.name }" is not for search engines, but nothing says that this release was published so: they may find it.`,
			values: { environment: environment.name },
			action: 'Publish again, or activate a release that was published after search engines were asked to stay away.',
		} );
	}
	if ( environment?.robots !== 'noindex' && wasHidden ) {
		findings.push( {
			severity: 'warning',
			code: 'release_closed',
			message: `This release was published for the environment "${ published.environment?.name }" and asks search engines to stay away.`,
			values: { environment: published.environment?.name ?? '' },
			action: 'Publish again, or they will drop the site from their lists.',
		} );
	}
	if ( url && published.url && url !== published.url ) {
		findings.push( {
			severity: 'warning',
			code: 'release_elsewhere',
			message: `This release was published for ${ published.url }, where its links, feeds and sitemaps lead; visitors find it at ${ url }.`,
			subject: published.url,
			action: 'Publish again, so that they name the new one.',
		} );
	}
	return findings;
}
