import { getDeploymentTypeLabel, ProviderRegistry } from '@aether/provider-sdk';

/**
 * @param providerId
 * @param search     What a person typed; empty finds everything.
 */
export function matchesSearch( providerId: string, search: string ): boolean {
	const wanted = search.trim().toLocaleLowerCase();
	return (
		wanted === '' ||
		textOf( providerId ).toLocaleLowerCase().includes( wanted )
	);
}

function textOf( providerId: string ): string {
	try {
		const provider = ProviderRegistry.getInstance().get( providerId );
		const { name = '', description = '' } = provider?.getMetadata() ?? {};
		const types = provider?.getSupportedDeploymentTypes() ?? [];
		return [
			providerId,
			name,
			description,
			...types.map( getDeploymentTypeLabel ),
		].join( ' ' );
	} catch {
		return providerId;
	}
}
