import {
	type DeploymentLedger,
	errorFromRestResponse,
	type LedgerEntry,
} from '@aether/provider-sdk';
import { jsonRequest, type SiteRest } from './rest';

interface Ledger {
	/** Null while nothing was deployed. */
	readonly entries: Readonly< Record< string, LedgerEntry > > | null;
}

/**
 * The record of the last deployment, kept by WordPress.
 *
 * @param rest
 * @param providerId
 * @param deploymentType
 */
export function createLedger(
	rest: SiteRest,
	providerId: string,
	deploymentType: string
): DeploymentLedger {
	const route = `aether/v1/ledgers/${ encodeURIComponent(
		providerId
	) }/${ encodeURIComponent( deploymentType ) }`;
	return {
		async read( { signal } ) {
			const response = await rest( route, { signal } );
			// What plugins of older versions say of a ledger that is not there.
			if ( response.status === 404 ) {
				return null;
			}
			if ( ! response.ok ) {
				throw await errorFromRestResponse( response, { providerId } );
			}
			const { entries }: Ledger = await response.json();
			return entries && new Map( Object.entries( entries ) );
		},
		async write( entries, { signal } ) {
			const response = await rest( route, {
				...jsonRequest( 'PUT', {
					entries: Object.fromEntries( entries ),
				} ),
				signal,
			} );
			if ( ! response.ok ) {
				throw await errorFromRestResponse( response, { providerId } );
			}
		},
	};
}
