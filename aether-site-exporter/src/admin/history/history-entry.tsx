import { getDeploymentTypeLabel } from '@aether/provider-sdk';
import type { PublishSummary, SiteRest } from '@aether/publish-engine';
import { __, sprintf } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { PlaceLinks } from '../components/place-links';
import { ProviderError } from '../components/provider-error';
import {
	formatBytes,
	formatDuration,
	formatFiles,
	formatNumber,
} from '../format';
import { formatList } from '../format-list';
import { formatPages } from '../publishing/counts';
import { providerName } from '../publishing/destinations';
import { findingWords } from '../publishing/finding-words';
import { reachWords } from '../publishing/reach';
import type { ReleasesApi } from '../releases/releases-api';
import type { PublishRecord } from './history-api';
import { JournalDetails } from './journal-part';
import { KeptFiles } from './kept-files';
import { KeptLog } from './kept-log';
import { KeptRelease } from './kept-release';

interface HistoryEntryProps {
	readonly rest: SiteRest;
	readonly record: PublishRecord;
	/** Whether the person may bring releases back. Default: false. */
	readonly canPublish?: boolean;
	/** Default: asks the providers. */
	readonly releasesApi?: ReleasesApi | undefined;
}

/**
 * What is kept of one publish.
 *
 * @param props
 */
export function HistoryEntry( props: HistoryEntryProps ) {
	const { rest, record } = props;
	const { id, summary, only } = record;
	return (
		<div className="aether-history__entry">
			{ only && (
				<p>
					{ sprintf(
						/* translators: %s: names of providers. */
						__( 'Only to: %s', 'aether-site-exporter' ),
						formatList( only.map( providerName ) )
					) }
				</p>
			) }
			{ summary ? (
				<Summary { ...props } summary={ summary } />
			) : (
				<p>{ describeSilence( record ) }</p>
			) }
			<JournalDetails title={ __( 'Files', 'aether-site-exporter' ) }>
				{ () => <KeptFiles rest={ rest } publishId={ id } /> }
			</JournalDetails>
			<JournalDetails title={ __( 'Log', 'aether-site-exporter' ) }>
				{ () => <KeptLog rest={ rest } publishId={ id } /> }
			</JournalDetails>
		</div>
	);
}

function describeSilence( { status, stale }: PublishRecord ): string {
	if ( status !== 'running' ) {
		return __( 'It never said how it ended.', 'aether-site-exporter' );
	}
	return stale
		? __(
				'It has gone silent, and never said how it ended. The next publish goes on where it stopped.',
				'aether-site-exporter'
			)
		: __( 'It still runs.', 'aether-site-exporter' );
}

/**
 * Only the codes of errors are kept; what a plugin found has no other name.
 *
 * @param code
 */
const titleOf = ( code: string ): string =>
	findingWords( { code, message: code } ).title;

interface SummaryProps extends HistoryEntryProps {
	readonly summary: PublishSummary;
}

function Summary( props: SummaryProps ) {
	const { error, overridden, pageCount, fileCount, providers, status } =
		props.summary;
	const isWhole = status === 'success' || status === 'partial';
	return (
		<>
			{ error && <ErrorNotice error={ error } /> }
			{ ! isWhole && error?.code !== 'build_rejected' && (
				<p>{ reachWords( providers ) }</p>
			) }
			<p>
				{ sprintf(
					/* translators: 1: pages, with their noun. 2: files, with their noun. */
					__( '%1$s, %2$s.', 'aether-site-exporter' ),
					formatPages( pageCount ),
					formatFiles( fileCount )
				) }
			</p>
			{ overridden && overridden.length > 0 && (
				<>
					<p>
						{ __(
							'Published in spite of:',
							'aether-site-exporter'
						) }
					</p>
					<ul>
						{ overridden.map( ( code ) => (
							<li key={ code }>{ titleOf( code ) }</li>
						) ) }
					</ul>
				</>
			) }
			<ul>
				{ providers.map( ( provider ) => (
					<li
						key={ `${ provider.providerId } ${ provider.deploymentType }` }
					>
						<strong>{ providerName( provider.providerId ) }</strong>{ ' ' }
						<span className="aether-badge">
							{ getDeploymentTypeLabel(
								provider.deploymentType
							) }
						</span>
						{ provider.environment && (
							<span className="aether-badge">
								{ provider.environment.name }
							</span>
						) }
						<span className="aether-result__links">
							<PlaceLinks
								deploymentType={ provider.deploymentType }
								url={ provider.receipt?.url }
							/>
						</span>
						{ provider.success && (
							<p>{ describeTransfer( provider ) }</p>
						) }
						{ provider.error && (
							<ProviderError
								providerId={ provider.providerId }
								error={ provider.error }
							/>
						) }
						{ props.canPublish &&
							provider.success &&
							provider.receipt?.releaseId !== undefined && (
								<KeptRelease
									providerId={ provider.providerId }
									deploymentType={ provider.deploymentType }
									releaseId={ provider.receipt.releaseId }
									api={ props.releasesApi }
								/>
							) }
					</li>
				) ) }
			</ul>
		</>
	);
}

const describeTransfer = (
	provider: PublishSummary[ 'providers' ][ number ]
): string =>
	sprintf(
		/* translators: 1: files sent, with their noun. 2: size. 3: number of files removed. 4: number of unchanged files. 5: duration. */
		__(
			'%1$s sent (%2$s), %3$s removed, %4$s unchanged, in %5$s.',
			'aether-site-exporter'
		),
		formatFiles( provider.uploaded ?? 0 ),
		formatBytes( provider.bytes ?? 0 ),
		formatNumber( provider.removed ?? 0 ),
		formatNumber( provider.unchanged ?? 0 ),
		formatDuration( provider.durationMs ?? 0 )
	);
