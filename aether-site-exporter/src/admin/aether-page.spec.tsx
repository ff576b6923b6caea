import {
	AbstractProvider,
	AetherError,
	ConfigFieldBuilder,
	ProviderRegistry,
} from '@aether/provider-sdk';
import type { PublishEventBody, PublishSummary } from '@aether/publish-engine';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LocalFilesystemProvider } from '../providers/local-filesystem';
import { AetherPage } from './aether-page';
import { FakeSite } from './fake-site';
import type { PageSettings } from './page-settings';
import {
	createPublishController,
	type RunPublishOptions,
} from './publishing/publish-controller';
import { createSettingsApi } from './settings/settings-api';

const registry = ProviderRegistry.getInstance();

class BrokenProvider extends AbstractProvider {
	constructor() {
		super();
		throw new Error( 'kaboom' );
	}
}

let site: FakeSite;
let run: RunPublishOptions | null;
let endRun: ( summary: PublishSummary ) => void;
let failRun: ( error: unknown ) => void;

function openPage(
	capabilities: Partial< PageSettings[ 'capabilities' ] > = {}
) {
	const controller = createPublishController( ( options ) => {
		run = options;
		return new Promise( ( resolve, reject ) => {
			endRun = resolve;
			failRun = reject;
		} );
	} );
	render(
		<AetherPage
			page={ {
				capabilities: {
					publish: true,
					configure: true,
					...capabilities,
				},
				version: '0.1.0',
			} }
			rest={ site.rest }
			settingsApi={ createSettingsApi( site.rest ) }
			controller={ controller }
		/>
	);
	return userEvent.setup();
}

const enable = () => {
	site.providers[ 'local-filesystem' ] = {
		deployment_types: [ 'static_site' ],
	};
};
const button = ( name: string ) => screen.findByRole( 'button', { name } );
const card = () => screen.findByRole( 'region', { name: 'Local filesystem' } );

const emit = ( ...bodies: readonly PublishEventBody[] ) =>
	act( () =>
		bodies.forEach( ( body ) =>
			run?.onEvent( { runId: 'run', seq: 0, at: 0, ...body } )
		)
	);

const end = ( status: PublishSummary[ 'status' ] ) => {
	const summary: PublishSummary = {
		status,
		providers: [],
		pageCount: 12,
		fileCount: 34,
	};
	return act( async () => {
		run?.onEvent( {
			runId: 'run',
			seq: 1,
			at: 0,
			type: 'run-end',
			summary,
		} );
		endRun( summary );
	} );
};

const uploadStarts: readonly PublishEventBody[] = [
	{ type: 'run-start', workflow: [ [ [ 'uploadStaticSiteFiles', 1 ] ] ] },
	{ type: 'step-start', step: 'uploadStaticSiteFiles', label: 'Upload' },
	{
		type: 'provider-start',
		step: 'uploadStaticSiteFiles',
		providerId: 'local-filesystem',
		deploymentType: 'static_site',
	},
];

const uploadEnds: PublishEventBody = {
	type: 'provider-end',
	step: 'uploadStaticSiteFiles',
	providerId: 'local-filesystem',
	receipt: { url: 'https://published.test/' },
	uploaded: 5,
	removed: 2,
	unchanged: 27,
	bytes: 1500,
	durationMs: 2500,
};

/** Opens the page with one provider switched on, and presses Publish. */
async function publish() {
	enable();
	const user = openPage();
	await user.click( await button( 'Publish' ) );
	return user;
}

beforeEach( () => {
	site = new FakeSite();
	run = null;
	registry.register( 'local-filesystem', LocalFilesystemProvider );
} );

afterEach( () => {
	registry.getAllIds().forEach( ( id ) => registry.unregister( id ) );
	registry.setConfigs( {} );
} );

describe( 'Settings → Aether', () => {
	it( 'shows a heading at once, also while the settings load', () => {
		site.settingsAnswer = () => new Promise( () => {} );
		openPage();
		expect(
			screen.getByRole( 'heading', { level: 1, name: 'Aether' } )
		).toBeInTheDocument();
		expect( screen.queryByRole( 'button' ) ).toBeNull();
	} );

	it( 'says in words why the settings cannot be read, and tries again', async () => {
		site.settingsAnswer = () => new Response( '', { status: 500 } );
		const user = openPage();
		await screen.findByText( 'The other side had a fault' );
		site.settingsAnswer = null;
		await user.click( await button( 'Try again' ) );
		expect( await card() ).toBeInTheDocument();
	} );

	it( 'tells who is not allowed to see the settings', async () => {
		site.settingsAnswer = () => new Response( '', { status: 403 } );
		openPage();
		expect(
			await screen.findAllByText( /not allowed to see these settings/ )
		).not.toHaveLength( 0 );
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

describe( 'saving', () => {
	it( 'stores what was ticked, then offers to publish it', async () => {
		const user = openPage();
		expect( await button( 'Publish' ) ).toHaveAttribute(
			'aria-disabled',
			'true'
		);
		await user.click(
			within( await card() ).getByRole( 'checkbox', {
				name: /Static site/i,
			} )
		);
		await user.click( await button( 'Save' ) );
		await screen.findAllByText( 'Settings saved.' );
		expect( site.providers[ 'local-filesystem' ] ).toMatchObject( {
			deployment_types: [ 'static_site' ],
		} );
		expect( await button( 'Publish' ) ).not.toHaveAttribute(
			'aria-disabled',
			'true'
		);
	} );

	it( 'does not publish what is not saved', async () => {
		enable();
		const user = openPage();
		await user.click(
			within( await card() ).getByRole( 'checkbox', {
				name: /Blueprint bundle/i,
			} )
		);
		expect( await button( 'Publish' ) ).toHaveAttribute(
			'aria-disabled',
			'true'
		);
		expect( screen.getByText( 'Save your changes first.' ) ).toBeVisible();
	} );

	it( 'shows beside the field what WordPress refused', async () => {
		const user = openPage();
		await user.type(
			within( await card() ).getByLabelText( /Public address/ ),
			'https://refused.test/'
		);
		await user.click( await button( 'Save' ) );
		expect( await screen.findByText( 'Not this one.' ) ).toBeVisible();
	} );

	it( 'keeps what somebody else saved meanwhile in another field', async () => {
		enable();
		const user = openPage();
		await user.type(
			within( await card() ).getByLabelText( /Public address/ ),
			'https://mine.test/'
		);
		site.providers[ 'local-filesystem' ] = {
			deployment_types: [ 'static_site' ],
			keep_releases: 9,
		};
		site.revision++;
		await user.click( await button( 'Save' ) );
		await screen.findAllByText( /Somebody else had changed other fields/ );
		expect( site.providers[ 'local-filesystem' ] ).toEqual( {
			deployment_types: [ 'static_site' ],
			keep_releases: 9,
			public_url: 'https://mine.test/',
			url_style: 'absolute',
		} );
	} );

	it.each( [
		[ 'Yours: https://mine.test/', 'https://mine.test/' ],
		[ 'Theirs: https://theirs.test/', 'https://theirs.test/' ],
	] )(
		'lets a person decide where both changed the same field: %s',
		async ( choice, expected ) => {
			enable();
			const user = openPage();
			await user.type(
				within( await card() ).getByLabelText( /Public address/ ),
				'https://mine.test/'
			);
			site.providers[ 'local-filesystem' ] = {
				deployment_types: [ 'static_site' ],
				public_url: 'https://theirs.test/',
			};
			site.revision++;
			await user.click( await button( 'Save' ) );
			const dialog = await screen.findByRole( 'dialog', {
				name: /Local filesystem/,
			} );
			expect( site.providers[ 'local-filesystem' ]?.public_url ).toBe(
				'https://theirs.test/'
			);
			await user.click(
				within( dialog ).getByRole( 'radio', { name: choice } )
			);
			await user.click(
				within( dialog ).getByRole( 'button', {
					name: 'Save these values',
				} )
			);
			await screen.findAllByText( /^Settings saved\./ );
			expect( site.providers[ 'local-filesystem' ]?.public_url ).toBe(
				expected
			);
			expect( screen.queryByRole( 'dialog' ) ).toBeNull();
		}
	);

	it( 'tells PHP of fields that only the page knows, before the first value of them', async () => {
		registry.register(
			'late',
			class extends AbstractProvider {
				override getProviderSpecificConfigFields() {
					return [ ConfigFieldBuilder.text( 'colour' ) ];
				}
			}
		);
		const user = openPage();
		const late = await screen.findByRole( 'region', { name: 'Late' } );
		await user.type( within( late ).getByLabelText( 'Colour' ), 'red' );
		await user.click( await button( 'Save' ) );
		await screen.findAllByText( 'Settings saved.' );
		expect( site.schemas.late ).toMatchObject( [ { id: 'colour' } ] );
		expect(
			site.requests.indexOf( 'PUT aether/v1/settings/schema/late' )
		).toBeLessThan(
			site.requests.indexOf( 'PUT aether/v1/settings/providers/late' )
		);
	} );

	it( 'adds a second instance of a provider, which exists once it is saved', async () => {
		registry.register(
			'bucket',
			class extends AbstractProvider {
				override getProviderSpecificConfigFields() {
					return [ ConfigFieldBuilder.text( 'region' ) ];
				}
			}
		);
		const user = openPage();
		await user.click( await button( 'Add another place…' ) );
		const dialog = await screen.findByRole( 'dialog' );
		const name = within( dialog ).getByLabelText( 'Name' );
		await user.type( name, 'E U' );
		expect( name ).toHaveAttribute( 'aria-invalid', 'true' );
		await user.clear( name );
		await user.type( name, 'eu{Enter}' );
		const added = await screen.findByRole( 'region', {
			name: 'Bucket (eu)',
		} );
		expect( site.providers ).not.toHaveProperty( 'bucket:eu' );
		await user.type( within( added ).getByLabelText( 'Region' ), 'north' );
		await user.click( await button( 'Save' ) );
		await screen.findAllByText( 'Settings saved.' );
		expect( site.providers[ 'bucket:eu' ] ).toMatchObject( {
			region: 'north',
		} );
		await user.click(
			within( added ).getByRole( 'button', { name: 'Remove…' } )
		);
		await user.click( await button( 'Remove' ) );
		await vi.waitFor( () =>
			expect( site.providers ).not.toHaveProperty( 'bucket:eu' )
		);
		expect(
			screen.queryByRole( 'region', { name: 'Bucket (eu)' } )
		).toBeNull();
	} );
} );

describe( 'publishing', () => {
	it( 'shows a bar per step and per provider, and nothing to press but Cancel', async () => {
		await publish();
		await emit( ...uploadStarts, {
			type: 'provider-progress',
			step: 'uploadStaticSiteFiles',
			providerId: 'local-filesystem',
			loaded: 1,
			total: 4,
			bytes: 100,
		} );
		expect(
			await screen.findByRole( 'progressbar', {
				name: 'Upload the static site',
			} )
		).toBeInTheDocument();
		expect(
			await screen.findByRole( 'progressbar', {
				name: 'Local filesystem',
			} )
		).toHaveAttribute( 'value', '25' );
		expect( await button( 'Publish' ) ).toHaveAttribute(
			'aria-disabled',
			'true'
		);
		expect( await button( 'Cancel' ) ).toBeEnabled();
	} );

	it( 'links to the published site, with counts, bytes and time', async () => {
		await publish();
		await emit( ...uploadStarts, uploadEnds );
		await end( 'success' );
		expect(
			await screen.findByRole( 'link', { name: /Open site/ } )
		).toHaveAttribute( 'href', 'https://published.test/' );
		expect(
			screen.getByText(
				'5 files sent (1.5 kB), 2 removed, 27 unchanged, in 2.5 s.'
			)
		).toBeVisible();
		expect( screen.queryByRole( 'button', { name: 'Cancel' } ) ).toBeNull();
	} );

	it( 'tells success and failure apart when only some providers were reached', async () => {
		await publish();
		await emit(
			...uploadStarts,
			{
				type: 'provider-start',
				step: 'uploadStaticSiteFiles',
				providerId: 'gone-plugin',
				deploymentType: 'static_site',
			},
			uploadEnds,
			{
				type: 'provider-error',
				step: 'uploadStaticSiteFiles',
				providerId: 'gone-plugin',
				error: new AetherError( 'auth_failed', '401 Unauthorized' ),
			},
			{
				type: 'step-end',
				step: 'uploadStaticSiteFiles',
				durationMs: 1,
				level: 'warning',
				message: 'Uploaded static site to 1/2 providers',
			}
		);
		await end( 'partial' );
		expect(
			(
				await screen.findAllByText(
					'Uploaded static site to 1/2 providers'
				)
			)[ 0 ]
		).toBeVisible();
		expect( screen.getByText( 'The sign-in was refused' ) ).toBeVisible();
		expect( screen.getByText( 'gone-plugin' ) ).toBeVisible();
	} );

	it( 'says why it failed, and what was found on which page', async () => {
		await publish();
		await emit( ...uploadStarts, {
			type: 'finding',
			step: 'render',
			finding: {
				severity: 'error',
				code: 'php_error_text',
				message: 'The page shows a PHP error.',
				url: 'https://wordpress.test/about/',
				action: 'Look into the plugin’s log.',
			},
		} );
		await act( async () =>
			failRun( new AetherError( 'build_rejected', '1 finding' ) )
		);
		expect(
			await screen.findByText( 'The site was not published' )
		).toBeVisible();
		expect(
			screen.getByText( 'The page shows a PHP error.' )
		).toBeVisible();
		expect(
			screen.getByRole( 'link', {
				name: 'https://wordpress.test/about/',
			} )
		).toBeVisible();
	} );

	it( 'publishes anyway after a person has read the errors and said so', async () => {
		const user = await publish();
		await emit( ...uploadStarts, {
			type: 'finding',
			step: 'render',
			finding: {
				severity: 'error',
				code: 'page_truncated',
				message: 'The page breaks off before its end.',
				url: 'https://wordpress.test/about/',
			},
		} );
		expect( run?.acceptFindings ).toEqual( [] );
		await act( async () =>
			failRun( new AetherError( 'build_rejected', '1 finding' ) )
		);
		await user.click( await button( 'Publish anyway…' ) );
		const dialog = await screen.findByRole( 'dialog' );
		expect(
			within( dialog ).getByText( 'The page breaks off before its end.' )
		).toBeInTheDocument();
		await user.click(
			within( dialog ).getByRole( 'button', { name: 'Publish anyway' } )
		);
		expect( run?.acceptFindings ).toEqual( [ 'page_truncated' ] );
		expect( screen.queryByRole( 'dialog' ) ).toBeNull();
	} );

	it( 'offers no way past any other failure', async () => {
		await publish();
		await emit( ...uploadStarts );
		await act( async () =>
			failRun( new AetherError( 'network_failed', 'Cut.' ) )
		);
		expect( screen.queryByText( 'Publish anyway…' ) ).toBeNull();
	} );

	it( 'publishes again only to those that failed', async () => {
		const user = await publish();
		await emit( ...uploadStarts, {
			type: 'provider-error',
			step: 'uploadStaticSiteFiles',
			providerId: 'local-filesystem',
			error: new AetherError( 'quota_exceeded', 'Full.' ),
		} );
		await end( 'failed' );
		expect(
			screen.getByRole( 'link', { name: 'Go to its settings' } )
		).toHaveAttribute( 'href', '#aether-provider-local-filesystem' );
		await user.click( await button( 'Retry failed' ) );
		expect( run?.only ).toEqual( [ 'local-filesystem' ] );
	} );

	it( 'publishes only to the providers that a person chose', async () => {
		registry.register(
			'second',
			class extends AbstractProvider {
				override getSupportedDeploymentTypes() {
					return [ 'static_site' ];
				}
			}
		);
		enable();
		site.providers.second = { deployment_types: [ 'static_site' ] };
		const user = openPage();
		await user.click( await button( 'Publish only to…' ) );
		const dialog = await screen.findByRole( 'dialog' );
		await user.click(
			within( dialog ).getByRole( 'checkbox', { name: 'Second' } )
		);
		await user.click(
			within( dialog ).getByRole( 'button', { name: 'Publish to these' } )
		);
		expect( run?.only ).toEqual( [ 'second' ] );
	} );

	it( 'keeps a log, which can be narrowed to what went wrong', async () => {
		const user = await publish();
		await emit( ...uploadStarts, {
			type: 'provider-error',
			step: 'uploadStaticSiteFiles',
			providerId: 'local-filesystem',
			error: new AetherError( 'auth_failed', 'No entry.' ),
		} );
		const log = await screen.findByRole( 'list', { name: 'Log' } );
		expect( within( log ).getAllByRole( 'listitem' ) ).toHaveLength( 3 );
		await user.selectOptions(
			screen.getByLabelText( 'Show' ),
			'Errors only'
		);
		expect( within( log ).getAllByRole( 'listitem' ) ).toHaveLength( 1 );
		expect( within( log ).getByText( /No entry\./ ) ).toBeInTheDocument();
	} );

	it( 'takes a cancel at once, and says what it means', async () => {
		const user = await publish();
		await emit( ...uploadStarts );
		await user.click( await button( 'Cancel' ) );
		expect( run?.signal.aborted ).toBe( true );
		expect( await button( 'Cancel' ) ).toHaveAttribute(
			'aria-disabled',
			'true'
		);
		await end( 'cancelled' );
		expect(
			( await screen.findAllByText( /^Cancelled\. Providers/ ) )[ 0 ]
		).toBeVisible();
	} );

	it( 'asks before the page is left while it publishes, and not before or after', async () => {
		const leave = () => {
			const event = new Event( 'beforeunload', { cancelable: true } );
			window.dispatchEvent( event );
			return event.defaultPrevented;
		};
		enable();
		const user = openPage();
		await button( 'Publish' );
		expect( leave() ).toBe( false );
		await user.click( await button( 'Publish' ) );
		expect( leave() ).toBe( true );
		await end( 'success' );
		expect( leave() ).toBe( false );
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
			step: 'render',
			stale,
		} ) as const;

	it( 'is shown with name and progress, and nobody starts another', async () => {
		enable();
		site.running = running( false );
		const user = openPage();
		expect(
			await screen.findByText(
				/^Ada has been publishing since .*: 42%\.$/
			)
		).toBeVisible();
		expect( await button( 'Publish' ) ).toHaveAttribute(
			'aria-disabled',
			'true'
		);
		await user.click( await button( 'Stop that publish' ) );
		expect( site.requests ).toContain(
			'POST aether/v1/publishes/other/cancel'
		);
	} );

	it( 'can be taken over once it has gone silent', async () => {
		enable();
		site.running = running( true );
		const user = openPage();
		await user.click( await button( 'Take over' ) );
		expect( run?.takeOver ).toBe( true );
	} );
} );
