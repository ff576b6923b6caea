import type { DeploymentReceipt } from '@aether/provider-sdk';
import { __, sprintf } from '@wordpress/i18n';

export interface Deployed {
	/** Null for a Worker without an address. */
	readonly publicAddress: string | null;
	/** Names of secrets that the Worker lacks. */
	readonly secretsToStore: readonly string[];
	readonly visitorsPercent: number;
}

/**
 * What a person hears of a version that is live, with what is left for them to do.
 *
 * @param releaseId
 * @param deployed
 */
export function receiptOf(
	releaseId: string,
	deployed: Deployed
): DeploymentReceipt {
	const { publicAddress } = deployed;
	const warnings = warningsFor( deployed );
	return {
		releaseId,
		...( publicAddress === null ? {} : { url: publicAddress } ),
		...( warnings.length === 0 ? {} : { warnings } ),
	};
}

function warningsFor( {
	secretsToStore,
	visitorsPercent,
}: Deployed ): string[] {
	const warnings: string[] = [];
	if ( secretsToStore.length > 0 ) {
		warnings.push(
			sprintf(
				/* translators: %s: names of secrets. */
				__(
					'The Worker is new: store its secrets (%s) at Cloudflare, or enter their values.',
					'aether-site-exporter-providers'
				),
				secretsToStore.join( ', ' )
			)
		);
	}
	if ( visitorsPercent < 100 ) {
		warnings.push(
			sprintf(
				/* translators: %d: a number. */
				__(
					'%d %% of the visitors get this version. Activate it in the list of releases, or publish with 100 %%, for all.',
					'aether-site-exporter-providers'
				),
				visitorsPercent
			)
		);
	}
	return warnings;
}
