import { addAction, removeAction } from '@wordpress/hooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { warnDeprecated } from './deprecated';

afterEach( () => vi.restoreAllMocks() );

describe( 'A deprecation', () => {
	it( 'is said once, with what to use instead, and tells the action "deprecated"', () => {
		const warn = vi.spyOn( console, 'warn' ).mockImplementation( () => {} );
		const heard: unknown[] = [];
		addAction( 'deprecated', 'aether/test', ( ...call: unknown[] ) =>
			heard.push( call )
		);
		for ( let call = 0; call < 3; call++ ) {
			warnDeprecated( 'FtpProvider.upload()', {
				since: '1.2.0',
				instead: 'uploadFile()',
			} );
		}
		removeAction( 'deprecated', 'aether/test' );
		expect( warn.mock.calls ).toEqual( [
			[
				'Aether: FtpProvider.upload() is deprecated since version 1.2.0. Use uploadFile() instead.',
			],
		] );
		expect( heard ).toEqual( [
			[
				'FtpProvider.upload()',
				expect.objectContaining( {
					since: '1.2.0',
					alternative: 'uploadFile()',
				} ),
			],
		] );
	} );

	it( 'of something else is said too', () => {
		const warn = vi.spyOn( console, 'warn' ).mockImplementation( () => {} );
		warnDeprecated( 'one', { since: '1.0.0' } );
		warnDeprecated( 'another', {
			since: '1.0.0',
			link: 'https://example.org/why',
		} );
		expect( warn.mock.calls.flat() ).toEqual( [
			'Aether: one is deprecated since version 1.0.0.',
			'Aether: another is deprecated since version 1.0.0. See https://example.org/why',
		] );
	} );
} );
