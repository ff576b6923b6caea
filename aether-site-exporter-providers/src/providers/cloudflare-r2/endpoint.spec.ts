import { describe, expect, it } from 'vitest';
import { r2Endpoint } from './endpoint';
import { CloudflareR2Provider } from './provider';

describe( 'a bucket of R2', () => {
	it.each( [
		[ 'default', '' ],
		[ undefined, '' ],
		[ 'mars', '' ],
		[ 'eu', '.eu' ],
		[ 'us', '.us' ],
		[ 'fedramp', '.fedramp' ],
		[ 'fedramp-high', '.fedramp-high' ],
	] )( 'in the jurisdiction %s has a host of its own', ( given, label ) => {
		expect( r2Endpoint( 'account', given ) ).toBe(
			`https://account${ label }.r2.cloudflarestorage.com`
		);
	} );

	it.each( [
		[ 'sites/one', true ],
		[ '_sites/v1.2', true ],
		[ '..', false ],
		[ 'sites/../other', false ],
		[ './sites', false ],
		[ 'sites/', false ],
	] )( 'takes the path %s: %s', ( prefix, isTaken ) => {
		const issues = new CloudflareR2Provider()
			.validateConfig( { prefix } )
			.filter( ( { field } ) => field === 'prefix' );
		expect( issues.length === 0 ).toBe( isTaken );
	} );
} );
