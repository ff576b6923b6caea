import { type AetherError, toAetherError } from '@aether/provider-sdk';
import type { SiteEnvironment } from '@aether/publish-engine';
import { Button, Notice, ProgressBar } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { personName } from '../components/person-name';
import { formatDate, formatPercent } from '../format';
import { describeCount } from './progress-words';
import type { RunningPublish } from './running-publish';
import { scopeName } from './scope';
import { stepLabel } from './step-labels';

interface RunningElsewhereProps {
	readonly publish: RunningPublish;
	/** Default: none. */
	readonly environments?: readonly SiteEnvironment[];
	/** Rejects when it could not be asked to stop. Absent: the person may only look. */
	readonly onCancel?: ( () => Promise< void > ) | undefined;
	/** Goes on in its place, to the same places. Absent: the person may only look. */
	readonly onTakeOver?: ( () => void ) | undefined;
	/** Nothing may start now. Default: false. */
	readonly isBlocked?: boolean;
}

/**
 * Somebody else is publishing: who, since when, how far; and what to do when it has gone silent.
 *
 * @param props
 */
export function RunningElsewhere( props: RunningElsewhereProps ) {
	const { publish, environments = [], onCancel, onTakeOver } = props;
	const { startedAt, startedBy, fraction, stale, only } = publish;
	const [ error, setError ] = useState< AetherError | null >( null );
	const stop = () => {
		setError( null );
		onCancel?.().catch( ( cause: unknown ) =>
			setError( toAetherError( cause ) )
		);
	};
	const scope = only && scopeName( only, environments );
	const who = scope
		? sprintf(
				/* translators: 1: name of a person. 2: names of places. 3: date and time. */
				__(
					'%1$s has been publishing to %2$s since %3$s.',
					'aether-site-exporter'
				),
				personName( startedBy ),
				scope,
				formatDate( startedAt )
			)
		: sprintf(
				/* translators: 1: name of a person. 2: date and time. */
				__(
					'%1$s has been publishing since %2$s.',
					'aether-site-exporter'
				),
				personName( startedBy ),
				formatDate( startedAt )
			);
	const silence = stale
		? __(
				'It has gone silent. Places that it had finished have the new release; the others do not.',
				'aether-site-exporter'
			)
		: '';
	return (
		<>
			<Notice
				status={ stale ? 'warning' : 'info' }
				isDismissible={ false }
				politeness="polite"
				// Said once, not with every percent.
				spokenMessage={ `${ who } ${ silence }` }
			>
				<p>{ who }</p>
				<div className="aether-elsewhere__progress">
					<ProgressBar
						className="aether-progress__bar"
						aria-label={ __(
							'Progress of that publish',
							'aether-site-exporter'
						) }
						value={ fraction * 100 }
					/>
					<span className="aether-progress__note">
						{ progressNote( publish ) }
					</span>
				</div>
				{ stale && <p>{ silence }</p> }
				{ stale && onTakeOver && (
					<Button
						variant="secondary"
						onClick={ onTakeOver }
						disabled={ props.isBlocked ?? false }
						accessibleWhenDisabled
					>
						{ scope
							? sprintf(
									/* translators: %s: names of places. */
									__(
										'Continue to %s',
										'aether-site-exporter'
									),
									scope
								)
							: __( 'Take over', 'aether-site-exporter' ) }
					</Button>
				) }
				{ ! stale && onCancel && (
					<Button variant="secondary" onClick={ stop }>
						{ __( 'Stop that publish', 'aether-site-exporter' ) }
					</Button>
				) }
			</Notice>
			{ error && <ErrorNotice error={ error } /> }
		</>
	);
}

const progressNote = ( {
	fraction,
	step,
	loaded,
	total,
}: RunningPublish ): string =>
	[
		formatPercent( fraction ),
		step === '' ? '' : stepLabel( step ),
		describeCount( loaded, total ),
	]
		.filter( Boolean )
		.join( ' · ' );
