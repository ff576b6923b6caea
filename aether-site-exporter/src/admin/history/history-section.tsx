import type { SiteRest } from '@aether/publish-engine';
import { Button, Spinner } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { personName } from '../components/person-name';
import { Pager } from '../components/pager';
import { RetryNotice } from '../components/retry-notice';
import {
	formatBytes,
	formatDate,
	formatDuration,
	formatNumber,
	formatPercent,
} from '../format';
import { providerName } from '../publishing/destinations';
import { PER_PAGE, type PublishRecord, useHistory } from './history-api';
import { HistoryChart } from './history-chart';
import { HistoryEntry } from './history-entry';
import {
	bytesOf,
	durationOf,
	measuresOf,
	type ProviderRate,
	successRates,
} from './statistics';

interface HistorySectionProps {
	readonly rest: SiteRest;
	/** How this page's own publish stands: when it ends, there is something new. */
	readonly publishStatus: string;
}

/**
 * Every publish, newest first, and what can be learned from them.
 *
 * @param props
 * @param props.rest
 * @param props.publishStatus
 */
export function HistorySection( { rest, publishStatus }: HistorySectionProps ) {
	const [ page, setPage ] = useState( 0 );
	const state = useHistory( rest, page, publishStatus );
	return (
		<section className="aether-section" aria-labelledby="aether-history">
			<h2 id="aether-history">
				{ __( 'History', 'aether-site-exporter' ) }
			</h2>
			{ state.status === 'loading' && <Spinner /> }
			{ state.status === 'failed' && (
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
					<HistoryChart measures={ measuresOf( state.records ) } />
					<SuccessRates rates={ successRates( state.records ) } />
					<HistoryTable rest={ rest } records={ state.records } />
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

function HistoryTable( {
	rest,
	records,
}: {
	readonly rest: SiteRest;
	readonly records: readonly PublishRecord[];
} ) {
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
						rest={ rest }
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

interface HistoryRowProps {
	readonly rest: SiteRest;
	readonly record: PublishRecord;
	readonly isOpen: boolean;
	readonly onToggle: () => void;
}

function HistoryRow( { rest, record, isOpen, onToggle }: HistoryRowProps ) {
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
						{ statusLabel( record.status ) }
					</span>
				</td>
				<td>{ duration === null ? '' : formatDuration( duration ) }</td>
				<td>{ formatBytes( bytesOf( record ) ) }</td>
			</tr>
			<tr id={ detailId } hidden={ ! isOpen }>
				<td colSpan={ 5 }>
					{ isOpen && (
						<HistoryEntry rest={ rest } record={ record } />
					) }
				</td>
			</tr>
		</tbody>
	);
}

function statusLabel( status: PublishRecord[ 'status' ] ): string {
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
			return __( 'Running', 'aether-site-exporter' );
	}
}
