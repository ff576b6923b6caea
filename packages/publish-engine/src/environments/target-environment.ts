import type { DeploymentReceipt, DeploymentTarget } from '@aether/provider-sdk';
import type { SiteEnvironment } from './types';

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
 * The same target at the address of its environment: that is what the files are written for, and where the receipt leads.
 *
 * @param target
 * @param environment
 */
export function inEnvironment(
	target: DeploymentTarget,
	environment: SiteEnvironment | undefined
): DeploymentTarget {
	const baseUrl = environment?.baseUrl;
	if ( ! baseUrl || baseUrl === target.baseUrl ) {
		return target;
	}
	return new Proxy( target, {
		get: ( subject, property ) => {
			if ( property === 'baseUrl' ) {
				return baseUrl;
			}
			if ( property === 'finalize' ) {
				return async (
					...parameters: Parameters< DeploymentTarget[ 'finalize' ] >
				) =>
					movedReceipt(
						await subject.finalize( ...parameters ),
						subject.baseUrl,
						baseUrl
					);
			}
			const value: unknown = Reflect.get( subject, property, subject );
			return typeof value === 'function' ? value.bind( subject ) : value;
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
