import { describe, expect, it } from 'vitest';
import { compilePattern, compileRules, NO_RULES } from '.';

describe( 'a pattern', () => {
	it.each( [
		[ '/about/', '/about/', true ],
		[ '/about/', '/about/us/', false ],
		[ '/about/', '/en/about/', false ],
		[ '/shop/*', '/shop/cart', true ],
		[ '/shop/*', '/shop/cart/items', false ],
		[ '/shop/**', '/shop/cart/items', true ],
		[ '/**/feed/', '/a/b/feed/', true ],
		[ '/a.b/', '/axb/', false ],
		[ '/wp-content/**.zip', '/wp-content/uploads/2026/x.zip', true ],
		[ '/?lang=*', '/?lang=de', true ],
		[ '/a+b/(c)/', '/a+b/(c)/', true ],
		[ 'regex:^/20\\d\\d/', '/2019/05/', true ],
		[ 'regex:^/20\\d\\d/', '/about/2019/', false ],
		[ 'regex:/feed/?$', '/about/feed/', true ],
	] )( '%s on %s: %s', ( pattern, path, expected ) => {
		expect( compilePattern( pattern )?.( path ) ).toBe( expected );
	} );

	it.each( [ [ 'regex:(' ], [ 'regex:a{2,1}' ], [ 'x'.repeat( 501 ) ] ] )(
		'that cannot be read is refused: %s',
		( pattern ) => {
			expect( compilePattern( pattern ) ).toBeNull();
		}
	);

	it( 'of many stars ends in good time', () => {
		const test = compilePattern( `/${ '**a'.repeat( 100 ) }x` );
		const startedAt = performance.now();
		expect( test?.( `/${ 'a'.repeat( 100_000 ) }` ) ).toBe( false );
		expect( performance.now() - startedAt ).toBeLessThan( 1000 );
	} );
} );

describe( 'rules', () => {
	it( 'allow everything and follow no query when there are none', () => {
		const rules = compileRules();
		expect( rules.allowsPage( '/a/' ) ).toBe( true );
		expect( rules.allowsAsset( '/a.css' ) ).toBe( true );
		expect( rules.asksForQuery( '/?a=b' ) ).toBe( false );
		expect( rules.findings ).toEqual( [] );
	} );

	it( 'let an exclusion win over an inclusion', () => {
		const { allowsPage } = compileRules( {
			...NO_RULES,
			includePages: [ '/shop/**' ],
			excludePages: [ '/shop/cart/' ],
		} );
		expect( allowsPage( '/shop/chairs/' ) ).toBe( true );
		expect( allowsPage( '/shop/cart/' ) ).toBe( false );
		expect( allowsPage( '/about/' ) ).toBe( false );
	} );

	it( 'keep pages and files apart', () => {
		const { allowsPage, allowsAsset } = compileRules( {
			...NO_RULES,
			excludeAssets: [ '/**.mp4' ],
		} );
		expect( allowsPage( '/film.mp4' ) ).toBe( true );
		expect( allowsAsset( '/film.mp4' ) ).toBe( false );
	} );

	it( 'stop a publish when one of them cannot be read', () => {
		expect(
			compileRules( { ...NO_RULES, excludePages: [ 'regex:(' ] } )
				.findings
		).toMatchObject( [ { severity: 'error', code: 'rule_invalid' } ] );
	} );
} );
