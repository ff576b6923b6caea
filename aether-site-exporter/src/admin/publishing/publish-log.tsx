import type { LogEntry, LogLevel } from '@aether/publish-engine';
import { useState } from '@wordpress/element';
import { _n, sprintf } from '@wordpress/i18n';
import { formatNumber } from '../format';
import { LogLevelControl, LogLines } from './log-lines';

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
			<LogLevelControl level={ level } onChange={ setLevel } />
			<LogLines entries={ shown } isReversed />
		</details>
	);
}
