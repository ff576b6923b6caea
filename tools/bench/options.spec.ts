import { describe, expect, it } from 'vitest';
import { parseBenchOptions } from './options';

describe( 'the options of the bench', () => {
	it( 'measures 500 posts three times unless told otherwise', () => {
		expect( parseBenchOptions( [] ) ).toMatchObject( {
			posts: 500,
			rounds: 3,
			setup: false,
			serve: false,
		} );
	} );

	it( 'uploads 5,000 files five times, sixteen at a time, unless told otherwise', () => {
		expect( parseBenchOptions( [ '--upload' ] ) ).toMatchObject( {
			upload: true,
			files: 5000,
			rounds: 5,
			concurrency: 16,
		} );
		expect(
			parseBenchOptions( [ '--upload', '--files=10', '--concurrency=2' ] )
		).toMatchObject( { files: 10, concurrency: 2 } );
		expect( parseBenchOptions( [] ).concurrency ).toBe( 4 );
	} );

	it( 'builds a bundle with 500 MB of media unless told otherwise', () => {
		expect( parseBenchOptions( [ '--bundle' ] ) ).toMatchObject( {
			bundle: true,
			media: 500,
		} );
		expect( () => parseBenchOptions( [ '--media', '1901' ] ) ).toThrow(
			'from 0 to 1900'
		);
	} );

	it( 'reads another WordPress', () => {
		expect(
			parseBenchOptions( [ '--url', 'https://a.example', '--rounds=5' ] )
		).toMatchObject( { url: 'https://a.example', rounds: 5 } );
	} );

	it.each( [
		[ [ '--posts', 'many' ], '--posts takes a whole number' ],
		[ [ '--rounds', '0' ], 'from 1 to 99' ],
		[ [ '--rounds', '100' ], 'from 1 to 99' ],
		[ [ '--concurrency', '65' ], 'from 1 to 64' ],
		[ [ '--port', '65536' ], 'from 1 to 65535' ],
		[ [ '--pots', '5' ], '--pots' ],
	] )( 'refuses %j', ( argv, message ) => {
		expect( () => parseBenchOptions( argv ) ).toThrow( message );
	} );
} );
