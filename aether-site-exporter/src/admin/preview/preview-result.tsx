import { DEPLOYMENT_TYPES, getDeploymentTypeLabel } from '@aether/provider-sdk';
import type { ProviderPlan, SitePlan } from '@aether/publish-engine';
import { Notice } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { TypeBadges } from '../components/type-badges';
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
			{ inReadingOrder( plan.providers ).map( ( provider ) => (
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

/**
 * What visitors see comes first.
 *
 * @param providers
 */
const inReadingOrder = (
	providers: readonly ProviderPlan[]
): readonly ProviderPlan[] => [
	...providers.filter( isStaticSite ),
	...providers.filter( ( provider ) => ! isStaticSite( provider ) ),
];

const isStaticSite = ( { deploymentType }: ProviderPlan ): boolean =>
	deploymentType === DEPLOYMENT_TYPES.STATIC_SITE;

function ProviderPreview( { provider }: { readonly provider: ProviderPlan } ) {
	const { plan, error, baseUrl, environment } = provider;
	const name = providerName( provider.providerId );
	const files = plan ? plannedFiles( plan ) : [];
	return (
		<div className="aether-preview__provider">
			<div className="aether-card__title">
				<h4>{ name }</h4>
				<TypeBadges types={ [ provider.deploymentType ] } />
				{ environment && (
					<span className="aether-badge">{ environment.name }</span>
				) }
			</div>
			{ baseUrl !== undefined && (
				<p>
					<code dir="ltr">{ baseUrl }</code>
				</p>
			) }
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
					<PlannedFilesTable
						files={ files }
						caption={ sprintf(
							/* translators: 1: name of a provider. 2: what it receives. */
							__(
								'Changes at %1$s: %2$s',
								'aether-site-exporter'
							),
							name,
							getDeploymentTypeLabel( provider.deploymentType )
						) }
					/>
				</>
			) }
		</div>
	);
}

const describeCount = (
	pages: number,
	files: number,
	unchanged: number
): string =>
	[
		...( pages > 0 ? [ describePages( pages ) ] : [] ),
		...( pages === 0 || files > pages
			? [ describeFiles( files - pages, pages > 0 ) ]
			: [] ),
		sprintf(
			/* translators: %s: number of files. */
			__( '%s unchanged', 'aether-site-exporter' ),
			formatNumber( unchanged )
		),
	].join( ' · ' );

const describePages = ( count: number ): string =>
	sprintf(
		/* translators: %s: number of pages. */
		_n(
			'%s page changed',
			'%s pages changed',
			count,
			'aether-site-exporter'
		),
		formatNumber( count )
	);

const describeFiles = ( count: number, areOthers: boolean ): string =>
	areOthers
		? sprintf(
				/* translators: %s: number of other files. */
				_n(
					'%s other file',
					'%s other files',
					count,
					'aether-site-exporter'
				),
				formatNumber( count )
			)
		: sprintf(
				/* translators: %s: number of files. */
				_n(
					'%s file changed',
					'%s files changed',
					count,
					'aether-site-exporter'
				),
				formatNumber( count )
			);
