import { SearchControl, SelectControl } from '@wordpress/components';
import { useDeferredValue, useMemo, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { Pager } from '../components/pager';
import { formatNumber } from '../format';
import {
	type ChangeKind,
	kindLabel,
	KINDS,
	type PlannedFile,
	reasonLabel,
} from './planned-files';

interface PlannedFilesTableProps {
	readonly files: readonly PlannedFile[];
	readonly caption: string;
}

/** Rows on the screen: twenty thousand files stay as quick as a hundred. */
const PER_PAGE = 100;

/**
 * Files that a publish would touch, with filter and search.
 *
 * @param props
 * @param props.files
 * @param props.caption
 */
export function PlannedFilesTable( {
	files,
	caption,
}: PlannedFilesTableProps ) {
	const [ kind, setKind ] = useState< ChangeKind | 'all' >( 'all' );
	const [ search, setSearch ] = useState( '' );
	const [ page, setPage ] = useState( 0 );
	const wanted = useDeferredValue( search ).trim().toLowerCase();
	const found = useMemo(
		() =>
			files.filter(
				( file ) =>
					( kind === 'all' || file.kind === kind ) &&
					file.path.toLowerCase().includes( wanted )
			),
		[ files, kind, wanted ]
	);
	const pages = Math.max( 1, Math.ceil( found.length / PER_PAGE ) );
	const current = Math.min( page, pages - 1 );
	const countOf = ( wantedKind: ChangeKind ) =>
		files.filter( ( file ) => file.kind === wantedKind ).length;

	return (
		<>
			<div className="aether-filter">
				<SelectControl
					__nextHasNoMarginBottom
					__next40pxDefaultSize
					label={ __( 'Show', 'aether-site-exporter' ) }
					value={ kind }
					onChange={ ( value ) => {
						setKind( value as ChangeKind | 'all' );
						setPage( 0 );
					} }
					options={ [
						{
							value: 'all',
							label: __( 'All changes', 'aether-site-exporter' ),
						},
						...KINDS.map( ( value ) => ( {
							value,
							label: `${ kindLabel( value ) } (${ formatNumber(
								countOf( value )
							) })`,
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
			<div
				className="aether-table"
				role="region"
				aria-label={ caption }
				// Scrolls sideways on small screens, so the keyboard must reach it.

				tabIndex={ 0 }
			>
				<table className="widefat striped">
					<caption className="screen-reader-text">
						{ caption }
					</caption>
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
						</tr>
					</thead>
					<tbody>
						{ found
							.slice(
								current * PER_PAGE,
								( current + 1 ) * PER_PAGE
							)
							.map( ( file ) => (
								<tr key={ file.path } data-kind={ file.kind }>
									<td>{ kindLabel( file.kind ) }</td>
									<td>
										<code dir="ltr">{ file.path }</code>
									</td>
									<td>{ reasonLabel( file.reason ) }</td>
								</tr>
							) ) }
						{ found.length === 0 && (
							<tr>
								<td colSpan={ 3 }>
									{ __(
										'Nothing matches.',
										'aether-site-exporter'
									) }
								</td>
							</tr>
						) }
					</tbody>
				</table>
			</div>
			{ pages > 1 && (
				<Pager current={ current } pages={ pages } onTurn={ setPage } />
			) }
		</>
	);
}
