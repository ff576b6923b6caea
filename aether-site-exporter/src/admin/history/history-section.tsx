import type { SiteRest } from '@aether/publish-engine';
import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { Loading } from '../components/loading';
import { personName } from '../components/person-name';
import { Pager } from '../components/pager';
import { RetryNotice } from '../components/retry-notice';
import { useFocusRescue } from '../components/use-focus-rescue';
import { formatBytes, formatDate, formatDuration } from '../format';
import type { ReleasesApi } from '../releases/releases-api';
import { PER_PAGE, type PublishRecord, useHistory } from './history-api';
import { HistoryEntry } from './history-entry';
import { bytesOf, durationOf } from './statistics';
import { Statistics } from './statistics-view';

interface HistorySectionProps {
	readonly rest: SiteRest;
	/** How this page's own publish stands, and which one somebody else runs: when it ends, there is something new. */
	readonly publishStatus: string;
	/** Whether the person may bring releases back. Default: false. */
	readonly canPublish?: boolean;
	/** Default: asks the providers. */
	readonly releasesApi?: ReleasesApi | undefined;
}

/**
 * Every publish, newest first, and what can be learned from them.
 *
 * @param props
 */
export function HistorySection( props: HistorySectionProps ) {
	const { rest, publishStatus } = props;
	const [ page, setPage ] = useState( 0 );
	const state = useHistory( rest, page, publishStatus );
	const error = state.status === 'loading' ? null : state.error;
	const heading = useFocusRescue< HTMLHeadingElement >( error );
	return (
		<section className="aether-section" aria-labelledby="aether-history">
			<h2 id="aether-history" ref={ heading } tabIndex={ -1 }>
				{ __( 'History', 'aether-site-exporter' ) }
			</h2>
			{ state.status === 'loading' && <Loading /> }
			{ state.status !== 'loading' && state.error && (
				<RetryNotice error={ state.error } onRetry={ state.retry } />
			) }
			{ state.status === 'ready' && state.records.length === 0 && (
				<p>
					{ __(
						'Nothing was published yet.',
						'aether-site-exporter'
					) }
				</p>
			) }
			{ state.status === 'ready' && state.records.length > 0 && (
				<>
					<Statistics rest={ rest } version={ publishStatus } />
					<HistoryTable
						rest={ rest }
						records={ state.records }
						canPublish={ props.canPublish ?? false }
						releasesApi={ props.releasesApi }
					/>
					{ state.total > PER_PAGE && (
						<Pager
							current={ page }
							pages={ Math.ceil( state.total / PER_PAGE ) }
							onTurn={ setPage }
						/>
					) }
				</>
			) }
		</section>
	);
}

interface HistoryTableProps {
	readonly rest: SiteRest;
	readonly records: readonly PublishRecord[];
	readonly canPublish: boolean;
	readonly releasesApi: ReleasesApi | undefined;
}

function HistoryTable( { records, ...shared }: HistoryTableProps ) {
	const [ openId, setOpenId ] = useState< string | null >( null );
	return (
		<div
			className="aether-table"
			role="region"
			aria-label={ __( 'Publishes', 'aether-site-exporter' ) }
			// Scrolls sideways on small screens, so the keyboard must reach it.

			tabIndex={ 0 }
		>
			<table className="widefat aether-history">
				<thead>
					<tr>
						<th scope="col">
							{ __( 'When', 'aether-site-exporter' ) }
						</th>
						<th scope="col">
							{ __( 'Who', 'aether-site-exporter' ) }
						</th>
						<th scope="col">
							{ __( 'Outcome', 'aether-site-exporter' ) }
						</th>
						<th scope="col">
							{ __( 'Duration', 'aether-site-exporter' ) }
						</th>
						<th scope="col">
							{ __( 'Sent', 'aether-site-exporter' ) }
						</th>
					</tr>
				</thead>
				{ records.map( ( record ) => (
					<HistoryRow
						key={ record.id }
						{ ...shared }
						record={ record }
						isOpen={ record.id === openId }
						onToggle={ () =>
							setOpenId( record.id === openId ? null : record.id )
						}
					/>
				) ) }
			</table>
		</div>
	);
}

interface HistoryRowProps extends Omit< HistoryTableProps, 'records' > {
	readonly record: PublishRecord;
	readonly isOpen: boolean;
	readonly onToggle: () => void;
}

function HistoryRow( props: HistoryRowProps ) {
	const { record, isOpen, onToggle } = props;
	const { id, startedAt, startedBy } = record;
	const duration = durationOf( record );
	const detailId = `aether-publish-${ id }`;
	return (
		<tbody>
			<tr>
				<td>
					<Button
						variant="link"
						aria-expanded={ isOpen }
						aria-controls={ detailId }
						onClick={ onToggle }
					>
						{ formatDate( startedAt ) }
					</Button>
				</td>
				<td>{ personName( startedBy ) }</td>
				<td>
					<span
						className="aether-badge"
						data-status={ record.status }
					>
						{ statusLabel( record ) }
					</span>
				</td>
				<td>{ duration === null ? '' : formatDuration( duration ) }</td>
				<td>{ formatBytes( bytesOf( record ) ) }</td>
			</tr>
			<tr id={ detailId } hidden={ ! isOpen }>
				<td colSpan={ 5 }>
					{ isOpen && (
						<HistoryEntry
							rest={ props.rest }
							record={ record }
							canPublish={ props.canPublish }
							releasesApi={ props.releasesApi }
						/>
					) }
				</td>
			</tr>
		</tbody>
	);
}

function statusLabel( { status, stale }: PublishRecord ): string {
	switch ( status ) {
		case 'success':
			return __( 'Published', 'aether-site-exporter' );
		case 'partial':
			return __( 'Not everywhere', 'aether-site-exporter' );
		case 'failed':
			return __( 'Failed', 'aether-site-exporter' );
		case 'cancelled':
			return __( 'Cancelled', 'aether-site-exporter' );
		case 'interrupted':
			return __( 'Interrupted', 'aether-site-exporter' );
		case 'running':
			return stale
				? __( 'Gone silent', 'aether-site-exporter' )
				: __( 'Running', 'aether-site-exporter' );
	}
}
