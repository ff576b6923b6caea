import type { DeploymentTarget, Provider } from '@aether/provider-sdk';
import type { PublishServices } from '../ports';

/**
 * A target that plans and then lets go: nothing is put, and `finalize` discards.
 *
 * @param target
 */
function planOnly( target: DeploymentTarget ): DeploymentTarget {
	return {
		atomic: target.atomic,
		maxConcurrency: target.maxConcurrency,
		baseUrl: target.baseUrl,
		...( target.urlStyle === undefined
			? {}
			: { urlStyle: target.urlStyle } ),
		...( target.matchesQueries === undefined
			? {}
			: { matchesQueries: target.matchesQueries } ),
		...( target.edgeFunctions && {
			edgeFunctions: target.edgeFunctions.bind( target ),
		} ),
		prepare: ( manifest, options ) => target.prepare( manifest, options ),
		put: async () => {},
		finalize: async () => {
			await target.discard( 'dry run' );
			return { url: target.baseUrl };
		},
		discard: ( reason ) => target.discard( reason ),
	};
}

const planOnlyProvider = ( provider: Provider ): Provider =>
	new Proxy( provider, {
		get: ( subject, property ) => {
			if ( property === 'createTarget' ) {
				return async (
					...parameters: Parameters< Provider[ 'createTarget' ] >
				) => planOnly( await subject.createTarget( ...parameters ) );
			}
			const value: unknown = Reflect.get( subject, property, subject );
			return typeof value === 'function' ? value.bind( subject ) : value;
		},
	} );

/**
 * The same services, with providers that change nothing anywhere.
 *
 * @param services
 */
export function withoutWriting( services: PublishServices ): PublishServices {
	const { providers } = services;
	return {
		...services,
		providers: {
			getAllIds: () => providers.getAllIds(),
			get: ( id ) => {
				const provider = providers.get( id );
				return provider && planOnlyProvider( provider );
			},
		},
	};
}
