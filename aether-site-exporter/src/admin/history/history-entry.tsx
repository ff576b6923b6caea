import { getDeploymentTypeLabel } from '@aether/provider-sdk';
import type { PublishSummary, SiteRest } from '@aether/publish-engine';
import { __, sprintf } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { PlaceLinks } from '../components/place-links';
import {
	formatBytes,
	formatDuration,
	formatFiles,
	formatNumber,
} from '../format';
import { providerName } from '../publishing/destinations';
import type { PublishRecord } from './history-api';
import { JournalDetails } from './journal-part';
import { KeptFiles } from './kept-files';
import { KeptLog } from './kept-log';

interface HistoryEntryProps {
	readonly rest: SiteRest;
	readonly record: PublishRecord;
}

/**
 * What is kept of one publish.
 *
 * @param props
 * @param props.rest
 * @param props.record
 */
export function HistoryEntry( { rest, record }: HistoryEntryProps ) {
	const { id, status, summary } = record;
	return (
		<div className="aether-history__entry">
			{ summary ? (
				<Summary summary={ summary } />
			) : (
				<p>
					{ status === 'running'
						? __( 'It still runs.', 'aether-site-exporter' )
						: __(
								'It never said how it ended.',
								'aether-site-exporter'
							) }
				</p>
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

function Summary( { summary }: { readonly summary: PublishSummary } ) {
	const { error, overridden, pageCount, fileCount, providers } = summary;
	return (
		<>
			{ error && <ErrorNotice error={ error } /> }
			<p>
				{ sprintf(
					/* translators: 1: number of pages. 2: number of files, with its noun. */
					__( '%1$s pages, %2$s.', 'aether-site-exporter' ),
					formatNumber( pageCount ),
					formatFiles( fileCount )
				) }
			</p>
			{ overridden && overridden.length > 0 && (
				<p>
					{ sprintf(
						/* translators: %s: codes of errors. */
						__(
							'Published in spite of: %s',
							'aether-site-exporter'
						),
						overridden.join( ', ' )
					) }
				</p>
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
							<ErrorNotice error={ provider.error } />
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
