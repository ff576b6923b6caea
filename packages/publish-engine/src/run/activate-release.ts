import type {
	DeploymentReceipt,
	OperationOptions,
	RollbackTarget,
} from '@aether/provider-sdk';
import { safeReceipt } from '../deploying/safe-receipt';
import {
	compareRelease,
	environmentOf,
	inEnvironment,
	type PublishedRelease,
	readPublishedRelease,
	type SiteEnvironment,
} from '../environments';
import type { Finding } from '../events';
import type { SiteRest } from '../site-rest';

export interface Activation {
	readonly target: RollbackTarget;
	readonly releaseId: string;
	readonly providerId: string;
	readonly deploymentType: string;
	/** The site's REST API. */
	readonly rest: SiteRest;
	/** Of the site, as they are now. Default: none. */
	readonly environments?: readonly SiteEnvironment[] | undefined;
}

export interface ActivatedRelease extends DeploymentReceipt {
	/** How the release differs from what a publish would bring there now. */
	readonly findings: readonly Finding[];
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
): Promise< ActivatedRelease > {
	const { target, releaseId } = activation;
	const environment = environmentFor( activation );
	let receipt: DeploymentReceipt;
	try {
		receipt = safeReceipt(
			await inEnvironment( target, environment ).activateRelease(
				releaseId,
				options
			)
		);
	} catch ( error ) {
		await note( activation, 'failed', options );
		throw error;
	}
	const published = await note( activation, 'done', options );
	return {
		...receipt,
		findings: isSite( activation )
			? compareRelease( published, environment, receipt.url )
			: [],
	};
}

/**
 * The environment of what is activated: it has a say in nothing but the site.
 *
 * @param activation
 */
const environmentFor = (
	activation: Activation
): SiteEnvironment | undefined =>
	isSite( activation )
		? environmentOf( activation.environments ?? [], activation.providerId )
		: undefined;

const isSite = ( { deploymentType }: Activation ): boolean =>
	deploymentType === 'static_site';

/**
 * How the release was published; empty where WordPress does not know.
 *
 * @param activation
 * @param outcome
 * @param options
 */
async function note(
	activation: Activation,
	outcome: 'done' | 'failed',
	options: OperationOptions
): Promise< PublishedRelease > {
	const { rest, providerId, deploymentType, releaseId } = activation;
	const place = [ providerId, deploymentType ].map( encodeURIComponent );
	try {
		const response = await rest(
			`aether/v1/releases/${ place.join( '/' ) }/activated`,
			{
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify( { release: releaseId, outcome } ),
				signal: options.signal,
			}
		);
		return response.ok ? readPublishedRelease( await response.json() ) : {};
	} catch {
		// The release is what it is, with or without the note.
		return {};
	}
}
