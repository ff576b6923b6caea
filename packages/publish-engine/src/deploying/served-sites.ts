import type { Finding } from '../events';
import type { PublishContext } from '../workflow/step';

/** Which edge functions can be deployed, and what is to be said of the others. */
export interface ServedSites {
	/** Ids of providers. */
	readonly ready: readonly string[];
	/** Why the others are left out. */
	readonly heldBack: readonly Finding[];
	/** What a person should know of those that are deployed. */
	readonly doubts: readonly Finding[];
}

/**
 * Holds back what would show visitors a place to which the static site of this run did not come: a new Worker would take a
 * domain and have nothing to show.
 *
 * @param context
 */
export function servedSites( context: PublishContext ): ServedSites {
	const written = new Map< string, boolean >();
	for ( const { providerId, success } of context.get( 'staticSiteResults' )
		?.providers ?? [] ) {
		const place = placeOf( context, providerId, 'static_site' );
		if ( place !== null ) {
			written.set( place, success || written.get( place ) === true );
		}
	}
	const ready: string[] = [];
	const heldBack: Finding[] = [];
	const doubts: Finding[] = [];
	for ( const providerId of context.edgeFunctionProviders ) {
		const place = placeOf( context, providerId, 'edge_functions' );
		if ( place !== null && written.get( place ) === false ) {
			heldBack.push( {
				severity: 'warning',
				code: 'edge_held_back',
				message: `The edge functions of ${ providerId } were not deployed, because the static site did not arrive in ${ place }, which they serve.`,
				values: { provider: providerId, place },
				action: 'See why the static site failed, and publish again.',
			} );
			continue;
		}
		ready.push( providerId );
		if ( place !== null && written.size > 0 && ! written.has( place ) ) {
			const published = [ ...written.keys() ].join( ', ' );
			doubts.push( {
				severity: 'warning',
				code: 'edge_serves_elsewhere',
				message: `The edge functions of ${ providerId } serve ${ place }, but the static site was published to ${ published }.`,
				values: { provider: providerId, place, published },
				action: 'Give both providers the same bucket and the same path in it.',
			} );
		}
	}
	return { ready, heldBack, doubts };
}

/**
 * @param context
 * @param context.services
 * @param context.logger
 * @param providerId
 * @param type             One of `DEPLOYMENT_TYPES`.
 */
function placeOf(
	{ services, logger }: PublishContext,
	providerId: string,
	type: string
): string | null {
	try {
		return (
			services.providers.get( providerId )?.getContentPlace?.( type ) ??
			null
		);
	} catch ( error ) {
		logger.warn( 'A provider could not name the place of its content.', {
			providerId,
			error,
		} );
		return null;
	}
}
