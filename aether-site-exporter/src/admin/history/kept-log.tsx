import type { LogEntry, LogLevel, SiteRest } from '@aether/publish-engine';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { LogLevelControl, LogLines } from '../publishing/log-lines';
import { useJournal } from './journal-api';
import { JournalList } from './journal-part';

interface KeptLogProps {
	readonly rest: SiteRest;
	readonly publishId: string;
}

/**
 * The log of an earlier publish, from its beginning.
 *
 * @param props
 * @param props.rest
 * @param props.publishId
 */
export function KeptLog( { rest, publishId }: KeptLogProps ) {
	const [ level, setLevel ] = useState< LogLevel >( 'info' );
	const [ page, setPage ] = useState( 0 );
	const state = useJournal< LogEntry >(
		rest,
		publishId,
		'log',
		{ level },
		page
	);
	return (
		<>
			<LogLevelControl
				level={ level }
				onChange={ ( wanted ) => {
					setLevel( wanted );
					setPage( 0 );
				} }
			/>
			<JournalList
				state={ state }
				page={ page }
				onTurn={ setPage }
				isFiltered={ level !== 'info' }
				nothing={ __(
					'No log of this publish is kept.',
					'aether-site-exporter'
				) }
			>
				{ ( entries ) => <LogLines entries={ entries } /> }
			</JournalList>
		</>
	);
}
