import { type AetherError, toAetherError } from '@aether/provider-sdk';
import type { SiteEnvironment } from '@aether/publish-engine';
import { Button, Flex, Notice, ProgressBar } from '@wordpress/components';
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
	readonly environments?: readonly SiteEnvironment[] | undefined;
	/** Stops it, or ends one that has gone silent. Rejects when it could not. Absent: the person may only look. */
	readonly onCancel?: ( () => Promise< void > ) | undefined;
	/** Goes on in its place, to the same places. Absent: the person may only look. */
	readonly onTakeOver?: ( () => void ) | undefined;
	/** Nothing may start now. Default: false. */
	readonly isBlocked?: boolean;
	/** None of its places receives anything any more. Default: false. */
	readonly isForNobody?: boolean;
}

/**
 * Somebody else is publishing: who, since when, how far; and what to do when it has gone silent.
 *
 * @param props
 */
export function RunningElsewhere( props: RunningElsewhereProps ) {
	const { publish, environments = [], onCancel, onTakeOver } = props;
	const { startedAt, startedBy, fraction, stale, only } = publish;
	const isForNobody = props.isForNobody ?? false;
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
	const notes = notesOn( publish, scope, onTakeOver ? isForNobody : false );
	return (
		<>
			<Notice
				status={ stale ? 'warning' : 'info' }
				isDismissible={ false }
				politeness="polite"
				// Said once, not with every percent.
				spokenMessage={ [ who, ...notes ].join( ' ' ) }
			>
				<p>{ who }</p>
				{ ! publish.isOutOfSight && (
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
				) }
				{ notes.map( ( note ) => (
					<p key={ note }>{ note }</p>
				) ) }
				<Flex justify="flex-start" wrap>
					{ stale && onTakeOver && (
						<Button
							variant="secondary"
							onClick={ onTakeOver }
							disabled={
								isForNobody || ( props.isBlocked ?? false )
							}
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
					{ onCancel && (
						<Button variant="secondary" onClick={ stop }>
							{ stale
								? __(
										'End that publish',
										'aether-site-exporter'
									)
								: __(
										'Stop that publish',
										'aether-site-exporter'
									) }
						</Button>
					) }
				</Flex>
			</Notice>
			{ error && <ErrorNotice error={ error } /> }
		</>
	);
}

/**
 * What there is to say of how it stands.
 *
 * @param publish
 * @param publish.stale
 * @param publish.isOutOfSight
 * @param scope                Names of the places that it is for; null: all that are switched on.
 * @param isForNobody
 */
function notesOn(
	{ stale, isOutOfSight }: RunningPublish,
	scope: string | null,
	isForNobody: boolean
): readonly string[] {
	if ( isOutOfSight ) {
		return [
			__(
				'Whether it still runs cannot be seen at the moment.',
				'aether-site-exporter'
			),
		];
	}
	if ( ! stale ) {
		return [];
	}
	const silence = __(
		'It has gone silent. Places that it had finished have the new release; the others do not.',
		'aether-site-exporter'
	);
	if ( ! isForNobody ) {
		return [ silence ];
	}
	return [
		silence,
		scope
			? sprintf(
					/* translators: %s: names of places. */
					__(
						'It cannot be continued: nothing is published to %s any more.',
						'aether-site-exporter'
					),
					scope
				)
			: __(
					'It cannot be continued: no place receives anything any more.',
					'aether-site-exporter'
				),
	];
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
