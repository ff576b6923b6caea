import { createRequire } from 'node:module';
import {
	AbstractProvider,
	AetherError,
	ConfigFieldBuilder,
	ProviderRegistry,
} from '@aether/provider-sdk';
import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	button,
	card,
	emit,
	enable,
	end,
	host,
	openPage,
	publish,
	setUp,
	tearDown,
	uploadEnds,
	uploadStarts,
} from './testing/page-harness';

interface Axe {
	readonly run: (
		root: Element,
		options: {
			readonly rules: Readonly<
				Record< string, { readonly enabled: boolean } >
			>;
		}
	) => Promise< {
		readonly violations: readonly {
			readonly id: string;
			readonly nodes: readonly { readonly html: string }[];
		}[];
	} >;
}

const axe = createRequire( import.meta.url )( 'axe-core' ) as Axe;

/** What only a browser that draws can tell is left to tests/e2e/settings-page.spec.ts; WordPress brings the landmarks. */
const RULES = {
	'color-contrast': { enabled: false },
	region: { enabled: false },
};

const LONG = 'A rather long name of a place where things are kept '.repeat( 8 );

class LongProvider extends AbstractProvider {
	override getMetadata() {
		return { ...super.getMetadata(), name: LONG };
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

const STATES: Readonly< Record< string, () => Promise< unknown > > > = {
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
	cancelled: async () => {
		await publish();
		await end( 'cancelled' );
		await screen.findAllByText( /^Cancelled\./ );
	},
};

beforeEach( setUp );
afterEach( () => {
	document.dir = '';
	tearDown();
} );

/** Right to left, the same elements stand elsewhere. */
const MIRRORED = [
	'long texts, unsaved',
	'an earlier publish, its log and its files',
	'environments with long names',
	'published',
];

const CASES = [
	...Object.keys( STATES ).map( ( name ) => [ name, 'ltr' ] as const ),
	...MIRRORED.map( ( name ) => [ name, 'rtl' ] as const ),
];

describe( 'axe-core objects to nothing', () => {
	it.each( CASES )( '%s, %s', async ( name, direction ) => {
		document.dir = direction;
		await STATES[ name ]!();
		const { violations } = await axe.run( document.body, {
			rules: RULES,
		} );
		expect(
			violations.flatMap( ( { id, nodes } ) =>
				nodes.map( ( { html } ) => `${ id }: ${ html }` )
			)
		).toEqual( [] );
	} );
} );
