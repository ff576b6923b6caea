/**
 * Lines with aligned columns; the last column is not padded.
 * @param rows
 */
export function formatTable(
	rows: readonly ( readonly string[] )[]
): readonly string[] {
	const widths: number[] = [];
	for ( const row of rows ) {
		row.forEach( ( cell, column ) => {
			widths[ column ] = Math.max( widths[ column ] ?? 0, cell.length );
		} );
	}
	return rows.map( ( row ) =>
		row
			.map( ( cell, column ) =>
				column === row.length - 1
					? cell
					: cell.padEnd( widths[ column ] ?? 0 )
			)
			.join( '  ' )
			.trimEnd()
	);
}
