import { expect, it } from 'vitest';
import { median } from './median';

it.each( [
	[ [ 3, 1, 2 ], 2 ],
	[ [ 10, 9 ], 9.5 ],
	[ [ 4, 1, 3, 2 ], 2.5 ],
	[ [ 7 ], 7 ],
	[ [], Number.NaN ],
] )( 'of %j is %d', ( values, expected ) => {
	expect( median( values ) ).toBe( expected );
} );
