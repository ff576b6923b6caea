import type { Release } from '@aether/provider-sdk';
import { describe, expect, it } from 'vitest';
import { previousRelease } from './previous-release';

const release = ( id: string, more: Partial< Release > = {} ): Release => ( {
	id,
	createdAt: `2026-03-0${ id }T00:00:00Z`,
	active: false,
	fileCount: 1,
	...more,
} );

describe( 'the release to go back to', () => {
	it( 'is the one before the active one', () => {
		const releases = [
			release( '1' ),
			release( '3', { active: true } ),
			release( '2' ),
			release( '4' ),
		];
		expect( previousRelease( releases )?.id ).toBe( '2' );
	} );

	it( 'is the one that most visitors have, while some get a newer one', () => {
		const releases = [
			release( '3', { visitorsPercent: 20 } ),
			release( '2', { active: true, visitorsPercent: 80 } ),
			release( '1' ),
		];
		expect( previousRelease( releases )?.id ).toBe( '2' );
	} );

	it.each( [
		[ 'none is older', [ release( '1', { active: true } ) ] ],
		[ 'none is active', [ release( '1' ), release( '2' ) ] ],
		[ 'there is none', [] ],
	] )( 'does not exist where %s', ( _, releases ) => {
		expect( previousRelease( releases ) ).toBeUndefined();
	} );
} );
