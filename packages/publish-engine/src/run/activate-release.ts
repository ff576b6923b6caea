import type {
	DeploymentReceipt,
	OperationOptions,
	RollbackTarget,
} from '@aether/provider-sdk';
import { safeReceipt } from '../deploying/safe-receipt';
import type { SiteRest } from '../site-rest';

export interface Activation {
	readonly target: RollbackTarget;
	readonly releaseId: string;
	readonly providerId: string;
	readonly deploymentType: string;
	/** The site's REST API. */
	readonly rest: SiteRest;
}

/**
 * Brings an earlier release back, and lets WordPress' audit log say so: a host of a provider does not tell WordPress. A
 * note that cannot be written changes nothing about the release.
 *
 * @param activation
 * @param options
 */
export async function activateRelease(
	activation: Activation,
	options: Parameters< RollbackTarget[ 'activateRelease' ] >[ 1 ]
): Promise< DeploymentReceipt > {
	const { target, releaseId } = activation;
	try {
		const receipt = await target.activateRelease( releaseId, options );
		await note( activation, 'done', options );
		return safeReceipt( receipt );
	} catch ( error ) {
		await note( activation, 'failed', options );
		throw error;
	}
}

async function note(
	{ rest, providerId, deploymentType, releaseId }: Activation,
	outcome: 'done' | 'failed',
	{ signal }: OperationOptions
): Promise< void > {
	const place = [ providerId, deploymentType ].map( encodeURIComponent );
	try {
		await rest( `aether/v1/releases/${ place.join( '/' ) }/activated`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify( { release: releaseId, outcome } ),
			signal,
		} );
	} catch {
		// The release is what it is, with or without the note.
	}
}
