import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeSite } from '../testing/fake-site';
import type { PublishRecord } from './history-api';
import { HistorySection } from './history-section';

let site: FakeSite;

const record = ( change: Partial< PublishRecord > ): PublishRecord => ( {
	id: 'one',
	status: 'success',
	startedAt: '2026-11-21T10:00:00.000Z',
	finishedAt: '2026-11-21T10:00:30.000Z',
	lastSeenAt: '2026-11-21T10:00:30.000Z',
	startedBy: { name: 'Ada' },
	only: null,
	stale: false,
	summary: {
		status: 'success',
		pageCount: 12,
		fileCount: 34,
		providers: [
			{
				providerId: 'gitlab',
				deploymentType: 'static_site',
				success: true,
				uploaded: 5,
				removed: 0,
				unchanged: 29,
				bytes: 1500,
				durationMs: 2000,
				receipt: { url: 'https://pages.test/' },
				environment: {
					id: 'staging',
					name: 'Staging',
					robots: 'noindex',
				},
			},
		],
	},
	...change,
} );

const open = () => {
	render( <HistorySection rest={ site.rest } publishStatus="idle" /> );
	return userEvent.setup();
};

beforeEach( () => {
	site = new FakeSite();
} );

describe( 'History', () => {
	it( 'says when there is none', async () => {
		open();
		expect(
			await screen.findByText( 'Nothing was published yet.' )
		).toBeInTheDocument();
	} );

	it( 'lists each publish with who, outcome, duration and size, and opens it', async () => {
		site.records = [ record( {} ) ];
		const user = open();
		const table = await screen.findByRole( 'table' );
		const row = within( table ).getAllByRole( 'row' )[ 1 ];
		expect( row?.textContent ).toMatch( /Ada.*Published.*30 s.*1.5 kB/ );
		const opener = within( table ).getByRole( 'button' );
		expect( opener ).toHaveAttribute( 'aria-expanded', 'false' );
		await user.click( opener );
		expect( opener ).toHaveAttribute( 'aria-expanded', 'true' );
		expect(
			within( table ).getByText(
				'5 files sent (1.5 kB), 0 removed, 29 unchanged, in 2 s.'
			)
		).toBeVisible();
		expect(
			within( table ).getByRole( 'link', { name: 'Open site' } )
		).toHaveAttribute( 'href', 'https://pages.test/' );
		expect( within( table ).getByText( 'Staging' ) ).toBeVisible();
	} );

	it( 'tells of the last hundred together how often each provider was reached, and draws what they took', async () => {
		site.records = [ record( {} ) ];
		const measure = {
			id: 'one',
			startedAt: '2026-11-21T10:00:00.000Z',
			durationMs: 30_000,
			bytes: 1500,
		};
		site.statistics = {
			publishes: 100,
			providers: [ { providerId: 'gitlab', succeeded: 49, total: 98 } ],
			measures: [ measure, { ...measure, id: 'two' } ],
		};
		open();
		const part = within(
			await screen.findByRole( 'region', {
				name: 'Latest publishes (100)',
			} )
		);
		expect(
			part.getByText( 'gitlab: 50% successful (49 of 98)' )
		).toBeInTheDocument();
		expect(
			part.getByRole( 'img', {
				name: 'Duration: at most 30 s, last 30 s',
			} )
		).toBeInTheDocument();
	} );

	it( 'tells one that fell silent from one that runs, and counts its time until it was last heard of', async () => {
		const running = {
			status: 'running',
			finishedAt: null,
			summary: null,
		} as const;
		site.records = [
			record( { ...running, id: 'silent', stale: true } ),
			record( { id: 'broken', status: 'interrupted', summary: null } ),
		];
		open();
		const [ , silent, broken ] = within(
			await screen.findByRole( 'table' )
		)
			.getAllByRole( 'row' )
			.filter( ( row ) => ! row.hidden );
		expect( silent?.textContent ).toMatch( /Gone silent.*30 s/ );
		expect( broken?.textContent ).toMatch( /Interrupted.*30 s/ );
	} );

	it( 'says that a publish still runs', async () => {
		site.records = [
			record( { status: 'running', finishedAt: null, summary: null } ),
		];
		open();
		expect( await screen.findByText( 'Running' ) ).toBeInTheDocument();
	} );

	it( 'is busy while it is read', async () => {
		site.historyAnswer = () => new Promise( () => {} );
		open();
		expect( screen.getByRole( 'status' ) ).toHaveTextContent( 'Loading…' );
		expect( screen.queryByText( 'Nothing was published yet.' ) ).toBeNull();
	} );

	it.each( [
		[ 403, 'Permission is missing' ],
		[ 500, 'The other side had a fault' ],
	] )(
		'says why it cannot be read, and reads it again: %i',
		async ( status, title ) => {
			site.records = [ record( {} ) ];
			site.historyAnswer = () => new Response( '', { status } );
			const user = open();
			expect(
				( await screen.findAllByText( title ) ).length
			).toBeGreaterThan( 0 );
			site.historyAnswer = null;
			await user.click(
				await screen.findByRole( 'button', { name: 'Try again' } )
			);
			expect( await screen.findByRole( 'table' ) ).toBeVisible();
			expect(
				screen.queryByRole( 'button', { name: 'Try again' } )
			).toBeNull();
			expect(
				screen.getByRole( 'heading', { name: 'History' } )
			).toHaveFocus();
		}
	);

	it( 'keeps its rows, and the one that is open, when it cannot be read again', async () => {
		site.records = [ record( {} ) ];
		const section = ( publishStatus: string ) => (
			<HistorySection
				rest={ site.rest }
				publishStatus={ publishStatus }
			/>
		);
		const { rerender } = render( section( 'running' ) );
		const user = userEvent.setup();
		const opener = within( await screen.findByRole( 'table' ) ).getByRole(
			'button'
		);
		await user.click( opener );
		site.historyAnswer = () => new Response( '', { status: 500 } );
		rerender( section( 'success' ) );
		const again = await screen.findByRole( 'button', {
			name: 'Try again',
		} );
		expect(
			screen.getByText( 'The other side had a fault' )
		).toBeVisible();
		expect( opener ).toBeVisible();
		expect( opener ).toHaveAttribute( 'aria-expanded', 'true' );
		site.historyAnswer = null;
		await user.click( again );
		expect( again ).not.toBeInTheDocument();
		expect( opener ).toHaveAttribute( 'aria-expanded', 'true' );
		expect(
			screen.getByRole( 'heading', { name: 'History' } )
		).toHaveFocus();
	} );

	it( 'is turned page by page by the server, also past a page that cannot be read', async () => {
		let isBroken = true;
		site.historyAnswer = ( page ) =>
			page === 2 && isBroken
				? new Response( '', { status: 500 } )
				: Response.json(
						[
							record( {
								id: `row-${ page }`,
								startedBy: { name: `Person ${ page }` },
							} ),
						],
						{ headers: { 'X-WP-Total': '10000' } }
					);
		const user = open();
		expect( await screen.findByText( 'Person 1' ) ).toBeVisible();
		expect( screen.getByText( '1 of 500' ) ).toBeVisible();
		await user.click( screen.getByRole( 'button', { name: 'Next' } ) );
		const again = await screen.findByRole( 'button', {
			name: 'Try again',
		} );
		isBroken = false;
		await user.click( again );
		expect( await screen.findByText( 'Person 2' ) ).toBeVisible();
		expect( screen.queryByText( 'Person 1' ) ).toBeNull();
		expect( screen.getByText( '2 of 500' ) ).toBeVisible();
	} );
} );
