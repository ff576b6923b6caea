import { ProgressBar } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import {
	formatBytes,
	formatDuration,
	formatNumber,
	formatPercent,
} from '../format';
import { providerName } from './destinations';
import { rateOf, timeLeft } from './pace';
import type { ProviderRun, PublishState, StepState } from './publish-state';
import { receiversOf } from './receivers';
import { stepLabel } from './step-labels';

interface PublishProgressProps {
	readonly state: PublishState;
}

/**
 * A bar for the whole, one per step and one per provider. Every row keeps its place while it fills.
 *
 * @param props
 * @param props.state
 */
export function PublishProgress( { state }: PublishProgressProps ) {
	return (
		<div className="aether-progress">
			<Row
				label={ __( 'Total', 'aether-site-exporter' ) }
				fraction={ state.fraction }
				note={ totalNote( state ) }
			/>
			<ol className="aether-progress__steps">
				{ state.steps.map( ( step ) => (
					<li key={ step.id } data-status={ step.status }>
						<StepRow step={ step } />
						{ receiversOf( step.id, state ).map( ( providerId ) => (
							<ProviderRow
								key={ providerId }
								providerId={ providerId }
								run={ state.providers.find(
									( run ) =>
										run.step === step.id &&
										run.providerId === providerId
								) }
							/>
						) ) }
					</li>
				) ) }
			</ol>
		</div>
	);
}

function totalNote( { fraction, pace }: PublishState ): string {
	const left = timeLeft( fraction, pace );
	return [
		formatPercent( fraction ),
		left === null
			? ''
			: sprintf(
					/* translators: %s: duration. */
					__( 'about %s left', 'aether-site-exporter' ),
					formatDuration( Math.max( 1000, left ) )
				),
	]
		.filter( Boolean )
		.join( ' · ' );
}

const rateNote = ( rate: number | null ): string =>
	rate === null
		? ''
		: sprintf(
				/* translators: %s: number of items. */
				__( '%s per second', 'aether-site-exporter' ),
				formatNumber(
					rate < 10
						? Math.round( rate * 10 ) / 10
						: Math.round( rate )
				)
			);

const byteRateNote = ( rate: number | null ): string =>
	rate === null
		? ''
		: sprintf(
				/* translators: %s: a size. */
				__( '%s per second', 'aether-site-exporter' ),
				formatBytes( rate )
			);

interface RowProps {
	readonly label: string;
	/** Null while unknown. */
	readonly fraction: number | null;
	readonly note: string;
}

function Row( { label, fraction, note }: RowProps ) {
	return (
		<div className="aether-progress__row">
			<span className="aether-progress__label">{ label }</span>
			<ProgressBar
				className="aether-progress__bar"
				aria-label={ label }
				{ ...( fraction === null ? {} : { value: fraction * 100 } ) }
			/>
			<span className="aether-progress__note" title={ note }>
				{ note }
			</span>
		</div>
	);
}

function StepRow( { step }: { readonly step: StepState } ) {
	return (
		<Row
			label={ stepLabel( step.id ) }
			fraction={ stepFraction( step ) }
			note={ stepNote( step ) }
		/>
	);
}

function stepFraction( step: StepState ): number | null {
	switch ( step.status ) {
		case 'waiting':
		case 'skipped':
			return 0;
		case 'done':
		case 'warning':
			return 1;
		default:
			return fractionOf( step.loaded, step.total );
	}
}

const fractionOf = ( loaded: number, total: number | null ): number | null => {
	if ( total === null ) {
		return null;
	}
	return total === 0 ? 1 : Math.min( loaded / total, 1 );
};

function stepNote( step: StepState ): string {
	switch ( step.status ) {
		case 'waiting':
			return '';
		case 'skipped':
		case 'done':
		case 'warning':
			return step.message ?? __( 'Done', 'aether-site-exporter' );
		case 'failed':
			return (
				step.error?.message ?? __( 'Stopped', 'aether-site-exporter' )
			);
		case 'running':
			return [
				countOf( step.loaded, step.total ),
				rateNote( rateOf( step.loaded, step.pace ) ),
				step.caption,
			]
				.filter( Boolean )
				.join( ' · ' );
	}
}

const countOf = ( loaded: number, total: number | null ): string =>
	total === null
		? countSoFar( loaded )
		: sprintf(
				/* translators: 1: number of items done. 2: number of all items. */
				__( '%1$s of %2$s', 'aether-site-exporter' ),
				formatNumber( loaded ),
				formatNumber( total )
			);

/**
 * Nothing yet is better shown by the bar alone.
 *
 * @param loaded
 */
const countSoFar = ( loaded: number ): string =>
	loaded === 0 ? '' : formatNumber( loaded );

interface ProviderRowProps {
	readonly providerId: string;
	/** Absent before its turn. */
	readonly run: ProviderRun | undefined;
}

function ProviderRow( { providerId, run }: ProviderRowProps ) {
	return (
		<Row
			label={ providerName( providerId ) }
			fraction={ run ? providerFraction( run ) : 0 }
			note={ run ? providerNote( run ) : '' }
		/>
	);
}

const providerFraction = ( run: ProviderRun ): number | null =>
	run.status === 'running' ? fractionOf( run.loaded, run.total ) : 1;

function providerNote( run: ProviderRun ): string {
	if ( run.status === 'failed' ) {
		return run.error?.message ?? __( 'Stopped', 'aether-site-exporter' );
	}
	if ( run.status === 'done' ) {
		return __( 'Done', 'aether-site-exporter' );
	}
	if ( run.note ) {
		return run.note;
	}
	return run.total === null
		? __( 'Comparing…', 'aether-site-exporter' )
		: [
				countOf( run.loaded, run.total ),
				formatBytes( run.bytes ),
				byteRateNote( rateOf( run.bytes, run.pace ) ),
			]
				.filter( Boolean )
				.join( ' · ' );
}
