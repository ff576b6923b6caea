import { ProviderRegistry } from '@aether/provider-sdk';
import type { SiteRest } from '@aether/publish-engine';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	createPublishController,
	type RunPublishOptions,
} from '../admin/publishing/publish-controller';
import { LocalFilesystemProvider } from '../providers/local-filesystem';
import type { EntryPublishing } from './entry-places';
import { EntryPanel } from './entry-panel';

const registry = ProviderRegistry.getInstance();
const PLACE = {
	provider: 'local-filesystem',
	state: 'changed',
	publishedAt: '2026-03-01T10:00:00.000Z',
	url: 'https://published.test/about/',
} as const;

let answer: EntryPublishing | null;
let asked: string[];
let run: RunPublishOptions | null;
let endRun: () => void;

const rest: SiteRest = async ( path ) => {
	asked.push( path );
	return answer
		? Response.json( answer )
		: Response.json( { code: 'aether_not_found' }, { status: 404 } );
};

function openPanel( isDirty = false ) {
	const controller = createPublishController( ( options ) => {
		run = options;
		return new Promise( ( resolve ) => {
			endRun = () => {
				const summary = {
					status: 'success',
					providers: [],
					pageCount: 1,
					fileCount: 1,
				} as const;
				options.onEvent( {
					runId: 'run',
					seq: 0,
					at: 0,
					type: 'run-end',
					summary,
				} );
				resolve( summary );
			};
		} );
	} );
	render(
		<EntryPanel
			rest={ rest }
			controller={ controller }
			settingsUrl="options-general.php?page=aether"
			postId={ 7 }
			savedAt="2026-03-02T10:00:00"
			isDirty={ isDirty }
		/>
	);
	return userEvent.setup();
}

const publishButton = () =>
	screen.findByRole( 'button', { name: 'Publish the site now' } );

beforeEach( () => {
	registry.register( 'local-filesystem', LocalFilesystemProvider );
	answer = { isPublic: true, places: [ PLACE ], canPublish: true };
	asked = [];
	run = null;
} );
afterEach( () => {
	registry.unregister( 'local-filesystem' );
} );

describe( 'The panel of the block editor', () => {
	it( 'leads to the entry at each place, and says whether it is current', async () => {
		openPanel();
		const link = await screen.findByRole( 'link', {
			name: /Local filesystem/,
		} );
		expect( link.getAttribute( 'href' ) ).toBe( PLACE.url );
		expect( screen.getByRole( 'listitem' ).textContent ).toMatch(
			/Changed since · published .*2026/
		);
		expect( asked ).toEqual( [ 'aether/v1/site/entries/7' ] );
	} );

	it( 'has no link to a place that is not public', async () => {
		answer = {
			isPublic: true,
			places: [ { ...PLACE, state: 'current', url: null } ],
			canPublish: true,
		};
		openPanel();
		expect( ( await screen.findByText( /Up to date/ ) ).tagName ).toBe(
			'LI'
		);
		expect(
			screen.queryByRole( 'link', { name: /Local filesystem/ } )
		).toBeNull();
	} );

	it.each( [
		[ false, 'Not public' ],
		[ true, 'Not there yet' ],
	] )(
		'says of one that was published nowhere, public %s: %s',
		async ( isPublic, words ) => {
			answer = { isPublic, places: [], canPublish: true };
			openPanel();
			expect( await screen.findByText( words ) ).not.toBeNull();
		}
	);

	it( 'publishes, and asks again when that has ended', async () => {
		const user = openPanel();
		await user.click( await publishButton() );
		expect( run?.acceptFindings ).toEqual( [] );
		expect( screen.getByRole( 'progressbar' ) ).not.toBeNull();
		answer = {
			isPublic: true,
			places: [ { ...PLACE, state: 'current' } ],
			canPublish: true,
		};
		await act( async () => endRun() );
		expect( screen.getByRole( 'status' ).textContent ).toBe(
			'The site is published.'
		);
		expect( await screen.findByText( /Up to date/ ) ).not.toBeNull();
	} );

	it( 'cancels a publish', async () => {
		const user = openPanel();
		await user.click( await publishButton() );
		await user.click( screen.getByRole( 'button', { name: 'Cancel' } ) );
		expect( run?.signal.aborted ).toBe( true );
	} );

	it( 'publishes nothing while the entry has edits that are not saved', async () => {
		const user = openPanel( true );
		await user.click( await publishButton() );
		expect( run ).toBeNull();
		expect( screen.getByText( 'Save your changes first.' ) ).not.toBeNull();
	} );

	it( 'has no button for a person who may not publish', async () => {
		answer = { isPublic: true, places: [ PLACE ], canPublish: false };
		openPanel();
		await screen.findByRole( 'listitem' );
		expect( screen.queryByRole( 'button' ) ).toBeNull();
	} );

	it( 'shows nothing of an entry that WordPress does not tell of', async () => {
		answer = null;
		openPanel();
		await act( async () => {} );
		expect( asked ).toHaveLength( 1 );
		expect( screen.queryByRole( 'status' ) ).toBeNull();
	} );
} );
