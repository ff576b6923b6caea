import type { LogEntry, LogLevel } from '@aether/publish-engine';
import { SelectControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { formatTime } from '../format';
import { logText } from './log-text';

interface LogLevelControlProps {
	readonly level: LogLevel;
	readonly onChange: ( level: LogLevel ) => void;
}

export function LogLevelControl( { level, onChange }: LogLevelControlProps ) {
	return (
		<SelectControl
			__nextHasNoMarginBottom
			__next40pxDefaultSize
			className="aether-log__level"
			label={ __( 'Show', 'aether-site-exporter' ) }
			value={ level }
			onChange={ ( value ) => onChange( value as LogLevel ) }
			options={ [
				{
					value: 'info',
					label: __( 'Everything', 'aether-site-exporter' ),
				},
				{
					value: 'warning',
					label: __( 'Warnings and errors', 'aether-site-exporter' ),
				},
				{
					value: 'error',
					label: __( 'Errors only', 'aether-site-exporter' ),
				},
			] }
		/>
	);
}

interface LogLinesProps {
	/** In the order in which they are read. */
	readonly entries: readonly LogEntry[];
	/** Whether the newest is the first. */
	readonly isReversed?: boolean;
}

export function LogLines( { entries, isReversed = false }: LogLinesProps ) {
	return (
		<ol
			className="aether-log__entries"
			reversed={ isReversed }
			// Scrolls, so the keyboard must reach it.

			tabIndex={ 0 }
			aria-label={ __( 'Log', 'aether-site-exporter' ) }
		>
			{ entries.map( ( entry, index ) => (
				<li
					key={ `${ entry.at } ${ isReversed ? entries.length - index : index }` }
					data-level={ entry.level }
				>
					<time dateTime={ new Date( entry.at ).toISOString() }>
						{ formatTime( entry.at ) }
					</time>{ ' ' }
					{ levelLabel( entry.level ) }
					{ logText( entry ) }
				</li>
			) ) }
		</ol>
	);
}

/**
 * In words, because colour alone tells nothing to some.
 *
 * @param level
 */
function levelLabel( level: LogLevel ): string {
	switch ( level ) {
		case 'error':
			return __( 'Error:', 'aether-site-exporter' ) + ' ';
		case 'warning':
			return __( 'Warning:', 'aether-site-exporter' ) + ' ';
		default:
			return '';
	}
}
