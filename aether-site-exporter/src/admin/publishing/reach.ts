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
 * @param outcomes
 * @return Names of places, each with what it received; empty: none has it.
 */
const placesReached = ( outcomes: readonly Reached[] ): string =>
	formatList(
		outcomes
			.filter( ( { success } ) => success )
			.map( ( { providerId, deploymentType } ) =>
				sprintf(
					/* translators: 1: name of a provider. 2: what it receives. */
					__( '%1$s (%2$s)', 'aether-site-exporter' ),
					providerName( providerId ),
					getDeploymentTypeLabel( deploymentType )
				)
			)
	);

/**
 * Who has what a publish made that did not end well. Only what each provider said is known: a publish can fail as a whole
 * after it reached some.
 *
 * @param outcomes
 */
export function reachWords( outcomes: readonly Reached[] ): string {
	const places = placesReached( outcomes );
	if ( places !== '' ) {
		return sprintf(
			/* translators: %s: names of places, each with what it received. */
			__( 'These have the new release: %s.', 'aether-site-exporter' ),
			places
		);
	}
	return outcomes.length > 0
		? __( 'No place has the new release.', 'aether-site-exporter' )
		: __(
				'Nothing was sent, so what visitors see has not changed.',
				'aether-site-exporter'
			);
}

/**
 * The same of a publish that somebody cancelled.
 *
 * @param outcomes
 */
export function cancelledWords( outcomes: readonly Reached[] ): string {
	const places = placesReached( outcomes );
	if ( places !== '' ) {
		return sprintf(
			/* translators: %s: names of places, each with what it received. */
			__(
				'Cancelled. These have the new release: %s.',
				'aether-site-exporter'
			),
			places
		);
	}
	return outcomes.length > 0
		? __(
				'Cancelled. No place has the new release.',
				'aether-site-exporter'
			)
		: __(
				'Cancelled. Nothing was sent, so what visitors see has not changed.',
				'aether-site-exporter'
			);
}
