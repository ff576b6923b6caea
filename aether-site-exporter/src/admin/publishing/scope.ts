import type { SiteEnvironment } from '@aether/publish-engine';
import { formatList } from '../format-list';
import { findDestinations, providerName, providersOf } from './destinations';

/**
 * What a person calls the places that a publish is for: an environment's name where it is for all of its places, else the
 * names of the providers.
 *
 * @param only         Ids of providers.
 * @param environments
 */
export function scopeName(
	only: readonly string[],
	environments: readonly SiteEnvironment[]
): string {
	const receiving = providersOf( findDestinations() );
	const environment = environments.find( ( { providers } ) => {
		const members = receiving.filter( ( id ) => providers.includes( id ) );
		return (
			only.every( ( id ) => providers.includes( id ) ) &&
			members.every( ( id ) => only.includes( id ) )
		);
	} );
	return environment?.name ?? formatList( only.map( providerName ) );
}
