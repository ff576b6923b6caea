import { getDeploymentTypeLabel } from '@aether/provider-sdk';
import { __, sprintf } from '@wordpress/i18n';
import { formatList } from '../format-list';
import { providerName } from './destinations';
import type { PublishState } from './publish-state';

/** How one provider of a publish ended, as far as visitors are concerned. */
export interface Reached {
	readonly providerId: string;
	readonly deploymentType: string;
	readonly success: boolean;
}

export const reachedBy = ( {
	providers,
}: Pick< PublishState, 'providers' > ): readonly Reached[] =>
	providers.map( ( { providerId, deploymentType, status } ) => ( {
		providerId,
		deploymentType,
		success: status === 'done',
	} ) );

/**
 * Who has what a publish made that did not end well. Only what each provider said is known: a publish can fail as a whole
 * after it reached some.
 *
 * @param outcomes
 */
export function reachWords( outcomes: readonly Reached[] ): string {
	const reached = outcomes.filter( ( { success } ) => success );
	if ( reached.length > 0 ) {
		return sprintf(
			/* translators: %s: names of places, each with what it received. */
			__( 'These have the new release: %s.', 'aether-site-exporter' ),
			formatList(
				reached.map( ( { providerId, deploymentType } ) =>
					sprintf(
						/* translators: 1: name of a provider. 2: what it receives. */
						__( '%1$s (%2$s)', 'aether-site-exporter' ),
						providerName( providerId ),
						getDeploymentTypeLabel( deploymentType )
					)
				)
			)
		);
	}
	return outcomes.length > 0
		? __( 'No place has the new release.', 'aether-site-exporter' )
		: __(
				'Nothing was sent, so what visitors see has not changed.',
				'aether-site-exporter'
			);
}
