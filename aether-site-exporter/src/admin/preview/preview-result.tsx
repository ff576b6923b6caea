import { DEPLOYMENT_TYPES, getDeploymentTypeLabel } from '@aether/provider-sdk';
import type { ProviderPlan, SitePlan } from '@aether/publish-engine';
import { Notice } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { TypeBadges } from '../components/type-badges';
import { formatFiles, formatNumber } from '../format';
import { providerName } from '../publishing/destinations';
import { FindingsList } from '../publishing/findings-list';
import { MOST_FINDINGS } from '../publishing/publish-state';
import {
	type ChangeKind,
	isPage,
	KINDS,
	type PlannedFile,
	plannedFiles,
} from './planned-files';
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
				findings={ plan.findings.slice( 0, MOST_FINDINGS ) }
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
					<p>{ describeCount( files, plan.unchanged ) }</p>
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

/**
 * Pages by what happens to them, then what else travels or goes, then what stays.
 *
 * @param files
 * @param unchanged Number of files.
 */
function describeCount(
	files: readonly PlannedFile[],
	unchanged: number
): string {
	const pages = files.filter( isPage );
	const others = files.length - pages.length;
	return [
		...KINDS.map( ( kind ) => ( {
			kind,
			count: pages.filter( ( page ) => page.kind === kind ).length,
		} ) )
			.filter( ( { count } ) => count > 0 )
			.map( ( { kind, count } ) => describePages( kind, count ) ),
		...( others > 0 ? [ describeFiles( others, pages.length > 0 ) ] : [] ),
		sprintf(
			/* translators: %s: number of files. */
			__( '%s unchanged', 'aether-site-exporter' ),
			formatNumber( unchanged )
		),
	].join( ' · ' );
}

function describePages( kind: ChangeKind, count: number ): string {
	switch ( kind ) {
		case 'added':
			return sprintf(
				/* translators: %s: number of pages. */
				_n(
					'%s page added',
					'%s pages added',
					count,
					'aether-site-exporter'
				),
				formatNumber( count )
			);
		case 'changed':
			return sprintf(
				/* translators: %s: number of pages. */
				_n(
					'%s page changed',
					'%s pages changed',
					count,
					'aether-site-exporter'
				),
				formatNumber( count )
			);
		case 'removed':
			return sprintf(
				/* translators: %s: number of pages. */
				_n(
					'%s page removed',
					'%s pages removed',
					count,
					'aether-site-exporter'
				),
				formatNumber( count )
			);
	}
}

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
		: formatFiles( count );
