import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { kindLabel, type PlannedFile, reasonLabel } from './planned-files';

export interface FileTableRow extends PlannedFile {
	readonly key: string;
	/** What the last column says, where there is one. */
	readonly detail?: ReactNode;
}

interface FileTableProps {
	readonly caption: string;
	readonly rows: readonly FileTableRow[];
	/** Heading of a last column. */
	readonly detail?: string;
}

/**
 * Files with what happens to each, and why.
 *
 * @param props
 * @param props.caption
 * @param props.rows
 * @param props.detail
 */
export function FileTable( { caption, rows, detail }: FileTableProps ) {
	const headings = [
		__( 'Change', 'aether-site-exporter' ),
		__( 'Path', 'aether-site-exporter' ),
		__( 'Reason', 'aether-site-exporter' ),
		...( detail === undefined ? [] : [ detail ] ),
	];
	return (
		<div
			className="aether-table"
			role="region"
			aria-label={ caption }
			// Scrolls sideways on small screens, so the keyboard must reach it.

			tabIndex={ 0 }
		>
			<table className="widefat striped">
				<caption className="screen-reader-text">{ caption }</caption>
				<thead>
					<tr>
						{ headings.map( ( heading ) => (
							<th key={ heading } scope="col">
								{ heading }
							</th>
						) ) }
					</tr>
				</thead>
				<tbody>
					{ rows.map( ( row ) => (
						<tr key={ row.key } data-kind={ row.kind }>
							<td>{ kindLabel( row.kind ) }</td>
							<td>
								<code dir="ltr">{ row.path }</code>
							</td>
							<td>{ reasonLabel( row.reason ) }</td>
							{ detail !== undefined && <td>{ row.detail }</td> }
						</tr>
					) ) }
					{ rows.length === 0 && (
						<tr>
							<td colSpan={ headings.length }>
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
	);
}
