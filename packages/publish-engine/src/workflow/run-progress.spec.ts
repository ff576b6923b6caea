import { describe, expect, it } from 'vitest';
import { RunProgress } from './run-progress';

function recorded(
	workflow: ConstructorParameters< typeof RunProgress >[ 0 ]
) {
	const told: number[] = [];
	const progress = new RunProgress( workflow, ( fraction ) =>
		told.push( fraction )
	);
	return { progress, told };
}

describe( 'RunProgress', () => {
	it( 'adds shares up by weight', () => {
		const { progress, told } = recorded( [
			[ [ 'a', 1 ] ],
			[ [ 'b', 3 ] ],
		] );
		progress.share( 1 ).reach( 1 );
		progress.share( 3 ).reach( 0.5 );
		expect( told ).toEqual( [ 0.25, 0.625 ] );
	} );

	it( 'never falls when a step finds more work on its way', () => {
		const { progress, told } = recorded( [ [ [ 'a', 1 ] ] ] );
		const share = progress.share( 1 );
		for ( const fraction of [ 0.5, 0.1, 0.4, 0.6 ] ) {
			share.reach( fraction );
		}
		expect( told ).toEqual( [ 0.5, 0.6 ] );
	} );

	it( 'stays within 0 and 1 whatever a step says', () => {
		const { progress, told } = recorded( [ [ [ 'a', 1 ] ] ] );
		const share = progress.share( 1 );
		share.reach( -5 );
		share.reach( 7 );
		expect( told ).toEqual( [ 1 ] );
	} );

	it( 'says 1 at the end of a workflow without weights', () => {
		const { progress, told } = recorded( [ [ [ 'a', 0 ] ] ] );
		progress.share( 0 ).reach( 1 );
		progress.complete();
		expect( told ).toEqual( [ 1 ] );
	} );

	it( 'keeps changes to itself that nobody could see', () => {
		const { progress, told } = recorded( [ [ [ 'a', 1 ] ] ] );
		const share = progress.share( 1 );
		for ( let step = 1; step <= 100_000; step++ ) {
			share.reach( step / 100_000 );
		}
		expect( told.length ).toBeLessThanOrEqual( 1001 );
	} );
} );
