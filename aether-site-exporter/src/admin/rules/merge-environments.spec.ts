import type { SiteEnvironment } from '@aether/publish-engine';
import { describe, expect, it } from 'vitest';
import { mergeEnvironments } from './merge-environments';

const LIVE: SiteEnvironment = {
	id: 'live',
	name: 'Live',
	providers: [ 'gitlab' ],
	baseUrl: 'https://www.example.com/',
	robots: 'as-site',
};
const STAGING: SiteEnvironment = { ...LIVE, id: 'staging', name: 'Staging' };

describe( 'mergeEnvironments', () => {
	it( 'keeps changes of both to different environments and to different fields of one', () => {
		const merged = mergeEnvironments(
			[ LIVE ],
			[ { ...LIVE, name: 'Main' }, STAGING ],
			[
				{ ...LIVE, robots: 'noindex' },
				{ ...STAGING, id: 'tests' },
			]
		);
		expect( merged.conflicts ).toEqual( [] );
		expect( merged.environments ).toEqual( [
			{ ...LIVE, name: 'Main', robots: 'noindex' },
			STAGING,
			{ ...STAGING, id: 'tests' },
		] );
	} );

	it( 'names every field that both changed, and takes the side that a person chose', () => {
		const mine = [
			{ ...LIVE, baseUrl: 'https://mine.test/', providers: [ 's3' ] },
		];
		const theirs = [
			{ ...LIVE, baseUrl: 'https://theirs.test/', providers: [] },
		];
		const { conflicts } = mergeEnvironments( [ LIVE ], mine, theirs );
		expect( conflicts.map( ( { key } ) => key ) ).toEqual( [
			'live/providers',
			'live/baseUrl',
		] );
		expect(
			mergeEnvironments(
				[ LIVE ],
				mine,
				theirs,
				new Set( [ 'live/baseUrl' ] )
			).environments
		).toEqual( [
			{ ...LIVE, baseUrl: 'https://theirs.test/', providers: [ 's3' ] },
		] );
	} );

	it.each( [
		[ new Set< string >(), [] ],
		[ new Set( [ 'live' ] ), [ { ...LIVE, name: 'Main' } ] ],
	] )(
		'asks where one removed what the other changed: %o',
		( keepTheirs, expected ) => {
			const { environments, conflicts } = mergeEnvironments(
				[ LIVE ],
				[],
				[ { ...LIVE, name: 'Main' } ],
				keepTheirs
			);
			expect( conflicts ).toMatchObject( [
				{ key: 'live', field: null, mine: undefined },
			] );
			expect( environments ).toEqual( expected );
		}
	);

	it( 'lets go what both removed, or one removed and nobody changed', () => {
		expect(
			mergeEnvironments( [ LIVE, STAGING ], [ STAGING ], [ LIVE ] )
		).toEqual( { environments: [], conflicts: [] } );
	} );
} );
