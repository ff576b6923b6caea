import { SelectControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { formatNumber, formatTime } from '../format';
import type { LogEntry, LogLevel } from './log-entry';
import { logText } from './log-text';

interface PublishLogProps {
	/** Oldest first. */
	readonly entries: readonly LogEntry[];
}

const RANK: Readonly< Record< LogLevel, number > > = {
	info: 0,
	warning: 1,
	error: 2,
};

/** What a person reads; the report has all of them. */
const MOST_SHOWN = 200;

/**
 * What happened, newest first, so that nobody has to scroll after it.
 *
 * @param props
 * @param props.entries
 */
export function PublishLog( { entries }: PublishLogProps ) {
	const [ level, setLevel ] = useState< LogLevel >( 'info' );
	if ( entries.length === 0 ) {
		return null;
	}
	const shown = entries
		.filter( ( entry ) => RANK[ entry.level ] >= RANK[ level ] )
		.reverse()
		.slice( 0, MOST_SHOWN );
	return (
		<details className="aether-log">
			<summary>
				{ sprintf(
					/* translators: %s: number of entries. */
					_n(
						'Log: %s entry',
						'Log: %s entries',
						entries.length,
						'aether-site-exporter'
					),
					formatNumber( entries.length )
				) }
			</summary>
			<SelectControl
				__nextHasNoMarginBottom
				__next40pxDefaultSize
				className="aether-log__level"
				label={ __( 'Show', 'aether-site-exporter' ) }
				value={ level }
				onChange={ ( value ) => setLevel( value as LogLevel ) }
				options={ [
					{
						value: 'info',
						label: __( 'Everything', 'aether-site-exporter' ),
					},
					{
						value: 'warning',
						label: __(
							'Warnings and errors',
							'aether-site-exporter'
						),
					},
					{
						value: 'error',
						label: __( 'Errors only', 'aether-site-exporter' ),
					},
				] }
			/>
			<ol
				className="aether-log__entries"
				reversed
				// Scrolls, so the keyboard must reach it.

				tabIndex={ 0 }
				aria-label={ __( 'Log', 'aether-site-exporter' ) }
			>
				{ shown.map( ( entry, index ) => (
					<li
						key={ `${ entry.at } ${ shown.length - index }` }
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
		</details>
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
