import { useDeferredValue, useMemo, useState } from '@wordpress/element';
import { Pager } from '../components/pager';
import { formatNumber } from '../format';
import { ALL_FILES, FileFilter } from './file-filter';
import { FileTable } from './file-table';
import { type ChangeKind, kindLabel, type PlannedFile } from './planned-files';

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
	const [ wanted, setWanted ] = useState( ALL_FILES );
	const [ page, setPage ] = useState( 0 );
	const { change } = wanted;
	const search = useDeferredValue( wanted.search ).trim().toLowerCase();
	const found = useMemo(
		() =>
			files.filter(
				( file ) =>
					( change === '' || file.kind === change ) &&
					file.path.toLowerCase().includes( search )
			),
		[ files, change, search ]
	);
	const pages = Math.max( 1, Math.ceil( found.length / PER_PAGE ) );
	const current = Math.min( page, pages - 1 );
	const countOf = ( kind: ChangeKind ) =>
		files.filter( ( file ) => file.kind === kind ).length;

	return (
		<>
			<FileFilter
				wanted={ wanted }
				onChange={ ( next ) => {
					setWanted( next );
					setPage( 0 );
				} }
				labelFor={ ( kind ) =>
					`${ kindLabel( kind ) } (${ formatNumber(
						countOf( kind )
					) })`
				}
			/>
			<FileTable
				caption={ caption }
				rows={ found
					.slice( current * PER_PAGE, ( current + 1 ) * PER_PAGE )
					.map( ( file ) => ( { ...file, key: file.path } ) ) }
			/>
			{ pages > 1 && (
				<Pager current={ current } pages={ pages } onTurn={ setPage } />
			) }
		</>
	);
}
