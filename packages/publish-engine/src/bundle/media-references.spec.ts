import { describe, expect, it } from 'vitest';
import { findMediaReferences, noReferences } from './media-references';

/**
 * Content as a record has it: JSON, in which quotes of the content are escaped.
 * @param content
 * @param more
 */
const record = ( content: string, more: object = {} ): string =>
	JSON.stringify( { kind: 'post', row: { post_content: content }, ...more } );

const references = ( line: string ) => {
	const found = noReferences();
	findMediaReferences( line, found );
	const sorted = ( numbers: ReadonlySet< number > ) =>
		[ ...numbers ].sort( ( a, b ) => a - b );
	return {
		ids: sorted( found.ids ),
		hints: sorted( found.hints ),
		parents: sorted( found.parents ),
		paths: [ ...found.paths ].sort(),
	};
};

const SITE = 'https://site.aether.invalid';
const UPLOADS = `${ SITE }/wp-content/uploads`;

describe( 'findMediaReferences', () => {
	it.each< [ name: string, line: string, ids: number[], paths: string[] ] >( [
		[ 'nothing', record( '<p>Word</p>' ), [], [] ],
		[
			'a shortcode',
			record( '[gallery ids="8, 9,10"]' ),
			[ 8, 9, 10 ],
			[],
		],
		[
			'a featured image',
			record( '', { meta: [ [ '_thumbnail_id', '21' ] ] } ),
			[ 21 ],
			[],
		],
		[
			'a site icon',
			JSON.stringify( {
				kind: 'option',
				name: 'site_icon',
				value: '30',
			} ),
			[ 30 ],
			[],
		],
		[
			'a custom logo',
			JSON.stringify( {
				kind: 'option',
				name: 'theme_mods_x',
				value: { custom_logo: 31 },
			} ),
			[ 31 ],
			[],
		],
		[
			'an address',
			record( `<img src="${ UPLOADS }/2026/01/a.jpg">` ),
			[],
			[ '2026/01/a.jpg' ],
		],
		[
			'addresses in srcset',
			record(
				`<img srcset="${ UPLOADS }/a-1x1.jpg 1w, ${ UPLOADS }/a.jpg 2w">`
			),
			[],
			[ 'a-1x1.jpg', 'a.jpg' ],
		],
		[
			'an address with a query',
			record( `${ UPLOADS }/a.jpg?w=300#x` ),
			[],
			[ 'a.jpg' ],
		],
		[
			'an address in CSS',
			record( `<div style="background:url(${ UPLOADS }/b.png)">` ),
			[],
			[ 'b.png' ],
		],
		[
			'an address in JSON in a block',
			record(
				`<!-- wp:cover {"url":"${ UPLOADS.replaceAll( '/', '\\/' ) }\\/2026\\/c.jpg"} -->`
			),
			[],
			[ '2026/c.jpg' ],
		],
		[
			'an address in a query',
			record(
				`/share?u=${ encodeURIComponent( `${ UPLOADS }/d.jpg` ) }`
			),
			[],
			[ 'd.jpg' ],
		],
		[
			'a relative address',
			record( '<img src="/wp-content/uploads/e.jpg">' ),
			[],
			[ 'e.jpg' ],
		],
		[
			'an encoded name',
			record( `<img src="${ UPLOADS }/gr%C3%BCn.jpg">` ),
			[],
			[ 'grün.jpg' ],
		],
		[
			'a damaged name',
			record( `<img src="${ UPLOADS }/100%.jpg">` ),
			[],
			[ '100%.jpg' ],
		],
		[
			'an address at the end of a shortcode',
			record( `[video src=${ UPLOADS }/f.mp4]` ),
			[],
			[ 'f.mp4' ],
		],
		[
			'a widget of a gallery',
			JSON.stringify( {
				kind: 'option',
				name: 'widget_media_gallery',
				value: { 2: { ids: [ 41, 42 ] }, 3: { ids: [ 43 ] } },
			} ),
			[ 41, 42, 43 ],
			[],
		],
		[
			'a widget of an image',
			JSON.stringify( {
				kind: 'option',
				name: 'widget_media_image',
				value: { 2: { attachment_id: 44 } },
			} ),
			[ 44 ],
			[],
		],
	] )( 'finds %s', ( _, line, ids, paths ) => {
		expect( references( line ) ).toEqual( {
			ids,
			hints: [],
			parents: [],
			paths,
		} );
	} );

	it.each< [ name: string, line: string, hints: number[] ] >( [
		[ 'a class', record( '<img class="wp-image-7 size-large">' ), [ 7 ] ],
		[
			'a block',
			record( '<!-- wp:image {"sizeSlug":"large","id":12} -->' ),
			[ 12 ],
		],
		[
			'a media block',
			record( '<!-- wp:media-text {"mediaId":5} -->' ),
			[ 5 ],
		],
		[
			'a block gallery',
			record( '<!-- wp:gallery {"ids":[3,4, 5]} -->' ),
			[ 3, 4, 5 ],
		],
		[
			'no term, entry or anchor that has a number',
			record(
				'<!-- wp:navigation-link {"kind":"taxonomy","id":6,"url":"/x/"} /--><!-- wp:shop/product {"id":8} /--><!-- wp:paragraph --><p data-x=\'{"id":9}\'></p>'
			),
			[],
		],
	] )( 'takes the id of %s for a hint', ( _, line, hints ) => {
		expect( references( line ) ).toEqual( {
			ids: [],
			hints,
			parents: [],
			paths: [],
		} );
	} );

	it.each< [ shortcode: string, ids: number[], parents: number[] ] >( [
		[ '[gallery]', [], [ 50 ] ],
		[ '[playlist type="video"]', [], [ 50 ] ],
		[ '[gallery id="51" columns=2]', [], [ 51 ] ],
		[ "[gallery include='8,9']", [ 8, 9 ], [] ],
		[ '[gallery ids=8]', [ 8 ], [] ],
	] )( 'finds what %s shows', ( shortcode, ids, parents ) => {
		expect(
			references(
				JSON.stringify( {
					kind: 'post',
					row: { ID: 50, post_content: shortcode },
				} )
			)
		).toEqual( { ids, hints: [], parents, paths: [] } );
	} );

	it( 'ignores numbers that no attachment has', () => {
		expect(
			references(
				record( '<img class="wp-image-0"> [gallery ids=",,0"]' )
			)
		).toEqual( { ids: [], hints: [], parents: [], paths: [] } );
	} );
} );
