import { describe, expect, it } from 'vitest';
import { bundleAddress, playgroundAddress } from './bundle-address';

describe( 'The address of a bundle', () => {
	it.each( [
		[ 'https://a.test/copy/', 'https://a.test/copy/blueprint.zip' ],
		[ 'https://a.test/copy', 'https://a.test/copy/blueprint.zip' ],
		[ 'https://a.test', 'https://a.test/blueprint.zip' ],
		[
			'https://a.test/my-blueprint.zip/',
			'https://a.test/my-blueprint.zip/blueprint.zip',
		],
	] )( 'below %s', ( folder, expected ) => {
		expect( bundleAddress( folder ) ).toBe( expected );
	} );

	it.each( [
		'https://a.test/api/files/demos%2Fblueprint.zip/raw?ref=main&lfs=true',
		'https://a.test/copy/blueprint.zip?signed=1',
	] )( 'is %s, which names it already', ( address ) => {
		expect( bundleAddress( address ) ).toBe( address );
	} );

	it( 'arrives in Playground as it is, whatever is in it', () => {
		const bundle = 'https://a.test/b%20c/blueprint.zip?x=1&y=2#z';
		const address = new URL( playgroundAddress( bundle ) ?? '' );
		expect( address.origin ).toBe( 'https://playground.wordpress.net' );
		expect( [ ...address.searchParams ] ).toEqual( [
			[ 'blueprint-url', bundle ],
		] );
	} );

	it.each( [
		[ 'http://127.0.0.1:8080/blueprint.zip', true ],
		[ 'http://localhost/blueprint.zip', true ],
		[ 'http://[::1]:80/blueprint.zip', true ],
		[ 'http://a.test/blueprint.zip', false ],
		[ 'http://127.0.0.1.a.test/blueprint.zip', false ],
		[ 'http://notlocalhost/blueprint.zip', false ],
	] )( '%s can be opened there: %s', ( bundle, can ) => {
		expect( playgroundAddress( bundle ) !== null ).toBe( can );
	} );
} );
