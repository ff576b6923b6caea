import type { SiteRest } from '@aether/publish-engine';
import { __, sprintf } from '@wordpress/i18n';
import { formatNumber, formatPercent } from '../format';
import { providerName } from '../publishing/destinations';
import { HistoryChart } from './history-chart';
import { type ProviderRate, useStatistics } from './statistics-api';

interface StatisticsProps {
	readonly rest: SiteRest;
	/** Read again when it changes. */
	readonly version: unknown;
}

/**
 * What can be learned of the latest publishes, whichever of them the table shows.
 *
 * @param props
 * @param props.rest
 * @param props.version
 */
export function Statistics( { rest, version }: StatisticsProps ) {
	const statistics = useStatistics( rest, version );
	if ( statistics === null || statistics.publishes === 0 ) {
		return null;
	}
	const { publishes, providers, measures } = statistics;
	return (
		<section aria-labelledby="aether-statistics">
			<h3 id="aether-statistics">
				{ sprintf(
					/* translators: %s: number of publishes. */
					__( 'Latest publishes (%s)', 'aether-site-exporter' ),
					formatNumber( publishes )
				) }
			</h3>
			<HistoryChart measures={ measures } />
			<SuccessRates rates={ providers } />
		</section>
	);
}

function SuccessRates( {
	rates,
}: {
	readonly rates: readonly ProviderRate[];
} ) {
	if ( rates.length === 0 ) {
		return null;
	}
	return (
		<ul className="aether-rates">
			{ rates.map( ( { providerId, succeeded, total } ) => (
				<li key={ providerId }>
					{ sprintf(
						/* translators: 1: name of a provider. 2: percentage. 3: number of successful publishes. 4: number of publishes. */
						__(
							'%1$s: %2$s successful (%3$s of %4$s)',
							'aether-site-exporter'
						),
						providerName( providerId ),
						formatPercent( succeeded / total ),
						formatNumber( succeeded ),
						formatNumber( total )
					) }
				</li>
			) ) }
		</ul>
	);
}
