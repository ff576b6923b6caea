import { NO_RULES, type SiteEnvironment } from '@aether/publish-engine';
import { describe, expect, it } from 'vitest';
import {
	type Answered,
	AS_ADMINISTRATOR,
	ASK,
	php,
	type RestFailure,
} from '../support/php';
import { sharedWordPress } from '../support/wordpress';

describe( 'The rules of a site', () => {
	it( 'are stored cleaned, told with the site, and change the revision', async () => {
		const { rest } = sharedWordPress();
		const send = async ( rules: object, revision: string ) => {
			const response = await rest( 'aether/v1/settings/rules', {
				method: 'PUT',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify( { rules, revision } ),
			} );
			return { status: response.status, data: await response.json() };
		};
		const { revision } = await (
			await rest( 'aether/v1/settings' )
		).json();
		const saved = await send(
			{ excludePages: [ '  /shop/** ', '/shop/**', '', '/a\u0007b/' ] },
			revision
		);
		expect( saved ).toMatchObject( {
			status: 200,
			data: {
				rules: {
					...NO_RULES,
					excludePages: [ '/shop/**', '/ab/' ],
				},
			},
		} );
		expect( saved.data.revision ).not.toBe( revision );
		expect(
			( await ( await rest( 'aether/v1/site' ) ).json() ).rules
		).toEqual( saved.data.rules );
		const lenient = await send(
			{ largestPageLoss: 75, smallestPageShare: 0 },
			saved.data.revision
		);
		expect( lenient.data.rules ).toEqual( {
			...saved.data.rules,
			largestPageLoss: 75,
			smallestPageShare: 0,
		} );
		expect( ( await send( {}, revision ) ).status ).toBe( 409 );
		expect(
			( await send( { other: [] }, lenient.data.revision ) ).status
		).toBe( 400 );
		for ( const largestPageLoss of [ -1, 101, 'many' ] ) {
			expect(
				( await send( { largestPageLoss }, lenient.data.revision ) )
					.status
			).toBe( 400 );
			expect(
				(
					await send(
						{ smallestPageShare: largestPageLoss },
						lenient.data.revision
					)
				).status
			).toBe( 400 );
		}
		expect(
			(
				await send(
					{
						excludePages: [],
						largestPageLoss: NO_RULES.largestPageLoss,
						smallestPageShare: NO_RULES.smallestPageShare,
					},
					lenient.data.revision
				)
			).status
		).toBe( 200 );
	} );
} );

describe( 'The environments of a site', () => {
	const { rest } = sharedWordPress();
	const read = async ( route: string ) =>
		( await rest( `aether/v1/${ route }` ) ).json();
	const send = async (
		environments: readonly Partial< SiteEnvironment >[],
		revision?: string
	) => {
		const response = await rest( 'aether/v1/settings/environments', {
			method: 'PUT',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify( {
				environments,
				revision: revision ?? ( await read( 'settings' ) ).revision,
			} ),
		} );
		return { status: response.status, data: await response.json() };
	};
	const environment = (
		id: string,
		more: Partial< SiteEnvironment > = {}
	): SiteEnvironment => ( {
		id,
		name: id,
		providers: [],
		baseUrl: '',
		robots: 'as-site',
		...more,
	} );

	it( 'are none, then stored cleaned, told with the site, audited, and change the revision', async () => {
		const { revision, environments } = await read( 'settings' );
		expect( environments ).toEqual( [] );
		expect( ( await read( 'site' ) ).environments ).toEqual( [] );
		const staging = environment( '2026-staging', {
			name: 'Vorschau für alle',
			providers: [ 'local-filesystem:staging' ],
			baseUrl: 'https://staging.example.com:8443/Sub/',
			robots: 'noindex',
		} );
		const saved = await send(
			[
				{
					...staging,
					name: '  Vorschau\u0007 für alle ',
					baseUrl: 'HTTPS://Staging.example.com:8443/Sub',
				},
				{ id: 'live', name: 'live', providers: [] },
			],
			revision
		);
		expect( saved.status ).toBe( 200 );
		expect( saved.data.environments ).toEqual( [
			staging,
			environment( 'live' ),
		] );
		expect( saved.data.revision ).not.toBe( revision );
		expect( ( await read( 'site' ) ).environments ).toEqual(
			saved.data.environments
		);
		const late = await send( [], revision );
		expect( late.status ).toBe( 409 );
		expect( late.data.data.current.environments ).toEqual(
			saved.data.environments
		);
		// Rules and environments do not touch each other.
		expect( saved.data.rules ).toEqual( NO_RULES );

		expect( ( await send( [ staging ] ) ).status ).toBe( 200 );
		expect( await read( 'audit?per_page=2' ) ).toMatchObject( [
			{
				event: 'environments.changed',
				details: { fields: [ 'live' ] },
			},
			{
				event: 'environments.changed',
				details: { fields: [ '2026-staging', 'live' ] },
			},
		] );
		expect( ( await send( [] ) ).data.environments ).toEqual( [] );
	} );

	/**
	 * Saves one list after the other, in one request: a boot of WordPress for each takes long.
	 *
	 * @param lists
	 */
	const sendAll = ( lists: readonly ( readonly SiteEnvironment[] )[] ) =>
		php< readonly Answered< RestFailure >[] >(
			`${ AS_ADMINISTRATOR } ${ ASK }
			return array_map(
				static fn ( array $environments ) => $ask( 'PUT', '/aether/v1/settings/environments', array( 'revision' => $ask( 'GET', '/aether/v1/settings' )['data']['revision'], 'environments' => $environments ) ),
				$lists
			);`,
			{ lists }
		);

	it( 'are refused where they contradict each other or the site', async () => {
		const many = ( count: number ) =>
			Array.from( { length: count }, ( _, index ) =>
				environment( `e${ index }` )
			);
		const cases = [
			[ many( 11 ), 'environments' ],
			[ [ environment( 'Live' ) ], 'environments' ],
			[ [ environment( 'a'.repeat( 33 ) ) ], 'environments' ],
			[ [ environment( 'a', { name: 'n'.repeat( 61 ) } ) ], 'name' ],
			[ [ environment( 'a', { name: ' ' } ) ], 'needs a name' ],
			[
				[ environment( 'a', { robots: 'never' as 'noindex' } ) ],
				'robots',
			],
			[
				[ environment( 'a' ), environment( 'a', { name: 'b' } ) ],
				'two environments with the id a',
			],
			[
				[
					environment( 'a', { providers: [ 'local-filesystem' ] } ),
					environment( 'b', { providers: [ 'local-filesystem' ] } ),
				],
				'in one environment only: local-filesystem',
			],
			[
				[ environment( 'a', { providers: [ 'flying-carpet:x' ] } ) ],
				'does not know: flying-carpet:x',
			],
			...[
				'ftp://a.example/',
				'//a.example/',
				'https://user:word@a.example/',
				'https://a.example/?q',
				'https://a.example/#top',
				'https://a.example/../b/',
				'https://a.example/b c/',
				'https://',
				'/sub/',
			].map(
				( baseUrl ) =>
					[
						[ environment( 'a', { baseUrl } ) ],
						'must begin with http',
					] as const
			),
		] as const;
		const [ most, ...refused ] = await sendAll( [
			many( 10 ),
			...cases.map( ( [ environments ] ) => environments ),
		] );
		expect( most?.status ).toBe( 200 );
		for ( const [ index, [ , words ] ] of cases.entries() ) {
			const { status, data } = refused[ index ]!;
			expect( [ status, JSON.stringify( data ) ] ).toEqual( [
				400,
				expect.stringContaining( words ),
			] );
		}
		expect( ( await send( [] ) ).status ).toBe( 200 );
	} );

	it( 'keep a provider that they named before its plugin was switched off, and take no other', async () => {
		const production = environment( 'live', { providers: [ 'vanished' ] } );
		await php(
			`$settings = get_option( 'aether_settings' );
			update_option( 'aether_settings', array( 'environments' => array( $production, 'damaged', array( 'id' => '../x' ) ) ) + $settings );
			return null;`,
			{ production }
		);
		expect( ( await read( 'settings' ) ).environments ).toEqual( [
			production,
		] );
		const renamed = { ...production, name: 'Live' };
		const saved = await sendAll( [ [ renamed ], [], [ renamed ] ] );
		expect( saved.map( ( { status } ) => status ) ).toEqual( [
			200, 200, 400,
		] );
	} );
} );
