import { describe, expect, it } from 'vitest';
import { personName } from './person-name';

describe( 'personName', () => {
	it.each( [
		[ 'Ada', 'Ada' ],
		[ '', '(deleted user)' ],
	] )( '"%s" reads "%s"', ( name, shown ) => {
		expect( personName( { name } ) ).toBe( shown );
	} );
} );
