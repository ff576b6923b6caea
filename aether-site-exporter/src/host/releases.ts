import {
	AetherError,
	canRollBack,
	type OperationOptions,
	ProviderRegistry,
	type Release,
	type RollbackTarget,
} from '@aether/provider-sdk';
import {
	activateRelease as activateAndRecord,
	type ActivatedRelease,
} from '@aether/publish-engine';
import { createBrowserHost } from './services';
import { siteRest } from './site-rest';

async function openTarget(
	providerId: string,
	deploymentType: string,
	options: OperationOptions
): Promise< RollbackTarget | null > {
	const provider = ProviderRegistry.getInstance().get( providerId );
	if ( ! provider ) {
		throw new AetherError(
			'not_found',
			`No provider "${ providerId }" is registered.`
		);
	}
	const { services } = createBrowserHost();
	const target = await provider.createTarget(
		deploymentType,
		await services.runtimeFor( providerId, options ),
		options
	);
	return canRollBack( target ) ? target : null;
}

/**
 * What can be activated again, newest first; null where the provider keeps no releases.
 *
 * @param providerId
 * @param deploymentType
 * @param options
 */
export async function listReleases(
	providerId: string,
	deploymentType: string,
	options: OperationOptions
): Promise< readonly Release[] | null > {
	const target = await openTarget( providerId, deploymentType, options );
	return target ? target.listReleases( options ) : null;
}

/**
 * Brings an earlier release back.
 *
 * @param providerId
 * @param deploymentType
 * @param releaseId
 * @param options
 */
export async function activateRelease(
	providerId: string,
	deploymentType: string,
	releaseId: string,
	options: OperationOptions
): Promise< ActivatedRelease > {
	const target = await openTarget( providerId, deploymentType, options );
	if ( ! target ) {
		throw new AetherError(
			'contract_violated',
			`The provider "${ providerId }" keeps no releases.`
		);
	}
	const { environments } =
		await createBrowserHost().services.site.getSite( options );
	return activateAndRecord(
		{
			target,
			releaseId,
			providerId,
			deploymentType,
			rest: siteRest,
			environments,
		},
		options
	);
}
