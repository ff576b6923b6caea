import type { ProviderPlan, SitePlan } from '@aether/publish-engine';
import { Notice } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { formatNumber } from '../format';
import { providerName } from '../publishing/destinations';
import { FindingsList } from '../publishing/findings-list';
import { isPage, plannedFiles } from './planned-files';
import { PlannedFilesTable } from './planned-files-table';

interface PreviewResultProps {
	readonly plan: SitePlan;
}

/**
 * What a publish would do, per provider, and what it would stumble over.
 *
 * @param props
 * @param props.plan
 */
export function PreviewResult( { plan }: PreviewResultProps ) {
	return (
		<div className="aether-preview__result">
			{ plan.error && <ErrorNotice error={ plan.error } /> }
			{ plan.providers.map( ( provider ) => (
				<ProviderPreview
					key={ `${ provider.providerId } ${ provider.deploymentType }` }
					provider={ provider }
				/>
			) ) }
			<FindingsList
				findings={ plan.findings }
				count={ plan.findings.length }
			/>
		</div>
	);
}

function ProviderPreview( { provider }: { readonly provider: ProviderPlan } ) {
	const { plan, error } = provider;
	const name = providerName( provider.providerId );
	const files = plan ? plannedFiles( plan ) : [];
	return (
		<section className="aether-preview__provider" aria-label={ name }>
			<h4>{ name }</h4>
			{ error && <ErrorNotice error={ error } /> }
			{ plan && files.length === 0 && (
				<Notice status="info" isDismissible={ false }>
					{ __(
						'Nothing changed: a publish would send nothing.',
						'aether-site-exporter'
					) }
				</Notice>
			) }
			{ plan && files.length > 0 && (
				<>
					<p>
						{ describeCount(
							files.filter( isPage ).length,
							files.length,
							plan.unchanged
						) }
					</p>
					<PlannedFilesTable files={ files } caption={ name } />
				</>
			) }
		</section>
	);
}

const describeCount = (
	pages: number,
	files: number,
	unchanged: number
): string =>
	[
		sprintf(
			/* translators: %s: number of pages. */
			_n(
				'%s page changed',
				'%s pages changed',
				pages,
				'aether-site-exporter'
			),
			formatNumber( pages )
		),
		sprintf(
			/* translators: %s: number of other files. */
			_n(
				'%s other file',
				'%s other files',
				files - pages,
				'aether-site-exporter'
			),
			formatNumber( files - pages )
		),
		sprintf(
			/* translators: %s: number of files. */
			__( '%s unchanged', 'aether-site-exporter' ),
			formatNumber( unchanged )
		),
	].join( ' · ' );
