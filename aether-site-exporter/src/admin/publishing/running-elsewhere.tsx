import { type AetherError, toAetherError } from '@aether/provider-sdk';
import { Button, Notice } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { personName } from '../components/person-name';
import { ErrorNotice } from '../components/error-notice';
import { formatDate, formatPercent } from '../format';
import type { RunningPublish } from './running-publish';

interface RunningElsewhereProps {
	readonly publish: RunningPublish;
	/** Rejects when it could not be asked to stop. */
	readonly onCancel: () => Promise< void >;
	readonly onTakeOver: () => void;
}

/**
 * Somebody else is publishing: who, since when, how far; and what to do when it has gone silent.
 *
 * @param props
 * @param props.publish
 * @param props.onCancel
 * @param props.onTakeOver
 */
export function RunningElsewhere( {
	publish,
	onCancel,
	onTakeOver,
}: RunningElsewhereProps ) {
	const { startedAt, startedBy, fraction, stale } = publish;
	const [ error, setError ] = useState< AetherError | null >( null );
	const stop = () => {
		setError( null );
		onCancel().catch( ( cause: unknown ) =>
			setError( toAetherError( cause ) )
		);
	};
	return (
		<>
			<Notice
				status={ stale ? 'warning' : 'info' }
				isDismissible={ false }
				politeness="polite"
			>
				<p>
					{ sprintf(
						/* translators: 1: name of a person. 2: date and time. 3: percentage. */
						__(
							'%1$s has been publishing since %2$s: %3$s.',
							'aether-site-exporter'
						),
						personName( startedBy ),
						formatDate( startedAt ),
						formatPercent( fraction )
					) }
				</p>
				{ stale ? (
					<>
						<p>
							{ __(
								'It has gone silent. What is online is the previous release.',
								'aether-site-exporter'
							) }
						</p>
						<Button variant="secondary" onClick={ onTakeOver }>
							{ __( 'Take over', 'aether-site-exporter' ) }
						</Button>
					</>
				) : (
					<Button variant="secondary" onClick={ stop }>
						{ __( 'Stop that publish', 'aether-site-exporter' ) }
					</Button>
				) }
			</Notice>
			{ error && <ErrorNotice error={ error } /> }
		</>
	);
}
