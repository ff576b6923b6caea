import { AetherError, type RollbackTarget } from '@aether/provider-sdk';
import { describe, expect, it } from 'vitest';
import { type Activation, activateRelease } from './activate-release';

const options = { signal: new AbortController().signal };

function activation(
	activate: RollbackTarget[ 'activateRelease' ],
	{
		published,
		...more
	}: Partial< Activation > & { readonly published?: unknown } = {}
) {
	const notes: [ string, unknown ][] = [];
	return {
		notes,
		target: {
			baseUrl: 'https://bucket.test/',
			activateRelease: activate,
		} as RollbackTarget,
		releaseId: 'r1',
		providerId: 'some-host:second',
		deploymentType: 'static_site',
		rest: async ( path: string, init?: RequestInit ) => {
			notes.push( [ path, JSON.parse( String( init?.body ) ) ] );
			return Response.json( { recorded: true, published } );
		},
		...more,
	};
}

const ROUTE = 'aether/v1/releases/some-host%3Asecond/static_site/activated';

describe( 'activateRelease', () => {
	it( 'brings the release back, then has it written down', async () => {
		const place = activation( async ( id ) => {
			expect( place.notes ).toEqual( [] );
			return { releaseId: id };
		} );
		expect( await activateRelease( place, options ) ).toEqual( {
			releaseId: 'r1',
			findings: [],
		} );
		expect( place.notes ).toEqual( [
			[ ROUTE, { release: 'r1', outcome: 'done' } ],
		] );
	} );

	it( 'shows no address that would run', async () => {
		const place = activation( async ( releaseId ) => ( {
			url: 'javascript:alert(1)',
			releaseId,
		} ) );
		expect( await activateRelease( place, options ) ).toEqual( {
			releaseId: 'r1',
			findings: [],
		} );
	} );

	it( 'has a failure written down, too', async () => {
		const refusal = new AetherError( 'permission_denied', '403' );
		const place = activation( () => Promise.reject( refusal ) );
		await expect( activateRelease( place, options ) ).rejects.toBe(
			refusal
		);
		expect( place.notes ).toEqual( [
			[ ROUTE, { release: 'r1', outcome: 'failed' } ],
		] );
	} );

	it( 'is not undone by a note that cannot be written', async () => {
		const place = {
			...activation( async ( releaseId ) => ( { releaseId } ) ),
			rest: () => Promise.reject( new TypeError( 'offline' ) ),
		};
		expect( await activateRelease( place, options ) ).toEqual( {
			releaseId: 'r1',
			findings: [],
		} );
	} );

	describe( 'of an environment', () => {
		const STAGING = {
			id: 'staging',
			name: 'Staging',
			providers: [ 'some-host:second' ],
			baseUrl: 'https://staging.test/',
			robots: 'as-site',
		} as const;
		const OF_STAGING = { id: 'staging', name: 'Staging' };
		const HIDDEN = { ...OF_STAGING, robots: 'noindex' };
		const bringBack = (
			more: NonNullable< Parameters< typeof activation >[ 1 ] >
		) =>
			activateRelease(
				activation(
					async ( releaseId ) => ( {
						url: 'https://bucket.test/',
						releaseId,
					} ),
					more
				),
				options
			);

		it( 'names its address, of which the host knows nothing', async () => {
			expect(
				await bringBack( {
					environments: [ STAGING ],
					published: {
						url: 'https://staging.test/',
						environment: { ...OF_STAGING, robots: 'as-site' },
					},
				} )
			).toEqual( {
				url: 'https://staging.test/',
				releaseId: 'r1',
				findings: [],
			} );
		} );

		it( 'leaves what is no site where it is', async () => {
			expect(
				await bringBack( {
					environments: [ { ...STAGING, robots: 'noindex' } ],
					deploymentType: 'blueprint_bundle',
				} )
			).toMatchObject( { url: 'https://bucket.test/', findings: [] } );
		} );

		it( 'says that the release names another address', async () => {
			const { findings } = await bringBack( {
				environments: [ STAGING ],
				published: { url: 'https://bucket.test/', environment: null },
			} );
			expect( findings ).toMatchObject( [
				{
					code: 'release_elsewhere',
					message: expect.stringContaining( 'https://staging.test/' ),
					subject: 'https://bucket.test/',
				},
			] );
		} );

		it.each( [
			[ 'in none', { url: 'https://staging.test/', environment: null } ],
			[ 'open', { environment: { ...OF_STAGING, robots: 'as-site' } } ],
			[ 'unknown', null ],
			[ 'unreadable', { environment: { robots: 'noindex' }, url: 7 } ],
		] )(
			'for nobody to find says that search engines may: the release was %s',
			async ( _how, published ) => {
				const { findings } = await bringBack( {
					environments: [ { ...STAGING, robots: 'noindex' } ],
					published,
				} );
				expect( findings ).toMatchObject( [
					{
						severity: 'warning',
						code: 'release_open',
						message: expect.stringContaining( 'Staging' ),
					},
				] );
			}
		);

		it( 'for nobody to find says nothing of a release that was so, too', async () => {
			const { findings } = await bringBack( {
				environments: [ { ...STAGING, robots: 'noindex' } ],
				published: { environment: HIDDEN },
			} );
			expect( findings ).toEqual( [] );
		} );

		it.each( [ [ [ STAGING ] ], [ undefined ] ] )(
			'that search engines may find says that the release sends them away: %j',
			async ( environments ) => {
				const { findings } = await bringBack( {
					environments,
					published: { environment: HIDDEN },
				} );
				expect( findings ).toMatchObject( [
					{ severity: 'warning', code: 'release_closed' },
				] );
			}
		);
	} );
} );
