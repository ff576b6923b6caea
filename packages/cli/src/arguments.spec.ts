import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments';
import { UsageError } from './usage-error';

describe( 'parseArguments', () => {
	it( 'reads a publish with everything', () => {
		expect(
			parseArguments( [
				'publish',
				'--url=https://a.example',
				'--user',
				'anna',
				'--only',
				'gitlab',
				'--only',
				'cloudflare-r2',
				'--take-over',
				'--concurrency',
				'12',
				'--timeout',
				'90',
				'--json',
			] )
		).toMatchObject( {
			command: 'publish',
			url: 'https://a.example',
			user: 'anna',
			only: [ 'gitlab', 'cloudflare-r2' ],
			takeOver: true,
			concurrency: 12,
			timeoutMs: 90_000,
			json: true,
		} );
	} );

	it( 'reads what follows the command', () => {
		expect(
			parseArguments( [ 'rollback', 'gitlab', 'r1' ] )
		).toMatchObject( {
			command: 'rollback',
			operands: [ 'gitlab', 'r1' ],
			type: 'static_site',
		} );
	} );

	it( 'reads the budget of a bundle in bytes', () => {
		expect(
			parseArguments( [ 'bundle', 'a.zip', '--budget=12', '--dry-run' ] )
		).toMatchObject( {
			command: 'bundle',
			operands: [ 'a.zip' ],
			budget: 12_000_000,
			dryRun: true,
		} );
	} );

	it.each( [
		[ [], undefined ],
		[
			[ '--post-types=page, book', '--post-types=post' ],
			{ postTypes: [ 'page', 'book', 'post' ], entries: [] },
		],
		[
			[ '--entries=4,12', '--entries=7' ],
			{ postTypes: [], entries: [ 4, 12, 7 ] },
		],
		[ [ '--post-types=all', '--entries=4' ], 'all' ],
	] )( 'reads what content of a bundle %j means', ( argv, choice ) => {
		expect( parseArguments( [ 'bundle', ...argv ] ).choice ).toEqual(
			choice
		);
	} );

	it.each( [
		[ [ 'bundle', '--entries=4,0' ], 'not "0"' ],
		[ [ 'bundle', '--entries=about' ], 'not "about"' ],
		[ [ 'bundle', '--post-types=a/b' ], 'not "a/b"' ],
		[ [ 'bundle', '--post-types=' ], 'not ""' ],
		[ [ 'publich' ], 'no command "publich"' ],
		[ [ 'publish', '--urll', 'x' ], '--urll' ],
		[ [ 'publish', 'gitlab' ], 'gitlab' ],
		[ [ 'rollback' ], 'needs the id of a provider' ],
		[ [ 'publish', '--concurrency', '0' ], 'from 1 to 64' ],
		[ [ 'publish', '--concurrency', '65' ], 'from 1 to 64' ],
		[ [ 'bundle', '--budget', '2049' ], 'from 1 to 2048' ],
		[ [ 'publish', '--dry-run' ], '"aether plan"' ],
		[ [ 'publish', '--timeout', 'soon' ], 'from 1 to 3600' ],
		[ [ 'releases', '--environment=a' ], 'is for publish and plan' ],
		[ [ 'plan', '--environment=a', '--only=b' ], 'one of the two' ],
		[ [ 'publish', '--url' ], '--url' ],
	] )( 'refuses %j', ( argv, message ) => {
		expect( () => parseArguments( argv ) ).toThrow( UsageError );
		expect( () => parseArguments( argv ) ).toThrow( message );
	} );

	it( 'reads which findings a person accepts, and refuses what is no code', () => {
		const accepted = ( ...values: readonly string[] ) =>
			parseArguments( [
				'publish',
				...values.flatMap( ( value ) => [
					'--accept-findings',
					value,
				] ),
			] ).acceptFindings;
		expect( accepted() ).toEqual( [] );
		expect( accepted( 'page_failed,page_empty', 'credential' ) ).toEqual( [
			'page_failed',
			'page_empty',
			'credential',
		] );
		expect( accepted( 'page_failed', 'all' ) ).toBe( true );
		expect( () => accepted( 'Page failed' ) ).toThrow( UsageError );
	} );
} );
