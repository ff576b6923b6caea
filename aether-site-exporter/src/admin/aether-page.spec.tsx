import { AbstractProvider, ProviderRegistry } from '@aether/provider-sdk';
import { act, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LocalFilesystemProvider } from '../providers/local-filesystem';
import { settingsLink } from './navigation/settings-link';
import { RunningElsewhere } from './publishing/running-elsewhere';
import {
	button,
	card,
	enable,
	host,
	openPage,
	setUp,
	tearDown,
} from './testing/page-harness';

const registry = ProviderRegistry.getInstance();

class BrokenProvider extends AbstractProvider {
	constructor() {
		super();
		throw new Error( 'kaboom' );
	}
}

beforeEach( setUp );
afterEach( tearDown );

describe( 'Settings → Aether', () => {
	it( 'shows a heading at once, also while the settings load', () => {
		host.site.settingsAnswer = () => new Promise( () => {} );
		openPage();
		expect(
			screen.getByRole( 'heading', { level: 1, name: 'Aether' } )
		).toBeInTheDocument();
		expect( screen.queryByRole( 'button' ) ).toBeNull();
	} );

	it( 'says in words why the settings cannot be read, and tries again', async () => {
		host.site.settingsAnswer = () => new Response( '', { status: 500 } );
		const user = openPage();
		await screen.findByText( 'The other side had a fault' );
		host.site.settingsAnswer = null;
		await user.click( await button( 'Try again' ) );
		expect( await card() ).toBeInTheDocument();
	} );

	it( 'tells who is not allowed to see the settings', async () => {
		host.site.settingsAnswer = () => new Response( '', { status: 403 } );
		openPage();
		expect(
			await screen.findAllByText( /not allowed to see these settings/ )
		).not.toHaveLength( 0 );
	} );

	it( 'shows of a provider that nobody has set up only how to switch it on, until it is asked for', async () => {
		const user = openPage();
		const local = within( await card() );
		const show = local.getByRole( 'button', { name: 'Show settings' } );
		expect( show ).toHaveAttribute( 'aria-expanded', 'false' );
		expect( local.queryByLabelText( 'Folder' ) ).toBeNull();
		await user.click( show );
		expect( local.getByLabelText( 'Folder' ) ).toBeVisible();
		expect( show ).toHaveAttribute( 'aria-expanded', 'true' );
		expect( show ).toHaveFocus();
		await user.click( show );
		expect( local.queryByLabelText( 'Folder' ) ).toBeNull();
	} );

	it.each( [ 'ticks what it receives', 'follows a link to it' ] )(
		'shows the fields of a provider when somebody %s',
		async ( way ) => {
			const user = openPage();
			const local = within( await card() );
			if ( way === 'follows a link to it' ) {
				act( () => {
					window.location.hash = settingsLink( 'local-filesystem' );
					window.dispatchEvent( new Event( 'hashchange' ) );
				} );
			} else {
				await user.click(
					local.getByRole( 'checkbox', { name: /Static site/i } )
				);
			}
			expect( await local.findByLabelText( 'Folder' ) ).toBeVisible();
			window.history.replaceState( null, '', '/' );
		}
	);

	it( 'leads from Publish straight to the providers, first to the one that needs no account, and then to what else there is', async () => {
		// In the browser, the scripts of other plugins come first.
		registry.unregister( 'local-filesystem' );
		registry.register( 'bucket', class extends AbstractProvider {} );
		registry.register( 'local-filesystem', LocalFilesystemProvider );
		openPage();
		await card();
		expect(
			screen
				.getAllByRole( 'heading' )
				.map( ( { textContent } ) => textContent )
		).toEqual( [
			'Aether',
			'Publish this site',
			'Providers',
			'Local filesystem',
			'Bucket',
			'Take a copy along',
		] );
	} );

	it( 'shows no Publish to people who may not, and no Save either', async () => {
		openPage( { publish: false, configure: false } );
		await card();
		expect(
			screen.queryByRole( 'button', { name: 'Publish' } )
		).toBeNull();
		expect( screen.queryByRole( 'button', { name: 'Save' } ) ).toBeNull();
		expect(
			within( await card() ).getByRole( 'checkbox', {
				name: /Static site/i,
			} )
		).toBeDisabled();
	} );

	it( 'shows a provider that throws as broken, and the others as ever', async () => {
		registry.register( 'broken', BrokenProvider );
		vi.spyOn( console, 'error' ).mockImplementation( () => {} );
		openPage();
		expect( await card() ).toBeInTheDocument();
		expect( screen.getByText( 'kaboom' ) ).toBeInTheDocument();
		vi.restoreAllMocks();
	} );

	it( 'shows a provider that registers after the page was drawn', async () => {
		openPage();
		await card();
		act( () => {
			registry.register( 'late', class extends AbstractProvider {} );
		} );
		expect(
			await screen.findByRole( 'region', { name: 'Late' } )
		).toBeInTheDocument();
	} );
} );

describe( 'a publish of somebody else', () => {
	const running = ( stale: boolean ) =>
		( {
			id: 'other',
			status: 'running',
			startedAt: '2026-11-21T10:00:00Z',
			startedBy: { name: 'Ada' },
			fraction: 0.42,
			step: 'renderStaticSite',
			loaded: 3,
			total: 7,
			only: null,
			stale,
		} ) as const;

	it( 'is shown with name and progress, and nobody starts another', async () => {
		enable();
		host.site.running = running( false );
		const user = openPage();
		expect(
			await screen.findByText( /^Ada has been publishing since .*2026/, {
				selector: 'p',
			} )
		).toBeVisible();
		expect(
			screen.getByText( '42% · Render the site · 3 of 7' )
		).toBeVisible();
		expect(
			screen.getByRole( 'progressbar', {
				name: 'Progress of that publish',
			} )
		).toHaveAttribute( 'value', '42' );
		expect( await button( 'Publish' ) ).toHaveAttribute(
			'aria-disabled',
			'true'
		);
		await user.click( await button( 'Stop that publish' ) );
		expect( host.site.requests ).toContain(
			'POST aether/v1/publishes/other/cancel'
		);
	} );

	it( 'that cannot be stopped says why', async () => {
		enable();
		host.site.running = running( false );
		host.site.refusesCancel = true;
		const user = openPage();
		await user.click( await button( 'Stop that publish' ) );
		expect(
			(
				await screen.findAllByText(
					'permission_denied: permission_denied'
				)
			).length
		).toBeGreaterThan( 0 );
		expect( await button( 'Stop that publish' ) ).toBeEnabled();
	} );

	it( 'can be taken over once it has gone silent', async () => {
		enable();
		host.site.running = running( true );
		const user = openPage();
		await user.click( await button( 'Take over' ) );
		expect( host.run?.takeOver ).toBe( true );
		expect( host.run?.only ).toBeUndefined();
	} );

	it( 'that was for one environment is continued to that one, by its name', async () => {
		class Receiver extends AbstractProvider {
			override getSupportedDeploymentTypes() {
				return [ 'static_site' ];
			}
		}
		registry.register( 'production', Receiver );
		registry.register( 'staging', Receiver );
		host.site.providers.production = {
			deployment_types: [ 'static_site' ],
		};
		host.site.providers.staging = { deployment_types: [ 'static_site' ] };
		host.site.environments = [
			{
				id: 'staging',
				name: 'Staging',
				providers: [ 'staging' ],
				baseUrl: '',
				robots: 'noindex',
			},
		];
		host.site.running = { ...running( true ), only: [ 'staging' ] };
		const user = openPage();
		await user.click( await button( 'Continue to Staging' ) );
		expect( host.run ).toMatchObject( {
			takeOver: true,
			only: [ 'staging' ],
		} );
	} );

	it( 'is not continued to places that receive nothing any more: says so, and can be ended', async () => {
		host.site.running = { ...running( true ), only: [ 'gone', 'lost' ] };
		enable();
		const user = openPage();
		const gone = await button( 'Continue to gone and lost' );
		expect( gone ).toHaveAttribute( 'aria-disabled', 'true' );
		await user.click( gone );
		expect( host.run ).toBeNull();
		expect(
			screen.getByText(
				'It cannot be continued: nothing is published to gone and lost any more.',
				{ selector: '.aether-page *' }
			)
		).toBeVisible();
		await user.click( await button( 'End that publish' ) );
		expect( host.site.requests ).toContain(
			'POST aether/v1/publishes/other/cancel'
		);
	} );

	it( 'is not continued where nothing is switched on any more: says so, and can be ended', async () => {
		host.site.running = running( true );
		openPage();
		expect( await button( 'Take over' ) ).toHaveAttribute(
			'aria-disabled',
			'true'
		);
		expect(
			screen.getByText(
				'It cannot be continued: no place receives anything any more.',
				{ selector: '.aether-page *' }
			)
		).toBeVisible();
		expect( await button( 'End that publish' ) ).toBeEnabled();
	} );

	it( 'of which nobody knows any more how it goes is told as that', async () => {
		render(
			<RunningElsewhere
				publish={ { ...running( false ), isOutOfSight: true } }
			/>
		);
		expect(
			screen.getByText( /^Whether it still runs cannot be seen/, {
				ignore: '.a11y-speak-region',
			} )
		).toBeVisible();
		expect( screen.queryByRole( 'progressbar' ) ).toBeNull();
	} );

	it( 'waits for changes to be saved', async () => {
		host.site.running = running( true );
		enable();
		const user = openPage();
		await user.type(
			await within( await card() ).findByLabelText( 'Folder' ),
			'/x'
		);
		expect( await button( 'Take over' ) ).toHaveAttribute(
			'aria-disabled',
			'true'
		);
	} );

	it( 'is seen by a person who may only look, without anything to press', async () => {
		host.site.running = running( false );
		openPage( { publish: false, configure: false } );
		expect(
			await screen.findByRole( 'progressbar', {
				name: 'Progress of that publish',
			} )
		).toHaveAttribute( 'value', '42' );
		expect(
			screen.queryByRole( 'button', { name: 'Stop that publish' } )
		).toBeNull();
	} );

	it( 'is spoken of once, not with every percent', async () => {
		enable();
		host.site.running = running( false );
		openPage();
		await button( 'Stop that publish' );
		const spoken = document.querySelector( '[aria-live="polite"]' );
		expect( spoken?.textContent ).toContain( 'Ada has been publishing' );
		expect( spoken?.textContent ).not.toContain( '42' );
	} );

	it( 'that ends is seen in the history and in what changed since, without a reload', async () => {
		const ended = {
			...running( false ),
			finishedAt: null,
			summary: null,
		};
		host.site.running = running( false );
		host.site.records = [
			{ ...ended, status: 'success', finishedAt: '2026-11-21T10:01:00Z' },
		];
		const user = openPage();
		await button( 'Stop that publish' );
		await user.click( screen.getByRole( 'link', { name: 'History' } ) );
		const table = within(
			await screen.findByRole( 'region', { name: 'Publishes' } )
		);
		expect( table.getByText( 'Running' ) ).toBeVisible();
		host.site.changes = {
			since: '2026-11-21T10:00:00Z',
			count: 0,
			isMore: false,
		};
		host.site.running = null;
		expect(
			await table.findByText( 'Published', {}, { timeout: 10_000 } )
		).toBeVisible();
		expect(
			await screen.findByText( /^No post or page changed/ )
		).toBeVisible();
		window.history.replaceState( null, '', '/' );
	} );
} );

describe( 'A preview', () => {
	it( 'is closed when the settings change that it was made with', async () => {
		enable();
		const user = openPage(
			{},
			{
				planSite: async () => ( {
					status: 'success',
					findings: [],
					providers: [],
					pageCount: 0,
					fileCount: 0,
				} ),
			}
		);
		await user.click( await button( 'Preview changes' ) );
		await button( 'Close preview' );
		await user.type(
			await within( await card() ).findByLabelText( /Public address/ ),
			'https://published.test/'
		);
		expect( await button( 'Close preview' ) ).toBeVisible();
		await user.click( await button( 'Save' ) );
		await screen.findAllByText( 'Settings saved.' );
		expect(
			screen.queryByRole( 'button', { name: 'Close preview' } )
		).toBeNull();
	} );
} );
