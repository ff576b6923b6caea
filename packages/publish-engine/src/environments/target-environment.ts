import type { DeploymentReceipt, DeploymentTarget } from '@aether/provider-sdk';
import type { PublishedEnvironment, SiteEnvironment } from './types';

/**
 * @param environments
 * @param providerId
 */
export const environmentOf = (
	environments: readonly SiteEnvironment[],
	providerId: string
): SiteEnvironment | undefined =>
	environments.find( ( { providers } ) => providers.includes( providerId ) );

/**
 * What a record keeps of it; the address is in the receipt.
 *
 * @param environment
 * @param environment.id
 * @param environment.name
 * @param environment.robots
 */
export const publishedEnvironment = ( {
	id,
	name,
	robots,
}: SiteEnvironment ): PublishedEnvironment => ( { id, name, robots } );

/**
 * The same target at the address of its environment: that is what the files are written for, and where the receipt leads.
 *
 * @param target
 * @param environment
 */
export function inEnvironment< Target extends DeploymentTarget >(
	target: Target,
	environment: SiteEnvironment | undefined
): Target {
	const baseUrl = environment?.baseUrl;
	if ( ! baseUrl || baseUrl === target.baseUrl ) {
		return target;
	}
	return new Proxy( target, {
		get: ( subject, property ) => {
			if ( property === 'baseUrl' ) {
				return baseUrl;
			}
			const value: unknown = Reflect.get( subject, property, subject );
			if ( typeof value !== 'function' ) {
				return value;
			}
			return property === 'finalize' || property === 'activateRelease'
				? async ( ...parameters: readonly unknown[] ) =>
						movedReceipt(
							await value.apply( subject, parameters ),
							subject.baseUrl,
							baseUrl
						)
				: value.bind( subject );
		},
	} );
}

function movedReceipt(
	receipt: DeploymentReceipt,
	from: string,
	to: string
): DeploymentReceipt {
	const { url } = receipt;
	return url?.startsWith( from )
		? { ...receipt, url: to + url.slice( from.length ) }
		: receipt;
}
