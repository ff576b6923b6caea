import { AetherError, type Release } from '@aether/provider-sdk';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { ReleasesApi } from './releases-api';
import { ReleasesPanel } from './releases-panel';

/** Three releases, of which the newest is active. */
function memoryReleases(): ReleasesApi {
	let active = 'r3';
	return {
		list: async () =>
			[ 'r3', 'r2', 'r1' ].map( ( id ): Release => ( {
				id,
				createdAt: `2026-11-0${ id.slice( 1 ) }T10:00:00Z`,
				active: id === active,
				fileCount: 1000,
			} ) ),
		activate: async ( _provider, _type, id ) => {
			active = id;
		},
	};
}

async function open( api: ReleasesApi ) {
	const user = userEvent.setup();
	render(
		<ReleasesPanel
			providerId="local-filesystem"
			deploymentType="static_site"
			api={ api }
		/>
	);
	await user.click( screen.getByRole( 'button', { name: 'Show releases' } ) );
	return user;
}

describe( 'ReleasesPanel', () => {
	it( 'brings an earlier release back with one click', async () => {
		const user = await open( memoryReleases() );
		await user.click(
			await screen.findByRole( 'button', {
				name: /Activate the release of Nov 1, 2026/,
			} )
		);
		const items = await screen.findAllByRole( 'listitem' );
		expect( items.map( ( item ) => item.textContent ) ).toEqual( [
			expect.stringContaining( 'Activate' ),
			expect.stringContaining( 'Activate' ),
			expect.stringContaining( '1,000 filesActive' ),
		] );
	} );

	it( 'shows which part of the visitors gets a release, and gives it to all of them', async () => {
		const asked: unknown[] = [];
		const user = await open( {
			list: async () =>
				[ 20, 80 ].map( ( visitorsPercent ): Release => ( {
					id: `v${ visitorsPercent }`,
					createdAt: '2026-11-02T10:00:00Z',
					active: visitorsPercent === 80,
					fileCount: 1,
					visitorsPercent,
				} ) ),
			activate: async ( ...request ) => {
				asked.push( request.slice( 0, 3 ) );
			},
		} );
		const items = await screen.findAllByRole( 'listitem' );
		expect( items.map( ( item ) => item.textContent ) ).toEqual( [
			expect.stringContaining( '20 % of visitorsActivate' ),
			expect.stringContaining( '80 % of visitorsActivate' ),
		] );
		const [ first ] = screen.getAllByRole( 'button' );
		await user.click( first! );
		await screen.findAllByRole( 'listitem' );
		expect( asked ).toEqual( [
			[ 'local-filesystem', 'static_site', 'v20' ],
		] );
	} );

	it( 'says so when nothing was published yet', async () => {
		await open( { ...memoryReleases(), list: async () => [] } );
		expect(
			await screen.findByText( 'Nothing was published yet.' )
		).toBeVisible();
	} );

	it( 'says so when the provider keeps no releases', async () => {
		await open( { ...memoryReleases(), list: async () => null } );
		expect(
			await screen.findByText( 'This provider keeps no releases.' )
		).toBeVisible();
	} );

	it( 'says in words why they cannot be listed', async () => {
		await open( {
			...memoryReleases(),
			list: async () => {
				throw new AetherError( 'permission_denied', '403' );
			},
		} );
		expect(
			await screen.findByText( 'Permission is missing' )
		).toBeVisible();
	} );
} );
