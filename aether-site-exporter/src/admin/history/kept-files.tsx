import { getDeploymentTypeLabel } from '@aether/provider-sdk';
import type { JournalFile, SiteRest } from '@aether/publish-engine';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { useSettled } from '../components/use-settled';
import { ALL_FILES, FileFilter } from '../preview/file-filter';
import { FileTable, type FileTableRow } from '../preview/file-table';
import { kindOf } from '../preview/planned-files';
import { providerName } from '../publishing/destinations';
import { useJournal } from './journal-api';
import { JournalList } from './journal-part';

interface KeptFilesProps {
	readonly rest: SiteRest;
	readonly publishId: string;
}

/** A person types a few letters a second, and one search asks WordPress once. Milliseconds. */
const TYPING_MS = 300;

/**
 * The files that an earlier publish meant to send or remove, with reasons.
 *
 * @param props
 * @param props.rest
 * @param props.publishId
 */
export function KeptFiles( { rest, publishId }: KeptFilesProps ) {
	const [ wanted, setWanted ] = useState( ALL_FILES );
	const [ page, setPage ] = useState( 0 );
	const { change } = wanted;
	const search = useSettled( wanted.search.trim(), TYPING_MS );
	const state = useJournal< JournalFile >(
		rest,
		publishId,
		'files',
		{ change, search },
		page
	);
	return (
		<>
			<FileFilter
				wanted={ wanted }
				onChange={ ( next ) => {
					setWanted( next );
					setPage( 0 );
				} }
			/>
			<JournalList
				state={ state }
				page={ page }
				onTurn={ setPage }
				isFiltered={ change !== '' || search !== '' }
				nothing={ __(
					'No file was to be sent or removed, or the list is not kept any more.',
					'aether-site-exporter'
				) }
			>
				{ ( files ) => (
					<FileTable
						caption={ __(
							'Files of this publish',
							'aether-site-exporter'
						) }
						detail={ __( 'Provider', 'aether-site-exporter' ) }
						rows={ files.map( rowFor ) }
					/>
				) }
			</JournalList>
		</>
	);
}

function rowFor( file: JournalFile ): FileTableRow {
	const { path, reason, providerId, deploymentType } = file;
	return {
		key: `${ path } ${ providerId } ${ deploymentType }`,
		path,
		reason,
		kind: kindOf( reason ),
		detail: (
			<>
				{ providerName( providerId ) }{ ' ' }
				<span className="aether-badge">
					{ getDeploymentTypeLabel( deploymentType ) }
				</span>
			</>
		),
	};
}
