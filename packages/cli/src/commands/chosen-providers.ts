import type { SiteEnvironment } from '@aether/publish-engine';
import type { Arguments } from '../arguments';
import { UsageError } from '../usage-error';

/**
 * Ids of the providers that a person asked for by name or by environment; undefined for all that are switched on.
 *
 * @param  options
 * @param  options.only
 * @param  options.environment
 * @param  environments        Of the site.
 * @throws {UsageError} For an environment that nobody set up, or that nothing can be sent to.
 */
export function chosenProviders(
	{ only, environment: id }: Pick< Arguments, 'only' | 'environment' >,
	environments: readonly SiteEnvironment[] = []
): readonly string[] | undefined {
	if ( id === undefined ) {
		return only.length > 0 ? only : undefined;
	}
	const environment = environments.find( ( one ) => one.id === id );
	if ( ! environment ) {
		throw new UsageError(
			environments.length === 0
				? `There is no environment "${ id }": the site has none. Settings → Aether → Rules is the place.`
				: `There is no environment "${ id }". The site has ${ environments.map( ( one ) => one.id ).join( ', ' ) }.`
		);
	}
	if ( environment.providers.length === 0 ) {
		throw new UsageError( `The environment "${ id }" has no provider.` );
	}
	return environment.providers;
}
