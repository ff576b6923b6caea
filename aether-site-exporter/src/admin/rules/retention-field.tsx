import type { SiteRest } from '@aether/publish-engine';
import { Button, Notice, TextControl } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { Loading } from '../components/loading';
import { formatNumber } from '../format';
import { FEWEST_DAYS, MOST_DAYS, useRetention } from './retention-api';

interface RetentionFieldProps {
	readonly rest: SiteRest;
	readonly onDirty: ( isDirty: boolean ) => void;
	readonly canConfigure: boolean;
}

function toDays( text: string ): number | null {
	const days = Number( text );
	return Number.isInteger( days ) && days >= FEWEST_DAYS && days <= MOST_DAYS
		? days
		: null;
}

/**
 * How long the audit log and the logs of publishes are kept. It is no part of the settings document, so it is saved alone.
 *
 * @param props
 * @param props.rest
 * @param props.onDirty
 * @param props.canConfigure
 */
export function RetentionField( {
	rest,
	onDirty,
	canConfigure,
}: RetentionFieldProps ) {
	const { state, save, settle } = useRetention( rest );
	const [ edit, setEdit ] = useState< string | null >( null );
	const stored = 'days' in state ? String( state.days ) : '';
	const text = edit ?? stored;
	const isDirty = text !== stored;
	useEffect( () => onDirty( isDirty ), [ onDirty, isDirty ] );

	if ( state.status === 'loading' ) {
		return <Loading />;
	}
	if ( state.status === 'failed' ) {
		return <ErrorNotice error={ state.error } />;
	}
	const days = toDays( text );
	return (
		<>
			<TextControl
				__nextHasNoMarginBottom
				__next40pxDefaultSize
				className="aether-rules__number"
				type="number"
				min={ FEWEST_DAYS }
				max={ MOST_DAYS }
				label={ __( 'Keep logs for (days)', 'aether-site-exporter' ) }
				help={
					days === null
						? sprintf(
								/* translators: 1: the smallest number. 2: the largest number. */
								__(
									'Enter a whole number from %1$s to %2$s.',
									'aether-site-exporter'
								),
								formatNumber( FEWEST_DAYS ),
								formatNumber( MOST_DAYS )
							)
						: __(
								'The audit log, and the log and the list of files of each publish. Older ones are deleted once a day.',
								'aether-site-exporter'
							)
				}
				aria-invalid={ days === null }
				value={ text }
				onChange={ ( value ) => {
					setEdit( value );
					settle();
				} }
				disabled={ ! canConfigure }
			/>
			{ state.status === 'saved' && ! isDirty && (
				<Notice status="success" isDismissible={ false }>
					{ __( 'Retention saved.', 'aether-site-exporter' ) }
				</Notice>
			) }
			{ state.status === 'refused' && (
				<ErrorNotice error={ state.error } />
			) }
			{ canConfigure && (
				<p className="aether-actions">
					<Button
						variant="primary"
						__next40pxDefaultSize
						isBusy={ state.status === 'saving' }
						disabled={
							! isDirty ||
							days === null ||
							state.status === 'saving'
						}
						accessibleWhenDisabled
						onClick={ () => days !== null && void save( days ) }
					>
						{ __( 'Save retention', 'aether-site-exporter' ) }
					</Button>
				</p>
			) }
		</>
	);
}
