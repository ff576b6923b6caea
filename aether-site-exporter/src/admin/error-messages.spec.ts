import { ERROR_CODES } from '@aether/provider-sdk';
import { describe, expect, it } from 'vitest';
import { describeError } from './error-messages';

describe( 'describeError', () => {
	it.each( Object.keys( ERROR_CODES ) )(
		'has title, explanation and action for %s',
		( code ) => {
			const message = describeError( code );
			expect( message.title ).not.toBe( '' );
			expect( message.explanation ).toMatch( /\.$/ );
			expect( message.action ).toMatch( /\.$/ );
		}
	);

	it( 'has a title of its own for every code', () => {
		const titles = Object.keys( ERROR_CODES ).map(
			( code ) => describeError( code ).title
		);
		expect( new Set( titles ).size ).toBe( titles.length );
	} );

	it.each( [ 'invented', 'constructor', '' ] )(
		'still says something for the unknown code "%s"',
		( code ) => {
			expect( describeError( code ) ).toEqual(
				describeError( 'remote_failed' )
			);
		}
	);
} );
