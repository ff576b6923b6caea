import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCES = [
	'aether-site-exporter',
	'aether-site-exporter-providers',
].map( ( plugin ) => join( import.meta.dirname, '../..', plugin, 'src' ) );

/** Says left or right where a page that is written from right to left needs the other one. */
const PHYSICAL = [
	/(?:^|[\s;{])(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b/,
	/(?:^|[\s;{])border-(?:top|bottom)-(?:left|right)-radius\b/,
	/(?:^|[\s;{])(?:left|right)\s*:/,
	/\b(?:text-align|float|clear)\s*:\s*(?:left|right)\b/,
];
const PHYSICAL_IN_SCRIPTS =
	/\b(?:(?:margin|padding|border)(?:Left|Right)|textAlign: '(?:left|right)')/;

async function linesOf(
	kind: RegExp,
	isPhysical: ( line: string ) => boolean
): Promise< readonly string[] > {
	const found: string[] = [];
	const folders = await Promise.all(
		SOURCES.map( async ( folder ) =>
			( await readdir( folder, { recursive: true } ) ).map( ( name ) =>
				join( folder, name )
			)
		)
	);
	const files = folders.flat().filter( ( name ) => kind.test( name ) );
	expect( files ).not.toEqual( [] );
	for ( const file of files ) {
		const source = await readFile( file, 'utf8' );
		source.split( '\n' ).forEach( ( line, index ) => {
			if ( isPhysical( line ) ) {
				found.push( `${ file }:${ index + 1 }: ${ line.trim() }` );
			}
		} );
	}
	return found;
}

describe( 'Our styles', () => {
	it.each( [
		'	margin-left: 1px;',
		'	left: 0;',
		'	border-top-right-radius: 2px;',
		'	text-align: right;',
		'	float: left;',
	] )( 'are read right: "%s" is physical', ( line ) => {
		expect( PHYSICAL.some( ( one ) => one.test( line ) ) ).toBe( true );
	} );

	it( 'know a beginning and an end, not left and right', async () => {
		expect(
			await linesOf( /\.s?css$/, ( line ) =>
				PHYSICAL.some( ( one ) => one.test( line ) )
			)
		).toEqual( [] );
		expect(
			await linesOf( /\.tsx$/, ( line ) =>
				PHYSICAL_IN_SCRIPTS.test( line )
			)
		).toEqual( [] );
	} );
} );
