import { describe, expect, it } from 'vitest';
import { describeTimeLeft } from './time-left';

describe( 'The time left', () => {
	it.each( [
		[ null, '' ],
		[ 1, 'about 1 second left' ],
		[ 8400, 'about 9 seconds left' ],
		[ 59_000, 'about 59 seconds left' ],
		[ 59_001, 'about 1 minute left' ],
		[ 150_000, 'about 3 minutes left' ],
		[ 5_400_000, 'about 1 h 30 min left' ],
	] )(
		'of %s milliseconds is no more exact than it is: %s',
		( left, text ) => {
			expect( describeTimeLeft( left ) ).toBe( text );
		}
	);
} );
