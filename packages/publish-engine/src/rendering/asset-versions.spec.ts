import { describe, expect, it } from 'vitest';
import { AssetVersions } from './asset-versions';

const FILE = 'https://site.test/a.css';

describe( 'the versions of a file', () => {
	it.each( [
		[ [ '?ver=6.8' ], true ],
		[ [ '?ver=6.8', '?x=1&v=2#a' ], true ],
		[ [ '?ver=6.8', '' ], false ],
		[ [ '?ver=' ], false ],
		[ [ '?never=1' ], false ],
		[ [], false ],
	] )( 'are always named in %j: %s', ( queries, are ) => {
		const versions = new AssetVersions();
		for ( const query of queries ) {
			versions.add( FILE, FILE + query );
		}
		expect( versions.areAlwaysNamed( FILE ) ).toBe( are );
	} );
} );
