import { describe, expect, it } from 'vitest';
import { findMediaReferences } from './media-references';

/**
 * Content as a record has it: JSON, in which quotes of the content are escaped.
 * @param content
 * @param more
 */
const record = ( content: string, more: object = {} ): string =>
	JSON.stringify( { kind: 'post', row: { post_content: content }, ...more } );

const references = ( line: string ) => {
	const found = { ids: new Set< number >(), paths: new Set< string >() };
	findMediaReferences( line, found );
	return {
		ids: [ ...found.ids ].sort( ( a, b ) => a - b ),
		paths: [ ...found.paths ].sort(),
	};
};

const SITE = 'https://site.aether.invalid';
const UPLOADS = `${ SITE }/wp-content/uploads`;

describe( 'findMediaReferences', () => {
	it.each< [ name: string, line: string, ids: number[], paths: string[] ] >( [
		[ 'nothing', record( '<p>Word</p>' ), [], [] ],
		[
			'a class',
			record( '<img class="wp-image-7 size-large">' ),
			[ 7 ],
			[],
		],
		[
			'a block',
			record( '<!-- wp:image {"id":12,"sizeSlug":"large"} -->' ),
			[ 12 ],
			[],
		],
		[
			'a media block',
			record( '<!-- wp:media-text {"mediaId":5} -->' ),
			[ 5 ],
			[],
		],
		[
			'a block gallery',
			record( '<!-- wp:gallery {"ids":[3,4, 5]} -->' ),
			[ 3, 4, 5 ],
			[],
		],
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
	] )( 'finds %s', ( _, line, ids, paths ) => {
		expect( references( line ) ).toEqual( { ids, paths } );
	} );

	it( 'ignores numbers that no attachment has', () => {
		expect(
			references(
				record( '<img class="wp-image-0"> [gallery ids=",,0"]' )
			).ids
		).toEqual( [] );
	} );
} );
