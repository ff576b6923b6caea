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
	startedBy: { name: 'Ada' },
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
	} );

	it( 'tells how often each provider was reached, and draws what publishes took', async () => {
		const failed = record( {
			id: 'two',
			status: 'partial',
			summary: {
				status: 'partial',
				pageCount: 1,
				fileCount: 1,
				providers: [
					{
						providerId: 'gitlab',
						deploymentType: 'static_site',
						success: false,
						error: { code: 'auth_failed', message: 'No.' },
					},
				],
			},
		} );
		site.records = [
			failed,
			record( {} ),
			record( { id: 'three', status: 'interrupted', summary: null } ),
		];
		open();
		expect(
			await screen.findByText( 'gitlab: 50% successful (1 of 2)' )
		).toBeInTheDocument();
		expect(
			screen.getByRole( 'img', {
				name: 'Duration: at most 30 s, last 30 s',
			} )
		).toBeInTheDocument();
		expect( screen.getByText( 'Interrupted' ) ).toBeInTheDocument();
	} );
} );
