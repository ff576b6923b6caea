import { describe, expect, it } from 'vitest';
import {
	DEFAULT_PORT,
	DEFAULT_SITE_PORT,
	DemoOptionsError,
	parseDemoOptions,
} from './options';

describe( 'npm start', () => {
	it( 'has a default for everything', () => {
		expect( parseDemoOptions( [] ) ).toEqual( {
			version: '7.1',
			port: DEFAULT_PORT,
			sitePort: DEFAULT_SITE_PORT,
			storagePort: 9402,
			cloudflarePort: 9403,
			workerPort: 9404,
			gitlabPort: 9405,
			pagesPort: 9406,
			reset: false,
			republish: false,
			json: false,
			help: false,
		} );
	} );

	it( 'takes ports, a version and switches', () => {
		expect(
			parseDemoOptions( [
				'--port=0',
				'--site-port',
				'8081',
				'--worker-port=0',
				'--wordpress',
				'6.8',
				'--reset',
				'--json',
			] )
		).toMatchObject( {
			version: '6.8',
			port: 0,
			sitePort: 8081,
			workerPort: 0,
			reset: true,
			json: true,
		} );
	} );

	it.each( [
		[ '--port', 'eighty' ],
		[ '--site-port', '70000' ],
		[ '--pages-port', '-1' ],
		[ '--wordpress', '5.0' ],
		[ '--fast' ],
	] )( 'refuses %s %s', ( ...argv ) => {
		expect( () => parseDemoOptions( argv ) ).toThrow( DemoOptionsError );
	} );
} );
