import type { AetherError } from '@aether/provider-sdk';
import { ProgressBar } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { describeError } from '../error-messages';
import { formatBytes, formatPercent } from '../format';
import { providerName } from './destinations';
import { type Pace, rateOf, timeLeft } from './pace';
import {
	describeByteRate,
	describeCount,
	describeRate,
} from './progress-words';
import type { ProviderRun, PublishState, StepState } from './publish-state';
import { isOfInterest, receiversOf } from './receivers';
import { stepLabel } from './step-labels';
import { describeTimeLeft } from './time-left';

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
				{ state.steps
					.filter( ( step ) => isOfInterest( step, state ) )
					.map( ( step ) => (
						<li key={ step.id } data-status={ step.status }>
							<StepRow step={ step } />
							{ receiversOf( step.id, state ).map(
								( providerId ) => (
									<ProviderRow
										key={ providerId }
										providerId={ providerId }
										run={ state.providers.find(
											( run ) =>
												run.step === step.id &&
												run.providerId === providerId
										) }
									/>
								)
							) }
						</li>
					) ) }
			</ol>
		</div>
	);
}

const joined = ( ...parts: readonly ( string | undefined )[] ): string =>
	parts.filter( Boolean ).join( ' · ' );

const totalNote = ( { fraction, pace }: PublishState ): string =>
	joined(
		formatPercent( fraction ),
		describeTimeLeft( timeLeft( fraction, pace ) )
	);

interface RowProps {
	readonly label: string;
	/** Null while unknown. */
	readonly fraction: number | null;
	readonly note: string;
	/** It is a part of the row above. Default: false. */
	readonly isNested?: boolean;
}

function Row( { label, fraction, note, isNested = false }: RowProps ) {
	return (
		<div className="aether-progress__row" data-nested={ isNested }>
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
			return failureNote( step.error );
		case 'running':
			return joined(
				describeCount( step.loaded, step.total ),
				describeRate( rateOf( step.loaded, step.pace ) ),
				step.isGrowing
					? ''
					: remaining( step.loaded, step.total, step.pace ),
				step.caption
			);
	}
}

/**
 * In short; the result says more.
 *
 * @param error
 */
const failureNote = ( error: AetherError | undefined ): string =>
	error
		? describeError( error.code ).title
		: __( 'Stopped', 'aether-site-exporter' );

/**
 * @param loaded
 * @param total  Null while unknown.
 * @param pace
 */
const remaining = (
	loaded: number,
	total: number | null,
	pace: Pace
): string =>
	total === null || total === 0
		? ''
		: describeTimeLeft( timeLeft( loaded / total, pace ) );

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
			isNested
		/>
	);
}

const providerFraction = ( run: ProviderRun ): number | null =>
	run.status === 'running' ? fractionOf( run.loaded, run.total ) : 1;

function providerNote( run: ProviderRun ): string {
	if ( run.status === 'failed' ) {
		return failureNote( run.error );
	}
	if ( run.status === 'done' ) {
		return __( 'Done', 'aether-site-exporter' );
	}
	if ( run.note ) {
		return run.note;
	}
	return run.total === null
		? __( 'Comparing…', 'aether-site-exporter' )
		: joined(
				describeCount( run.loaded, run.total ),
				formatBytes( run.bytes ),
				describeByteRate( rateOf( run.bytes, run.pace ) ),
				remaining( run.loaded, run.total, run.pace )
			);
}
