import type { Provider } from '@aether/provider-sdk';
import { MemoryTarget } from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import { createTestServices, MemorySite } from '../../testing';
import { findParticipants, providersFor } from './participants';

const { providers } = createTestServices( {
	site: new MemorySite( {} ),
	targets: {
		first: () => new MemoryTarget(),
		second: () => new MemoryTarget(),
	},
} );

function withProvider( id: string, overrides: Partial< Provider > ) {
	const base = providers.get( 'first' );
	return {
		getAllIds: () => [ ...providers.getAllIds(), id ],
		get: ( wanted: string ) =>
			wanted === id && base
				? { ...base, id, ...overrides }
				: providers.get( wanted ),
	};
}

describe( 'findParticipants', () => {
	it( 'lists the providers of a type in the order of registration', () => {
		const { byType, findings } = findParticipants( providers );
		expect( providersFor( byType, 'static_site' ) ).toEqual( [
			'first',
			'second',
		] );
		expect( providersFor( byType, 'edge_functions' ) ).toEqual( [] );
		expect( findings ).toEqual( [] );
	} );

	it( 'finds the providers of a type that a third party declared', () => {
		const { byType } = findParticipants(
			withProvider( 'sync', {
				getSupportedDeploymentTypes: () => [ 'database_sync' ],
				supportsDeploymentType: ( type ) => type === 'database_sync',
				isDeploymentTypeEnabled: () => true,
			} )
		);
		expect( providersFor( byType, 'database_sync' ) ).toEqual( [ 'sync' ] );
	} );

	it.each< [ string, Partial< Provider > ] >( [
		[
			'does not support the type',
			{ supportsDeploymentType: () => false },
		],
		[ 'is not switched on', { isDeploymentTypeEnabled: () => false } ],
	] )( 'leaves a provider out that %s', ( _name, overrides ) => {
		const { byType } = findParticipants(
			withProvider( 'third', overrides )
		);
		expect( providersFor( byType, 'static_site' ) ).not.toContain(
			'third'
		);
	} );

	it( 'leaves a provider out that throws, reports it, and keeps the others', () => {
		const { byType, findings } = findParticipants(
			withProvider( 'broken', {
				getSupportedDeploymentTypes: () => {
					throw new Error( 'a bug' );
				},
			} )
		);
		expect( providersFor( byType, 'static_site' ) ).toEqual( [
			'first',
			'second',
		] );
		expect( findings ).toMatchObject( [
			{
				severity: 'warning',
				code: 'provider_broken',
				message: expect.stringMatching( /broken.*a bug/ ),
			},
		] );
	} );
} );
