import { expect, it } from 'vitest';
import { withinBudget } from './budget';

const files = [
	{ path: 'uploads/a', size: 10 },
	{ path: 'uploads/b', size: 40 },
	{ path: 'uploads/c', size: 40 },
	{ path: 'uploads/d', size: 5 },
];
const names = ( room: number ) => {
	const { kept, leftOut } = withinBudget( files, room );
	return [ kept, leftOut ].map( ( some ) =>
		some.map( ( { path } ) => path.slice( -1 ) ).join( '' )
	);
};

it.each( [
	[ 'everything when it fits', 95, 'abcd', '' ],
	[ 'all but the largest, the first by name among equals', 94, 'acd', 'b' ],
	[ 'all but as many as it takes', 54, 'ad', 'bc' ],
	[ 'nothing without room', 0, '', 'bcad' ],
	[ 'nothing when the programs fill it', -100, '', 'bcad' ],
] )( 'keeps %s', ( _, room, kept, leftOut ) => {
	expect( names( room ) ).toEqual( [ kept, leftOut ] );
} );
