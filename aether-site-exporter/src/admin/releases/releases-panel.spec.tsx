import { AetherError, type Release } from '@aether/provider-sdk';
import { act, render, screen } from '@testing-library/react';
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
			return { releaseId: id, findings: [] };
		},
	};
}

/** What notices tell screen readers is said twice. */
const IN_PAGE = { ignore: '.a11y-speak-region' };

const toggle = () => screen.getByRole( 'button', { name: 'Hide releases' } );

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
				return { findings: [] };
			},
		} );
		const items = await screen.findAllByRole( 'listitem' );
		expect( items.map( ( item ) => item.textContent ) ).toEqual( [
			expect.stringContaining( '20% of visitorsActivate' ),
			expect.stringContaining( '80% of visitorsActivate' ),
		] );
		const [ first ] = screen.getAllByRole( 'button', {
			name: /^Activate/,
		} );
		await user.click( first! );
		await screen.findAllByRole( 'listitem' );
		expect( asked ).toEqual( [
			[ 'local-filesystem', 'static_site', 'v20' ],
		] );
	} );

	it( 'says where visitors find what came back, and what it does not know of today', async () => {
		const finding = {
			severity: 'warning',
			message: 'In the words of the engine.',
		} as const;
		const user = await open( {
			...memoryReleases(),
			activate: async () => ( {
				url: 'https://staging.test/',
				warnings: [ 'The host says something, too.' ],
				findings: [
					{
						...finding,
						code: 'release_elsewhere',
						subject: 'https://bucket.test/',
					},
					{ ...finding, code: 'release_open' },
					{ ...finding, code: 'release_closed' },
				],
			} ),
		} );
		await user.click(
			await screen.findByRole( 'button', { name: /of Nov 1, 2026/ } )
		);
		expect(
			await screen.findByRole( 'link', { name: /Open site/ } )
		).toHaveAttribute( 'href', 'https://staging.test/' );
		for ( const words of [
			'The host says something, too.',
			/published for another address/,
			'https://bucket.test/',
			/^Search engines may find this release/,
			/^This release asks search engines to stay away/,
		] ) {
			expect( screen.getByText( words, IN_PAGE ) ).toBeVisible();
		}
	} );

	it( 'keeps the focus where the list is opened and closed, whatever goes away', async () => {
		const user = await open( memoryReleases() );
		expect( toggle() ).toHaveFocus();
		expect( toggle() ).toHaveAttribute( 'aria-expanded', 'true' );
		await user.click(
			await screen.findByRole( 'button', { name: /of Nov 1, 2026/ } )
		);
		await screen.findByText( 'Visitors get this release now.', IN_PAGE );
		expect( toggle() ).toHaveFocus();
		await user.keyboard( '{Enter}' );
		expect(
			screen.getByRole( 'button', { name: 'Show releases' } )
		).toHaveFocus();
		expect( screen.queryByRole( 'list' ) ).toBeNull();
	} );

	it( 'says nothing of that when they are listed again', async () => {
		const user = await open( memoryReleases() );
		await user.click(
			await screen.findByRole( 'button', { name: /of Nov 1, 2026/ } )
		);
		await screen.findByText( 'Visitors get this release now.', IN_PAGE );
		await user.click(
			await screen.findByRole( 'button', { name: /of Nov 2, 2026/ } )
		);
		await screen.findByRole( 'button', { name: /of Nov 1, 2026/ } );
		expect(
			screen.getAllByText( 'Visitors get this release now.', IN_PAGE )
		).toHaveLength( 1 );
	} );

	it( 'says why nothing came back', async () => {
		const user = await open( {
			...memoryReleases(),
			activate: async () => {
				throw new AetherError( 'not_found', 'gone' );
			},
		} );
		await user.click(
			await screen.findByRole( 'button', { name: /of Nov 1, 2026/ } )
		);
		expect(
			await screen.findByText( 'not_found: gone' )
		).toBeInTheDocument();
	} );

	it( 'is busy while they are listed', async () => {
		await open( {
			...memoryReleases(),
			list: () => new Promise( () => {} ),
		} );
		expect( screen.getAllByRole( 'button' ) ).toEqual( [ toggle() ] );
		expect( screen.getByRole( 'presentation' ) ).toBeVisible();
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

	it( 'says in words why they cannot be listed, and tries again', async () => {
		const releases = memoryReleases();
		let isOut = true;
		const user = await open( {
			...releases,
			list: async ( ...request ) => {
				if ( isOut ) {
					throw new AetherError( 'permission_denied', '403' );
				}
				return releases.list( ...request );
			},
		} );
		expect(
			await screen.findByText( 'Permission is missing' )
		).toBeVisible();
		isOut = false;
		await user.click( screen.getByRole( 'button', { name: 'Try again' } ) );
		expect( await screen.findAllByRole( 'listitem' ) ).toHaveLength( 3 );
		expect( toggle() ).toHaveFocus();
	} );

	it( 'says that a release is back also where they cannot be listed afterwards', async () => {
		const releases = memoryReleases();
		let isOut = false;
		const user = await open( {
			list: async ( ...request ) => {
				if ( isOut ) {
					throw new AetherError( 'permission_denied', '403' );
				}
				return releases.list( ...request );
			},
			activate: async ( ...request ) => {
				isOut = true;
				return releases.activate( ...request );
			},
		} );
		await user.click(
			await screen.findByRole( 'button', { name: /of Nov 1, 2026/ } )
		);
		expect(
			await screen.findByText( 'Permission is missing' )
		).toBeVisible();
		expect(
			screen.getByText( 'Visitors get this release now.', IN_PAGE )
		).toBeVisible();
		isOut = false;
		await user.click( screen.getByRole( 'button', { name: 'Try again' } ) );
		expect( await screen.findAllByRole( 'listitem' ) ).toHaveLength( 3 );
	} );

	it( 'keeps the list beside the reason why nothing came back', async () => {
		const user = await open( {
			...memoryReleases(),
			activate: async () => {
				throw new AetherError( 'not_found', 'gone' );
			},
		} );
		await user.click(
			await screen.findByRole( 'button', { name: /of Nov 1, 2026/ } )
		);
		await screen.findByText( 'not_found: gone' );
		expect( await screen.findAllByRole( 'listitem' ) ).toHaveLength( 3 );
	} );

	it( 'stays closed when it was closed before the answer came', async () => {
		let answer: ( releases: readonly Release[] ) => void = () => {};
		let signal: AbortSignal | undefined;
		const user = await open( {
			...memoryReleases(),
			list: ( _provider, _type, options ) => {
				( { signal } = options );
				return new Promise( ( resolve ) => {
					answer = resolve;
				} );
			},
		} );
		await user.click( toggle() );
		expect( signal?.aborted ).toBe( true );
		await act( async () => answer( [] ) );
		expect(
			screen.getByRole( 'button', { name: 'Show releases' } )
		).toHaveAttribute( 'aria-expanded', 'false' );
		expect( screen.queryByText( 'Nothing was published yet.' ) ).toBeNull();
	} );

	it( 'shows what is asked for now, not what was asked for before', async () => {
		const answers: ( ( releases: readonly Release[] | null ) => void )[] =
			[];
		const user = await open( {
			...memoryReleases(),
			list: () => new Promise( ( resolve ) => answers.push( resolve ) ),
		} );
		await user.click( toggle() );
		await user.click(
			screen.getByRole( 'button', { name: 'Show releases' } )
		);
		await act( async () => answers[ 1 ]?.( [] ) );
		await act( async () => answers[ 0 ]?.( null ) );
		expect(
			screen.getByText( 'Nothing was published yet.' )
		).toBeVisible();
	} );
} );
