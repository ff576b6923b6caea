import {
	AbstractProvider,
	AetherError,
	ConfigFieldBuilder,
	ProviderRegistry,
} from '@aether/provider-sdk';
import { act, screen } from '@testing-library/react';
import {
	button,
	card,
	emit,
	enable,
	end,
	host,
	openPage,
	publish,
	uploadEnds,
	uploadStarts,
} from './page-harness';

const LONG = 'A rather long name of a place where things are kept '.repeat( 8 );

class LongProvider extends AbstractProvider {
	override getMetadata() {
		return {
			...super.getMetadata(),
			name: LONG,
			description: LONG,
			guide: [ LONG ],
		};
	}
	override getSupportedDeploymentTypes() {
		return [ 'static_site' ];
	}
	override getProviderSpecificConfigFields() {
		return [
			ConfigFieldBuilder.text( 'long' ).label( LONG ).required().build(),
			ConfigFieldBuilder.password( 'key' ).label( LONG ).build(),
		];
	}
}

const failsWith = ( code: 'auth_failed' | 'build_rejected' ) =>
	act( async () => host.failRun( new AetherError( code, LONG ) ) );

const FINISHED = {
	id: 'one',
	status: 'partial',
	startedAt: '2026-11-21T10:00:00Z',
	finishedAt: '2026-11-21T10:00:30Z',
	startedBy: { name: LONG },
	summary: {
		status: 'partial',
		pageCount: 12,
		fileCount: 34,
		overridden: [ 'page_failed' ],
		providers: [
			{
				providerId: 'local-filesystem',
				deploymentType: 'static_site',
				environment: { id: 'live', name: LONG, robots: 'as-site' },
				success: true,
				receipt: { url: 'https://published.test/' },
			},
			{
				providerId: LONG,
				deploymentType: 'static_site',
				success: false,
				error: { code: 'auth_failed', message: LONG },
			},
		],
	},
};

const openTab = async ( name: string ) =>
	( await screen.findByRole( 'link', { name } ) ).click();

/** Settings → Aether in each state that a person can meet it in, by its name: opens the page and brings it there. */
export const PAGE_STATES: Readonly<
	Record< string, () => Promise< unknown > >
> = {
	loading: async () => {
		host.site.settingsAnswer = () => new Promise( () => {} );
		openPage();
	},
	'an error': async () => {
		host.site.settingsAnswer = () => new Response( '', { status: 500 } );
		openPage();
		await button( 'Try again' );
	},
	denied: async () => {
		host.site.settingsAnswer = () => new Response( '', { status: 403 } );
		openPage();
		await screen.findAllByText( /not allowed to see these settings/ );
	},
	'nothing set up': async () => {
		openPage();
		await card();
	},
	'somebody who may only look': async () => {
		enable();
		openPage( { publish: false, configure: false } );
		await card();
	},
	'long texts, unsaved': async () => {
		ProviderRegistry.getInstance().register( 'long', LongProvider );
		host.site.providers.long = { deployment_types: [ 'static_site' ] };
		const user = openPage();
		await user.type( await screen.findByLabelText( /\(required\)$/ ), 'x' );
		await screen.findByText( 'Save your changes first.' );
	},
	'another place being added': async () => {
		ProviderRegistry.getInstance().register( 'long', LongProvider );
		const user = openPage();
		await user.click( await button( 'Add another place…' ) );
		await screen.findByRole( 'dialog' );
	},
	'environments with long names': async () => {
		ProviderRegistry.getInstance().register( 'long', LongProvider );
		enable();
		host.site.providers.long = { deployment_types: [ 'static_site' ] };
		host.site.environments = [ 'local-filesystem', 'long' ].map(
			( id ) => ( {
				id,
				name: LONG,
				providers: [ id ],
				baseUrl: 'https://staging.test/',
				robots: 'noindex',
			} )
		);
		const user = openPage();
		await user.click(
			await screen.findByRole( 'link', { name: 'Rules' } )
		);
		await user.click( await button( 'Add environment' ) );
		await user.type(
			( await screen.findAllByLabelText( 'Base URL' ) ).at( -1 )!,
			'x'
		);
		await screen.findByText( /^Enter an address/ );
	},
	'a publish of somebody else': async () => {
		enable();
		host.site.running = {
			id: 'other',
			status: 'running',
			startedAt: '2026-11-21T10:00:00Z',
			startedBy: { name: 'Ada' },
			fraction: 0.42,
			step: 'render',
			loaded: 3,
			total: 7,
			only: null,
			stale: true,
		};
		openPage();
		await button( 'Take over' );
	},
	'an earlier publish, its log and its files': async () => {
		host.site.records = [
			{
				id: 'one',
				status: 'interrupted',
				startedAt: '2026-11-21T10:00:00Z',
				finishedAt: '2026-11-21T10:00:30Z',
				startedBy: { name: LONG },
				summary: null,
			},
		];
		host.site.journal = ( list ) => {
			const about = { providerId: 'local-filesystem', message: LONG };
			const line = { at: 0, level: 'error', kind: 'error', ...about };
			const file = {
				...about,
				path: LONG.replaceAll( ' ', '-' ),
				reason: 'gone',
				deploymentType: 'static_site',
			};
			return Response.json( {
				items: [ list === 'log' ? line : file ],
				total: 500,
				omitted: 7,
			} );
		};
		const user = openPage();
		await user.click(
			await screen.findByRole( 'link', { name: 'History' } )
		);
		await user.click(
			await screen.findByRole( 'button', { name: /2026/ } )
		);
		await user.click( screen.getByText( 'Files' ) );
		await user.click( screen.getByText( 'Log' ) );
		await screen.findByRole( 'region', { name: 'Files of this publish' } );
		await screen.findByRole( 'list', { name: 'Log' } );
	},
	'an empty history': async () => {
		openPage();
		await openTab( 'History' );
		await screen.findByText( 'Nothing was published yet.' );
	},
	'a history that cannot be read': async () => {
		host.site.historyAnswer = () => new Response( '', { status: 500 } );
		openPage();
		await openTab( 'History' );
		await button( 'Try again' );
	},
	'a page of a long history': async () => {
		host.site.historyAnswer = () =>
			Response.json( [ FINISHED ], {
				headers: { 'X-WP-Total': '10000' },
			} );
		const user = openPage();
		await openTab( 'History' );
		await user.click(
			await screen.findByRole( 'button', { name: /2026/ } )
		);
		await screen.findByText( '1 of 500' );
	},
	'rules of a site that cannot be counted': async () => {
		host.site.siteAnswer = () => new Response( '', { status: 500 } );
		host.site.refusesRetention = true;
		const user = openPage();
		await openTab( 'Rules' );
		await user.type(
			await screen.findByLabelText( 'Leave out these pages' ),
			'x'
		);
	},
	'rules of somebody who may only look': async () => {
		host.site.pages = [ '/', `/${ LONG }/` ];
		host.site.rules = { excludePages: [ `/${ LONG }/`, 'regex:(' ] };
		openPage( { configure: false } );
		await openTab( 'Rules' );
		await screen.findByText( /^Publishes 1 of 2 pages/ );
		await screen.findByText( /^cannot be read/ );
	},
	'a choice of providers and environments': async () => {
		ProviderRegistry.getInstance().register( 'long', LongProvider );
		enable();
		host.site.providers.long = { deployment_types: [ 'static_site' ] };
		host.site.environments = [
			{
				id: 'staging',
				name: LONG,
				providers: [ 'long' ],
				baseUrl: '',
				robots: 'as-site',
			},
		];
		const user = openPage();
		await user.click( await button( 'Publish only to…' ) );
		await user.click(
			await screen.findByRole( 'button', { name: LONG.trim() } )
		);
	},
	'a search that finds nothing': async () => {
		for ( const id of [ 'a', 'b', 'c', 'd', 'e' ] ) {
			ProviderRegistry.getInstance().register( id, LongProvider );
		}
		const user = openPage();
		await user.type(
			await screen.findByLabelText( 'Search providers' ),
			'nobody'
		);
		await screen.findByText( /^No provider matches/ );
	},
	'what differs between two people': async () => {
		host.site.rules = { excludePages: [ '/theirs/' ] };
		const user = openPage();
		await openTab( 'Rules' );
		await user.type(
			await screen.findByLabelText( 'Leave out these pages' ),
			'mine'
		);
		host.site.rules = { excludePages: [ LONG ] };
		host.site.revision++;
		await user.click( await button( 'Save rules' ) );
		await screen.findByRole( 'dialog' );
	},
	running: async () => {
		await publish();
		await emit( ...uploadStarts );
		await button( 'Cancel' );
	},
	published: async () => {
		await publish();
		await emit( ...uploadStarts, uploadEnds );
		await end( 'success' );
		await screen.findByRole( 'link', { name: 'Open site' } );
	},
	'failed, with findings': async () => {
		await publish();
		await emit( ...uploadStarts, {
			type: 'finding',
			step: 'render',
			finding: {
				severity: 'error',
				code: 'php_error_text',
				message: LONG,
				url: 'https://wordpress.test/about/',
				action: LONG,
			},
		} );
		await failsWith( 'build_rejected' );
		await screen.findByText( 'The site was not published' );
	},
	'failed at a provider': async () => {
		await publish();
		await emit( ...uploadStarts, {
			type: 'provider-error',
			step: 'uploadStaticSiteFiles',
			providerId: 'local-filesystem',
			error: new AetherError( 'auth_failed', LONG ),
		} );
		await end( 'failed' );
		await button( 'Retry failed' );
	},
	'cancelled, tidying up': async () => {
		const user = await publish();
		await emit( ...uploadStarts );
		await user.click( await button( 'Cancel' ) );
		await screen.findAllByText( /^Cancelled, tidying up/ );
	},
	'a publish of somebody else, for who may only look': async () => {
		host.site.running = {
			id: 'other',
			status: 'running',
			startedAt: '2026-11-21T10:00:00Z',
			startedBy: { name: LONG },
			fraction: 0.42,
			step: 'renderStaticSite',
			loaded: 3,
			total: null,
			only: [ LONG ],
			stale: false,
		};
		openPage( { publish: false, configure: false } );
		await screen.findByRole( 'progressbar' );
	},
	'what can be learned of many publishes': async () => {
		host.site.records = [ FINISHED ];
		const measure = { startedAt: FINISHED.startedAt, bytes: 1500 };
		host.site.statistics = {
			publishes: 100,
			providers: [ { providerId: LONG, succeeded: 1, total: 3 } ],
			measures: [
				{ id: 'one', durationMs: 1000, ...measure },
				{ id: 'two', durationMs: 9_000_000, ...measure },
			],
		};
		openPage();
		await openTab( 'History' );
		await screen.findByRole( 'region', {
			name: 'Latest publishes (100)',
		} );
	},
	cancelled: async () => {
		await publish();
		await end( 'cancelled' );
		await screen.findAllByText( /^Cancelled\./ );
	},
};
