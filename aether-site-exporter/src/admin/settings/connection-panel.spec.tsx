import {
	AbstractProvider,
	AetherError,
	ConfigFieldBuilder,
	type ConnectionTest,
	type Provider,
	type ProviderConfig,
	ProviderRegistry,
} from '@aether/provider-sdk';
import { useProviderConfig } from '@aether/provider-sdk/react';
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionDraft } from '../../host/connection';
import { ConnectionPanel } from './connection-panel';

class HostProvider extends AbstractProvider {
	override getProviderSpecificConfigFields() {
		return [ ConfigFieldBuilder.text( 'host' ).required() ];
	}
	async testConnection() {}
	async allowOrigin() {}
}

const registry = ProviderRegistry.getInstance();
let asked: ConnectionDraft[];
let answer: ( test: ConnectionTest ) => void;
let refuse: ( error: AetherError ) => void;
const onInvalid = vi.fn();
const allow = vi.fn( async () => {} );
let edit: ( config: ProviderConfig ) => void;

function Host() {
	const draft = useProviderConfig( 'host' );
	edit = draft.setConfig;
	return (
		<ConnectionPanel
			provider={ registry.get( 'host' ) as Provider }
			draft={ draft }
			onInvalid={ onInvalid }
			api={ {
				test: ( values ) => {
					asked.push( values );
					return new Promise( ( resolve, reject ) => {
						answer = resolve;
						refuse = reject;
					} );
				},
				allowThisSite: allow,
			} }
		/>
	);
}

async function test( stored: ProviderConfig = { host: 'saved.test' } ) {
	registry.setConfigs( { host: stored } );
	render( <Host /> );
	const user = userEvent.setup();
	const press = () =>
		user.click( screen.getByRole( 'button', { name: 'Test connection' } ) );
	return { user, press };
}

beforeEach( () => {
	asked = [];
	registry.register( 'host', HostProvider );
} );

afterEach( () => {
	cleanup();
	registry.unregister( 'host' );
	registry.setConfigs( {} );
	vi.clearAllMocks();
} );

describe( 'Test connection', () => {
	it( 'uses what was typed and not saved, and says what it should warn of', async () => {
		const { press } = await test();
		act( () => edit( { host: 'typed.test' } ) );
		await press();
		expect( asked[ 0 ] ).toMatchObject( {
			providerId: 'host',
			config: { host: 'typed.test' },
			changes: { host: 'typed.test' },
		} );
		await act( async () =>
			answer( { warnings: [ 'The token ends in 3 days.' ] } )
		);
		expect(
			( await screen.findAllByText( /The connection works/ ) )[ 0 ]
		).toBeVisible();
		expect(
			screen.getAllByText( 'The token ends in 3 days.' )[ 0 ]
		).toBeVisible();
		expect(
			screen.queryByRole( 'button', { name: 'Allow this site' } )
		).toBeNull();
	} );

	it( 'says on which day the credentials end', async () => {
		const { press } = await test();
		await press();
		await act( async () => answer( { endsAt: '2027-03-01' } ) );
		expect( screen.getAllByText( /March 1, 2027/ )[ 0 ] ).toBeVisible();
	} );

	it( 'sends no unsaved values where there are none', async () => {
		const { press } = await test();
		await press();
		expect( asked[ 0 ]?.changes ).toEqual( {} );
	} );

	it( 'says in words why it does not work', async () => {
		const { press } = await test();
		await press();
		await act( async () =>
			refuse( new AetherError( 'auth_failed', 'The key is unknown.' ) )
		);
		expect( screen.getByText( 'The sign-in was refused' ) ).toBeVisible();
		expect( screen.getByText( 'The key is unknown.' ) ).toBeVisible();
		expect( screen.queryByRole( 'link' ) ).toBeNull();
	} );

	it( 'leads to the field that is to blame', async () => {
		const { press } = await test();
		await press();
		await act( async () =>
			refuse(
				new AetherError( 'auth_failed', 'The key is unknown.', {
					details: { field: 'host' },
				} )
			)
		);
		expect(
			screen.getByRole( 'link', { name: 'Go to the field' } )
		).toHaveAttribute( 'href', '#aether-provider-host/host' );
	} );

	it( 'keeps the focus on its button, whatever comes', async () => {
		const { press } = await test();
		await press();
		const button = screen.getByRole( 'button', {
			name: 'Test connection',
		} );
		expect( button ).toHaveFocus();
		await act( async () => answer( {} ) );
		expect( button ).toHaveFocus();
	} );

	it( 'asks for what is missing before it asks the host', async () => {
		const { press } = await test( {} );
		await press();
		expect( asked ).toEqual( [] );
		expect( onInvalid ).toHaveBeenCalled();
	} );

	it( 'forgets a result when the values change', async () => {
		const { press } = await test();
		await press();
		await act( async () => answer( {} ) );
		act( () => edit( { host: 'other.test' } ) );
		// The announcement for screen readers stays, so the question is the notice.
		expect(
			document.querySelector( '.aether-connection .components-notice' )
		).toBeNull();
	} );

	it( 'offers to allow this site where the host does not answer its pages', async () => {
		const { user, press } = await test();
		await press();
		await act( async () => answer( { isOriginBlocked: true } ) );
		await user.click(
			screen.getByRole( 'button', { name: 'Allow this site' } )
		);
		expect( allow ).toHaveBeenCalledTimes( 1 );
		expect(
			(
				await screen.findAllByText( /The host allows this site now/ )
			)[ 0 ]
		).toBeVisible();
	} );

	it( 'offers it for a warning that it would mend, and not where it would not', async () => {
		const { press } = await test();
		const button = () =>
			screen.queryByRole( 'button', { name: 'Allow this site' } );
		for ( const mayAllowOrigin of [ true, false ] ) {
			await press();
			await act( async () =>
				answer( { mayAllowOrigin, warnings: [ 'Others may not.' ] } )
			);
			expect( button() !== null ).toBe( mayAllowOrigin );
			expect(
				screen.queryByText( /slower way through WordPress/ )
			).toBeNull();
		}
	} );
} );
