import { AetherError, type RollbackTarget } from '@aether/provider-sdk';
import { describe, expect, it } from 'vitest';
import { activateRelease } from './activate-release';

const options = { signal: new AbortController().signal };

function activation( activate: RollbackTarget[ 'activateRelease' ] ) {
	const notes: [ string, unknown ][] = [];
	return {
		notes,
		target: { activateRelease: activate } as RollbackTarget,
		releaseId: 'r1',
		providerId: 'some-host:second',
		deploymentType: 'static_site',
		rest: async ( path: string, init?: RequestInit ) => {
			notes.push( [ path, JSON.parse( String( init?.body ) ) ] );
			return Response.json( { recorded: true } );
		},
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
		} );
	} );
} );
