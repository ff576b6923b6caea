import { ManualClock } from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import type { SiteRest } from './rest';
import { restPages } from './rest-pages';

const signal = new AbortController().signal;

async function collect< Item >(
	items: AsyncIterable< Item >
): Promise< readonly Item[] > {
	const collected: Item[] = [];
	for await ( const item of items ) {
		collected.push( item );
	}
	return collected;
}

describe( 'restPages', () => {
	it( 'follows the cursor to the end', async () => {
		const routes: string[] = [];
		const rest: SiteRest = async ( route ) => {
			routes.push( route );
			return route.includes( 'cursor' )
				? Response.json( { items: [ 3 ], next: null } )
				: Response.json( { items: [ 1, 2 ], next: 'a&b' } );
		};
		const items = await collect(
			restPages(
				rest,
				'aether/v1/site/urls',
				{ signal },
				new ManualClock()
			)
		);
		expect( items ).toEqual( [ 1, 2, 3 ] );
		expect( routes ).toEqual( [
			'aether/v1/site/urls?per_page=500',
			'aether/v1/site/urls?per_page=500&cursor=a%26b',
		] );
	} );

	it( 'asks for no further page than is read', async () => {
		let requests = 0;
		const rest: SiteRest = async () => {
			requests++;
			return Response.json( { items: [ 1 ], next: 'more' } );
		};
		for await ( const item of restPages(
			rest,
			'x',
			{ signal },
			new ManualClock()
		) ) {
			expect( item ).toBe( 1 );
			break;
		}
		expect( requests ).toBe( 1 );
	} );

	it( 'gives up on a list that turns in a circle', async () => {
		let requests = 0;
		const rest: SiteRest = async () => {
			requests++;
			return Response.json( { items: [], next: 'again' } );
		};
		await expect(
			collect( restPages( rest, 'x', { signal }, new ManualClock() ) )
		).rejects.toMatchObject( { code: 'remote_failed' } );
		expect( requests ).toBe( 2 );
	} );

	it.each( [ 500, 503, 429 ] )(
		'asks again for a page that was answered with %d, and goes on behind it',
		async ( status ) => {
			const routes: string[] = [];
			const rest: SiteRest = async ( route ) => {
				routes.push( route );
				if ( routes.length === 2 ) {
					return new Response( null, {
						status,
						headers: { 'Retry-After': '3' },
					} );
				}
				return Response.json( {
					items: [ routes.length ],
					next: routes.length === 1 ? 'b' : null,
				} );
			};
			const clock = new ManualClock();
			expect(
				await clock.run(
					collect( restPages( rest, 'x', { signal }, clock ) )
				)
			).toEqual( [ 1, 3 ] );
			expect( clock.sleeps ).toEqual( [ 3_000 ] );
			expect( routes[ 2 ] ).toBe( routes[ 1 ] );
		}
	);

	it( 'does not ask again for what will not change', async () => {
		let requests = 0;
		const rest: SiteRest = async () => {
			requests++;
			return Response.json( { code: 'rest_forbidden' }, { status: 403 } );
		};
		await expect(
			collect( restPages( rest, 'x', { signal }, new ManualClock() ) )
		).rejects.toMatchObject( { code: 'permission_denied' } );
		expect( requests ).toBe( 1 );
	} );
} );
