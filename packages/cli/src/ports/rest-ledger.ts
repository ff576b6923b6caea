import {
	AetherError,
	type DeploymentLedger,
	type LedgerEntry,
} from '@aether/provider-sdk';
import type { RestClient } from './rest-client';

interface LedgerAnswer {
	readonly entries: Readonly< Record< string, LedgerEntry > >;
}

/**
 * What the last deployment put in place, as WordPress remembers it.
 * @param rest
 * @param providerId
 * @param deploymentType
 */
export function createLedger(
	rest: RestClient,
	providerId: string,
	deploymentType: string
): DeploymentLedger {
	const route = `aether/v1/ledgers/${ encodeURIComponent(
		providerId
	) }/${ encodeURIComponent( deploymentType ) }`;
	return {
		async read( { signal } ) {
			try {
				const { entries } = await rest.json< LedgerAnswer >( route, {
					signal,
				} );
				return new Map( Object.entries( entries ) );
			} catch ( error ) {
				if (
					AetherError.isInstance( error ) &&
					error.code === 'not_found'
				) {
					return null;
				}
				throw error;
			}
		},
		async write( entries, { signal } ) {
			await rest.sendJson(
				'PUT',
				route,
				{ entries: Object.fromEntries( entries ) },
				{ signal }
			);
		},
	};
}
