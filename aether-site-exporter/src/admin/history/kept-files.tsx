import { getDeploymentTypeLabel } from '@aether/provider-sdk';
import type { JournalFile, SiteRest } from '@aether/publish-engine';
import { SearchControl, SelectControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { useSettled } from '../components/use-settled';
import {
	type ChangeKind,
	kindLabel,
	kindOf,
	KINDS,
	reasonLabel,
} from '../preview/planned-files';
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
	const [ change, setChange ] = useState< ChangeKind | '' >( '' );
	const [ search, setSearch ] = useState( '' );
	const [ page, setPage ] = useState( 0 );
	const wanted = useSettled( search.trim(), TYPING_MS );
	const state = useJournal< JournalFile >(
		rest,
		publishId,
		'files',
		{ change, search: wanted },
		page
	);
	return (
		<>
			<div className="aether-filter">
				<SelectControl
					__nextHasNoMarginBottom
					__next40pxDefaultSize
					label={ __( 'Show', 'aether-site-exporter' ) }
					value={ change }
					onChange={ ( value ) => {
						setChange( value as ChangeKind | '' );
						setPage( 0 );
					} }
					options={ [
						{
							value: '',
							label: __( 'All changes', 'aether-site-exporter' ),
						},
						...KINDS.map( ( value ) => ( {
							value,
							label: kindLabel( value ),
						} ) ),
					] }
				/>
				<SearchControl
					__nextHasNoMarginBottom
					label={ __( 'Search paths', 'aether-site-exporter' ) }
					value={ search }
					onChange={ ( value ) => {
						setSearch( value );
						setPage( 0 );
					} }
				/>
			</div>
			<JournalList
				state={ state }
				page={ page }
				onTurn={ setPage }
				isFiltered={ change !== '' || wanted !== '' }
				nothing={ __(
					'No file was to be sent or removed, or the list is not kept any more.',
					'aether-site-exporter'
				) }
			>
				{ ( files ) => <FilesTable files={ files } /> }
			</JournalList>
		</>
	);
}

function FilesTable( { files }: { readonly files: readonly JournalFile[] } ) {
	const caption = __( 'Files of this publish', 'aether-site-exporter' );
	return (
		<div
			className="aether-table"
			role="region"
			aria-label={ caption }
			// Scrolls, so the keyboard must reach it.

			tabIndex={ 0 }
		>
			<table className="widefat striped">
				<caption className="screen-reader-text">{ caption }</caption>
				<thead>
					<tr>
						<th scope="col">
							{ __( 'Change', 'aether-site-exporter' ) }
						</th>
						<th scope="col">
							{ __( 'Path', 'aether-site-exporter' ) }
						</th>
						<th scope="col">
							{ __( 'Reason', 'aether-site-exporter' ) }
						</th>
						<th scope="col">
							{ __( 'Provider', 'aether-site-exporter' ) }
						</th>
					</tr>
				</thead>
				<tbody>
					{ files.map( ( file ) => (
						<FileRow
							key={ `${ file.path } ${ file.providerId } ${ file.deploymentType }` }
							file={ file }
						/>
					) ) }
				</tbody>
			</table>
		</div>
	);
}

function FileRow( { file }: { readonly file: JournalFile } ) {
	const { path, reason, providerId, deploymentType } = file;
	return (
		<tr data-kind={ kindOf( reason ) }>
			<td>{ kindLabel( kindOf( reason ) ) }</td>
			<td>
				<code dir="ltr">{ path }</code>
			</td>
			<td>{ reasonLabel( reason ) }</td>
			<td>
				{ providerName( providerId ) }{ ' ' }
				<span className="aether-badge">
					{ getDeploymentTypeLabel( deploymentType ) }
				</span>
			</td>
		</tr>
	);
}
