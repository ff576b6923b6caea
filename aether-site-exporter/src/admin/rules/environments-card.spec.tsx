import { ProviderRegistry } from '@aether/provider-sdk';
import type { SiteEnvironment } from '@aether/publish-engine';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LocalFilesystemProvider } from '../../providers/local-filesystem';
import { createSettingsApi } from '../settings/settings-api';
import { useSettings } from '../settings/use-settings';
import { FakeSite, holdSaves } from '../testing/fake-site';
import { environmentId, toBaseUrl } from './environment-drafts';
import { EnvironmentsCard } from './environments-card';

const registry = ProviderRegistry.getInstance();
const LIVE: SiteEnvironment = {
	id: 'live',
	name: 'Live',
	providers: [ 'local-filesystem' ],
	baseUrl: 'https://www.example.com/',
	robots: 'as-site',
};

let site: FakeSite;
let api: ReturnType< typeof createSettingsApi >;
let canConfigure: boolean;
const onDirty = vi.fn();

function Host() {
	const settings = useSettings( api );
	const { state } = settings;
	return state.status === 'ready' ? (
		<EnvironmentsCard
			settings={ settings }
			stored={ state.settings }
			onDirty={ onDirty }
			canConfigure={ canConfigure }
		/>
	) : null;
}

async function open( ...environments: readonly SiteEnvironment[] ) {
	site.environments = environments;
	api = createSettingsApi( site.rest );
	render( <Host /> );
	await screen.findByRole( 'heading', { name: 'Environments' } );
	return userEvent.setup();
}
const group = ( name: string ) => screen.getByRole( 'group', { name } );
const button = ( name: string ) => screen.getByRole( 'button', { name } );
const save = () => button( 'Save environments' );

beforeEach( () => {
	site = new FakeSite();
	canConfigure = true;
	registry.register( 'local-filesystem', LocalFilesystemProvider );
	site.providers[ 'local-filesystem' ] = {};
	site.providers[ 'local-filesystem:staging' ] = {};
} );
afterEach( () => {
	registry.getAllIds().forEach( ( id ) => registry.unregister( id ) );
	registry.setConfigs( {} );
} );

describe( 'Environments', () => {
	it( 'are none at first, and are set up in one form', async () => {
		const user = await open();
		expect( screen.getByText( /^There are none/ ) ).toBeVisible();
		await user.click( button( 'Add environment' ) );
		const form = within( group( 'New environment' ) );
		expect( save() ).toHaveAttribute( 'aria-disabled', 'true' );
		await user.type( form.getByLabelText( 'Name' ), ' Für alle ' );
		expect( onDirty ).toHaveBeenLastCalledWith( true );
		await user.click(
			form.getByRole( 'checkbox', { name: /\(staging\)$/ } )
		);
		await user.type(
			form.getByLabelText( 'Base URL' ),
			'https://Staging.example.com/sub'
		);
		await user.selectOptions(
			form.getByLabelText( 'Search engines' ),
			'Ask them to stay away'
		);
		expect( form.getByText( /^robots\.txt asks them/ ) ).toBeVisible();
		await user.click( save() );
		await screen.findAllByText( 'Environments saved.' );
		expect( site.environments ).toEqual( [
			{
				id: 'fur-alle',
				name: 'Für alle',
				providers: [ 'local-filesystem:staging' ],
				baseUrl: 'https://staging.example.com/sub/',
				robots: 'noindex',
			},
		] );
		expect( onDirty ).toHaveBeenLastCalledWith( false );
		expect(
			screen.getByText( 'On the command line: --environment fur-alle' )
		).toBeVisible();
	} );

	it( 'keep their id under another name, and can be removed', async () => {
		const user = await open( LIVE );
		await user.type( screen.getByLabelText( 'Name' ), '!' );
		await user.click( save() );
		await screen.findAllByText( 'Environments saved.' );
		expect( site.environments ).toEqual( [ { ...LIVE, name: 'Live!' } ] );
		await user.click( button( 'Remove Live!' ) );
		await user.click( save() );
		await screen.findByText( /^There are none/ );
		expect( site.environments ).toEqual( [] );
	} );

	it( 'do not share a provider', async () => {
		const user = await open( LIVE );
		await user.click( button( 'Add environment' ) );
		const form = within( group( 'New environment' ) );
		expect(
			form.getByRole( 'checkbox', { name: /\(in Live\)$/ } )
		).toBeDisabled();
		expect(
			form.getByRole( 'checkbox', { name: /\(staging\)$/ } )
		).toBeEnabled();
	} );

	it( 'name a provider whose plugin is off, and let it go', async () => {
		const user = await open( { ...LIVE, providers: [ 'vanished' ] } );
		await user.click(
			screen.getByRole( 'checkbox', { name: 'vanished' } )
		);
		await user.click( save() );
		await screen.findAllByText( 'Environments saved.' );
		expect( site.environments ).toMatchObject( [ { providers: [] } ] );
	} );

	it( 'say what is wrong with an address before anything is sent', async () => {
		const user = await open( LIVE );
		await user.type( screen.getByLabelText( 'Base URL' ), '?page' );
		expect( screen.getByLabelText( 'Base URL' ) ).toHaveAttribute(
			'aria-invalid',
			'true'
		);
		expect( screen.getByText( /^Enter an address/ ) ).toBeVisible();
		expect( save() ).toHaveAttribute( 'aria-disabled', 'true' );
	} );

	it( 'show what WordPress refuses, in its words, and keep what was typed', async () => {
		const user = await open( LIVE );
		site.environmentIssue = 'Two of a kind.';
		await user.type( screen.getByLabelText( 'Name' ), '!' );
		await user.click( save() );
		expect(
			( await screen.findAllByText( 'Two of a kind.' ) ).length
		).toBeGreaterThan( 0 );
		expect( screen.getByLabelText( 'Name' ) ).toHaveValue( 'Live!' );
		expect( onDirty ).toHaveBeenLastCalledWith( true );
	} );

	it.each( [
		[ /^Theirs: https:\/\/theirs\.example\//, 'https://theirs.example/' ],
		[ /^Yours: https:\/\/mine\.example\//, 'https://mine.example/' ],
	] )(
		'ask which to keep of each field that somebody else changed, too: %s',
		async ( choice, baseUrl ) => {
			const user = await open( LIVE );
			await user.clear( screen.getByLabelText( 'Base URL' ) );
			await user.type(
				screen.getByLabelText( 'Base URL' ),
				'https://mine.example/'
			);
			await user.selectOptions(
				screen.getByLabelText( 'Search engines' ),
				'Ask them to stay away'
			);
			await user.click(
				screen.getByRole( 'checkbox', { name: /\(staging\)$/ } )
			);
			site.environments = [
				{
					...LIVE,
					name: 'Main',
					providers: [],
					baseUrl: 'https://theirs.example/',
				},
			];
			site.revision++;
			await user.click( save() );
			const dialog = within( await screen.findByRole( 'dialog' ) );
			expect(
				dialog
					.getAllByRole( 'radio' )
					.map( ( { parentElement } ) => parentElement?.textContent )
			).toEqual( [
				'Yours: Local filesystem, Local filesystem (staging)',
				'Theirs: (empty)',
				'Yours: https://mine.example/',
				'Theirs: https://theirs.example/',
			] );
			await user.click( dialog.getByRole( 'radio', { name: choice } ) );
			await user.click( button( 'Save these values' ) );
			await screen.findAllByText( 'Environments saved.' );
			expect( site.environments ).toEqual( [
				{
					id: 'live',
					name: 'Main',
					providers: [
						'local-filesystem',
						'local-filesystem:staging',
					],
					baseUrl,
					robots: 'noindex',
				},
			] );
			expect( onDirty ).toHaveBeenLastCalledWith( false );
		}
	);

	it( 'ask again when a person went back to the form and saves once more', async () => {
		const user = await open( LIVE );
		await user.type( screen.getByLabelText( 'Name' ), '!' );
		site.environments = [ { ...LIVE, name: 'Main' } ];
		site.revision++;
		await user.click( save() );
		await user.click(
			await screen.findByRole( 'button', { name: 'Back to the form' } )
		);
		await user.click( save() );
		expect(
			await screen.findByRole( 'radio', { name: 'Theirs: Main' } )
		).toBeVisible();
		expect( site.environments ).toMatchObject( [ { name: 'Main' } ] );
	} );

	it( 'keep what is typed while a slow host saves, also in one that gets its id just then', async () => {
		const user = await open( LIVE );
		await user.click( button( 'Add environment' ) );
		const added = within( group( 'New environment' ) );
		await user.type( added.getByLabelText( 'Name' ), 'Staging' );
		await user.type(
			added.getByLabelText( 'Base URL' ),
			'https://staging.example'
		);
		const release = holdSaves( site );
		await user.click( save() );
		const name = within( group( 'Staging' ) ).getByLabelText( 'Name' );
		await user.type( name, ' two' );
		expect( save() ).toHaveAttribute( 'aria-disabled', 'true' );
		release();
		await vi.waitFor( () =>
			expect( save() ).not.toHaveAttribute( 'aria-disabled', 'true' )
		);
		expect( site.environments ).toMatchObject( [
			LIVE,
			{ id: 'staging', name: 'Staging' },
		] );
		expect(
			screen.queryByText( 'Environments saved.', {
				ignore: '.a11y-speak-region',
			} )
		).toBeNull();
		const form = within( group( 'Staging two' ) );
		expect( form.getByLabelText( 'Name' ) ).toHaveFocus();
		expect( form.getByLabelText( 'Base URL' ) ).toHaveValue(
			'https://staging.example/'
		);
		await user.click( save() );
		await screen.findAllByText( 'Environments saved.' );
		expect( site.environments ).toMatchObject( [
			LIVE,
			{ id: 'staging', name: 'Staging two' },
		] );
	} );

	it( 'are not saved in a race without end', async () => {
		const user = await open( LIVE );
		site.isBusy = true;
		await user.type( screen.getByLabelText( 'Name' ), '!' );
		await user.click( save() );
		expect(
			( await screen.findAllByText( 'Something changed meanwhile' ) )[ 0 ]
		).toBeVisible();
		expect( screen.getByLabelText( 'Name' ) ).toHaveValue( 'Live!' );
	} );

	it( 'are saved all the same when somebody else changed something else', async () => {
		const user = await open( LIVE );
		site.revision++;
		await user.type( screen.getByLabelText( 'Name' ), '!' );
		await user.click( save() );
		await screen.findAllByText( 'Environments saved.' );
		expect( site.environments ).toMatchObject( [ { name: 'Live!' } ] );
	} );

	it( 'end at ten', async () => {
		await open(
			...Array.from( { length: 10 }, ( _, index ) => ( {
				...LIVE,
				id: `e${ index }`,
				providers: [],
			} ) )
		);
		expect( button( 'Add environment' ) ).toHaveAttribute(
			'aria-disabled',
			'true'
		);
	} );

	it( 'are shown to who may only look', async () => {
		canConfigure = false;
		await open( LIVE );
		expect( screen.getByLabelText( 'Name' ) ).toBeDisabled();
		expect( screen.queryByRole( 'button' ) ).toBeNull();
	} );
} );

describe( 'an id', () => {
	it.each( [
		[ 'Production', [], 'production' ],
		[ 'Für alle!', [], 'fur-alle' ],
		[ 'Staging', [ 'staging' ], 'staging-2' ],
		[ 'Staging', [ 'staging-2', 'staging' ], 'staging-3' ],
		[ '本番', [], 'environment' ],
		[ 'a'.repeat( 60 ), [], 'a'.repeat( 32 ) ],
		[ 'a'.repeat( 60 ), [ 'a'.repeat( 32 ) ], `${ 'a'.repeat( 29 ) }-2` ],
	] )( 'of "%s" beside %j is %s', ( name, taken, id ) => {
		expect( environmentId( name, taken ) ).toBe( id );
	} );
} );

describe( 'a base URL', () => {
	it.each( [
		[ '', '' ],
		[ ' https://a.example ', 'https://a.example/' ],
		[ 'http://Ä.example:8080/Sub', 'http://xn--4ca.example:8080/Sub/' ],
		[ 'https://a.example/?', null ],
		[ 'https://a.example/#', null ],
		[ 'https://me@a.example/', null ],
		[ 'ftp://a.example/', null ],
		[ 'a.example', null ],
		[ 'https://a.example//b/', null ],
	] )( '"%s" is stored as %s', ( text, stored ) => {
		expect( toBaseUrl( text ) ).toBe( stored );
	} );
} );
