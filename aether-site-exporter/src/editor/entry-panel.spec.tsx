import { AetherError, ProviderRegistry } from '@aether/provider-sdk';
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
import { PublishWatch } from './publish-watch';

const registry = ProviderRegistry.getInstance();
const PLACE = {
	provider: 'local-filesystem',
	state: 'changed',
	publishedAt: '2026-03-01T10:00:00.000Z',
	url: 'https://published.test/about/',
} as const;

let answer: EntryPublishing | null;
let running: object | null;
let asked: string[];
let run: RunPublishOptions | null;
let endRun: () => void;
let failRun: ( error: unknown ) => void;
let fold: ( isFolded: boolean ) => void;
/** While true, WordPress does not say where the entry is. */
let isSlow: boolean;

const rest: SiteRest = async ( path ) => {
	if ( path.startsWith( 'aether/v1/publishes' ) ) {
		return Response.json( running ? [ running ] : [] );
	}
	asked.push( path );
	if ( isSlow ) {
		return new Promise( () => {} );
	}
	return answer
		? Response.json( answer )
		: Response.json( { code: 'aether_not_found' }, { status: 404 } );
};

function openPanel( isDirty = false ) {
	const controller = createPublishController( ( options ) => {
		run = options;
		return new Promise( ( resolve, reject ) => {
			failRun = reject;
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
	/**
	 * The plugin as WordPress draws it: contents of a panel that is folded are not there.
	 * @param isFolded
	 */
	const plugin = ( isFolded: boolean ) => (
		<>
			<PublishWatch controller={ controller } />
			{ ! isFolded && (
				<EntryPanel
					rest={ rest }
					controller={ controller }
					settingsUrl="options-general.php?page=aether"
					postId={ 7 }
					savedAt="2026-03-02T10:00:00"
					isDirty={ isDirty }
				/>
			) }
		</>
	);
	const { rerender } = render( plugin( false ) );
	fold = ( isFolded ) => rerender( plugin( isFolded ) );
	return userEvent.setup();
}

/** Whether the browser would ask before the editor is left. */
const asksBeforeLeaving = () => {
	const event = new Event( 'beforeunload', { cancelable: true } );
	window.dispatchEvent( event );
	return event.defaultPrevented;
};

const publishButton = () =>
	screen.findByRole( 'button', { name: 'Publish the site now' } );

beforeEach( () => {
	registry.register( 'local-filesystem', LocalFilesystemProvider );
	answer = { isPublic: true, places: [ PLACE ], canPublish: true };
	asked = [];
	running = null;
	run = null;
	isSlow = false;
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
		expect(
			( await screen.findByText( /Up to date/ ) ).parentElement?.tagName
		).toBe( 'LI' );
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

	it( 'keeps a publish that a double click began', async () => {
		const user = openPanel();
		await user.dblClick( await publishButton() );
		expect( run?.signal.aborted ).toBe( false );
		expect( await publishButton() ).toHaveFocus();
	} );

	it( 'keeps the focus in the panel when Cancel goes, on nothing that a second press could begin', async () => {
		const user = openPanel();
		await user.click( await publishButton() );
		await user.tab();
		expect(
			screen.getByRole( 'button', { name: 'Cancel' } )
		).toHaveFocus();
		await user.keyboard( '{Enter}' );
		const words = screen.getByText( 'Cancelled, tidying up.', {
			ignore: '[role="status"]',
		} );
		expect( words ).toHaveFocus();
		await act( async () => failRun( new Error( 'cancelled' ) ) );
		expect( words ).toHaveFocus();
		expect( words ).toHaveTextContent( 'Publishing was cancelled.' );
	} );

	it( 'asks before the editor is left while it publishes, and tells the end, also folded', async () => {
		const user = openPanel();
		expect( asksBeforeLeaving() ).toBe( false );
		await user.click( await publishButton() );
		fold( true );
		expect( screen.queryByRole( 'button' ) ).toBeNull();
		expect( asksBeforeLeaving() ).toBe( true );
		await act( async () => endRun() );
		expect( asksBeforeLeaving() ).toBe( false );
		expect( screen.getByRole( 'status' ).textContent ).toBe(
			'The site is published.'
		);
	} );

	it( 'shows the publish that runs at once when it is unfolded, with the way to cancel it', async () => {
		const user = openPanel();
		await user.click( await publishButton() );
		fold( true );
		isSlow = true;
		fold( false );
		expect( screen.getByRole( 'progressbar' ) ).toBeInTheDocument();
		await user.click( screen.getByRole( 'button', { name: 'Cancel' } ) );
		expect( run?.signal.aborted ).toBe( true );
	} );

	it( 'keeps what it knows, and the publish, while WordPress does not answer', async () => {
		const user = openPanel();
		await screen.findByRole( 'listitem' );
		answer = null;
		await user.click( await publishButton() );
		expect( await screen.findByText( 'It is not there' ) ).toBeVisible();
		expect( screen.getByText( /Changed since/ ) ).toBeVisible();
		expect( screen.getByRole( 'progressbar' ) ).toBeInTheDocument();
		expect(
			screen.getByRole( 'button', { name: 'Cancel' } )
		).toBeVisible();
		await act( async () =>
			failRun( new AetherError( 'step_failed', 'Step failed' ) )
		);
		expect(
			screen.getByRole( 'link', { name: 'See what happened' } )
		).toBeVisible();
		answer = { isPublic: true, places: [ PLACE ], canPublish: true };
		await user.click(
			await screen.findByRole( 'button', { name: 'Try again' } )
		);
		expect( document.body ).not.toHaveFocus();
		expect( screen.queryByText( 'It is not there' ) ).toBeNull();
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

	it( 'says why nothing is known of an entry, and asks again', async () => {
		answer = null;
		const user = openPanel();
		const again = await screen.findByRole( 'button', {
			name: 'Try again',
		} );
		expect( screen.getByText( 'It is not there' ) ).toBeVisible();
		answer = { isPublic: true, places: [ PLACE ], canPublish: true };
		await user.click( again );
		expect( await screen.findByText( /Changed since/ ) ).toBeVisible();
		expect( asked ).toHaveLength( 2 );
	} );

	it( 'lists a place that is switched on and was never reached', async () => {
		answer = {
			isPublic: true,
			places: [
				{ ...PLACE, state: 'new', publishedAt: null, url: null },
			],
			canPublish: true,
		};
		openPanel();
		expect( ( await screen.findByRole( 'listitem' ) ).textContent ).toMatch(
			/Not there yet · never published$/
		);
	} );

	it( 'says what failed where, who has it all the same, and where the whole story is', async () => {
		const user = openPanel();
		await user.click( await publishButton() );
		const about = { runId: 'run', seq: 0, at: 0, step: 'upload' };
		const deploymentType = 'static_site';
		await act( async () => {
			for ( const providerId of [ 'local-filesystem', 'bucket' ] ) {
				run?.onEvent( {
					...about,
					type: 'provider-start',
					providerId,
					deploymentType,
				} );
			}
			run?.onEvent( {
				...about,
				type: 'provider-end',
				providerId: 'local-filesystem',
				receipt: {},
				uploaded: 1,
				removed: 0,
				unchanged: 0,
				bytes: 1,
				durationMs: 1,
			} );
			run?.onEvent( {
				...about,
				type: 'provider-error',
				providerId: 'bucket',
				error: new AetherError( 'auth_failed', '401' ),
			} );
			failRun( new AetherError( 'step_failed', 'Step failed' ) );
		} );
		expect(
			screen.getByText( /^bucket: The sign-in was refused\./ )
		).toBeVisible();
		expect(
			screen.getByText(
				'These have the new release: Local filesystem (Static Site).'
			)
		).toBeVisible();
		expect(
			screen.getByRole( 'link', { name: 'See what happened' } )
		).toHaveAttribute(
			'href',
			'options-general.php?page=aether&tab=history'
		);
	} );

	const ELSEWHERE = {
		id: 'other',
		status: 'running',
		startedAt: '2026-11-21T10:00:00Z',
		startedBy: { name: 'Ada' },
		fraction: 0.42,
		step: 'renderStaticSite',
		loaded: 3,
		total: 7,
		only: null,
		stale: false,
	};

	it( 'shows a publish of somebody else, and starts none beside it', async () => {
		running = ELSEWHERE;
		const user = openPanel();
		expect(
			await screen.findByText( '42% · Render the site · 3 of 7' )
		).toBeVisible();
		await user.click( await publishButton() );
		expect( run ).toBeNull();
	} );

	it( 'continues one that fell silent, to the places it was for', async () => {
		running = { ...ELSEWHERE, stale: true, only: [ 'local-filesystem' ] };
		const user = openPanel();
		await user.click(
			await screen.findByRole( 'button', {
				name: 'Continue to Local filesystem',
			} )
		);
		expect( run ).toMatchObject( {
			takeOver: true,
			only: [ 'local-filesystem' ],
		} );
	} );
} );
