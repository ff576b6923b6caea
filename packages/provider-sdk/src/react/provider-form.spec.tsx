import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { ProviderForm } from './provider-form';
import { ConfigFieldBuilder } from '../config-field-builder';
import type { ConfigFieldLike } from '../config-field-builder';
import type { ProviderConfig } from '../types';
import type { ProviderFormProps } from './provider-form';

const providerWith = ( ...fields: ConfigFieldLike[] ) => ( {
	getConfigFields: () => ConfigFieldBuilder.buildAll( fields ),
} );

// Keeps the values, as a host does.
function Host( {
	onChange,
	...props
}: Omit< ProviderFormProps, 'onChange' > & {
	onChange?: ( config: ProviderConfig ) => void;
} ) {
	const [ config, setConfig ] = useState( props.config );
	return (
		<ProviderForm
			{ ...props }
			config={ config }
			onChange={ ( next ) => {
				setConfig( next );
				onChange?.( next );
			} }
		/>
	);
}

function renderForm(
	fields: ConfigFieldLike[],
	props: Partial< Omit< ProviderFormProps, 'provider' | 'onChange' > > = {}
) {
	const onChange = vi.fn();
	render(
		<Host
			provider={ providerWith( ...fields ) }
			config={ {} }
			{ ...props }
			onChange={ onChange }
		/>
	);
	return { onChange, user: userEvent.setup() };
}

describe( 'ProviderForm', () => {
	it( 'shows every field type under its label', () => {
		renderForm( [
			ConfigFieldBuilder.text( 'a_text' ),
			ConfigFieldBuilder.email( 'an_email' ),
			ConfigFieldBuilder.url( 'a_url' ),
			ConfigFieldBuilder.number( 'a_number' ),
			ConfigFieldBuilder.textarea( 'a_textarea' ),
			ConfigFieldBuilder.select( 'a_select', { eu: 'Europe' } ),
			ConfigFieldBuilder.checkbox( 'a_checkbox' ),
			ConfigFieldBuilder.checkboxGroup( 'a_group', { x: 'One' } ),
			ConfigFieldBuilder.password( 'a_password' ),
		] );
		expect( screen.getByLabelText( 'A Text' ) ).toHaveAttribute(
			'type',
			'text'
		);
		expect( screen.getByLabelText( 'An Email' ) ).toHaveAttribute(
			'type',
			'email'
		);
		expect( screen.getByLabelText( 'A URL' ) ).toHaveAttribute(
			'type',
			'url'
		);
		expect( screen.getByLabelText( 'A Number' ) ).toHaveAttribute(
			'type',
			'number'
		);
		expect( screen.getByLabelText( 'A Textarea' ).tagName ).toBe(
			'TEXTAREA'
		);
		expect( screen.getByLabelText( 'A Select' ).tagName ).toBe( 'SELECT' );
		expect( screen.getByLabelText( 'A Checkbox' ) ).toHaveAttribute(
			'type',
			'checkbox'
		);
		const group = screen.getByRole( 'group', { name: 'A Group' } );
		expect( within( group ).getByLabelText( 'One' ) ).not.toBeChecked();
		expect( screen.getByLabelText( 'A Password' ) ).toHaveAttribute(
			'type',
			'password'
		);
	} );

	it( 'hands over the whole configuration with one field changed', async () => {
		const { user, onChange } = renderForm(
			[
				ConfigFieldBuilder.text( 'bucket' ),
				ConfigFieldBuilder.number( 'port' ),
			],
			{ config: { bucket: 'site' } }
		);
		await user.type( screen.getByLabelText( 'Port' ), '8' );
		expect( onChange ).toHaveBeenLastCalledWith( {
			bucket: 'site',
			port: 8,
		} );
		await user.clear( screen.getByLabelText( 'Port' ) );
		expect( onChange ).toHaveBeenLastCalledWith( {
			bucket: 'site',
			port: null,
		} );
	} );

	it( 'keeps the choices of a group in the order of the options', async () => {
		const { user, onChange } = renderForm( [
			ConfigFieldBuilder.checkboxGroup( 'types', { a: 'A', b: 'B' } ),
		] );
		await user.click( screen.getByLabelText( 'B' ) );
		await user.click( screen.getByLabelText( 'A' ) );
		expect( onChange ).toHaveBeenLastCalledWith( { types: [ 'a', 'b' ] } );
		await user.click( screen.getByLabelText( 'B' ) );
		expect( onChange ).toHaveBeenLastCalledWith( { types: [ 'a' ] } );
	} );

	it( 'puts fields of one group under one heading', () => {
		renderForm( [
			ConfigFieldBuilder.text( 'one' ).group( 'Access' ),
			ConfigFieldBuilder.text( 'two' ),
			ConfigFieldBuilder.text( 'three' ).group( 'Access' ),
		] );
		const group = screen.getByRole( 'group', { name: 'Access' } );
		expect( within( group ).getByLabelText( 'One' ) ).toBeVisible();
		expect( within( group ).getByLabelText( 'Three' ) ).toBeVisible();
		expect( within( group ).queryByLabelText( 'Two' ) ).toBeNull();
	} );

	it( 'shows a field only while its condition holds', async () => {
		const { user } = renderForm( [
			ConfigFieldBuilder.checkbox( 'advanced' ),
			ConfigFieldBuilder.text( 'endpoint' ).showIf( 'advanced', true ),
		] );
		expect( screen.queryByLabelText( 'Endpoint' ) ).toBeNull();
		await user.click( screen.getByLabelText( 'Advanced' ) );
		expect( screen.getByLabelText( 'Endpoint' ) ).toBeVisible();
	} );

	it( 'names an issue when the person leaves the field, and describes the input by it', async () => {
		const { user } = renderForm( [
			ConfigFieldBuilder.url( 'endpoint' ).required(),
		] );
		const input = screen.getByLabelText( 'Endpoint (required)' );
		expect( screen.queryByRole( 'alert' ) ).toBeNull();
		await user.type( input, 'ftp://host' );
		await user.tab();
		expect( screen.getByRole( 'alert' ) ).toHaveTextContent(
			'Endpoint must be an address that begins with https:// or http://.'
		);
		expect( input ).toBeInvalid();
		expect( input ).toHaveAccessibleDescription( /must be an address/ );
	} );

	it( 'shows every issue at once when the host asks for it', () => {
		renderForm(
			[
				ConfigFieldBuilder.text( 'one' ).required(),
				ConfigFieldBuilder.text( 'two' ).required(),
			],
			{ showAllIssues: true }
		);
		expect( screen.getAllByRole( 'alert' ) ).toHaveLength( 2 );
	} );

	it( 'shows what WordPress found wrong', () => {
		renderForm( [ ConfigFieldBuilder.text( 'bucket' ) ], {
			issues: [
				{
					field: 'bucket',
					code: 'custom',
					message: 'There is no such bucket.',
				},
			],
		} );
		expect( screen.getByRole( 'alert' ) ).toHaveTextContent(
			'There is no such bucket.'
		);
	} );

	it( 'disables every control', () => {
		renderForm(
			[
				ConfigFieldBuilder.text( 'bucket' ),
				ConfigFieldBuilder.select( 'region', [ 'eu' ] ),
				ConfigFieldBuilder.checkbox( 'on' ),
			],
			{ disabled: true }
		);
		expect( screen.getByLabelText( 'Bucket' ) ).toBeDisabled();
		expect( screen.getByLabelText( 'Region' ) ).toBeDisabled();
		expect( screen.getByLabelText( 'On' ) ).toBeDisabled();
	} );
} );

describe( 'A secret in the form', () => {
	const token = ConfigFieldBuilder.password( 'token' );

	it( 'is typed into a password input that no browser fills', async () => {
		const { user, onChange } = renderForm( [ token ], {
			secrets: { token: 'unset' },
		} );
		const input = screen.getByLabelText( 'Token' );
		expect( input ).toHaveAttribute( 'type', 'password' );
		expect( input ).toHaveAttribute( 'autocomplete', 'new-password' );
		await user.type( input, 'x' );
		expect( onChange ).toHaveBeenLastCalledWith( { token: 'x' } );
		await user.clear( input );
		expect( onChange ).toHaveBeenLastCalledWith( {} );
	} );

	it( 'that is set is replaced, and kept again when the person changes their mind', async () => {
		const { user, onChange } = renderForm( [ token ], {
			secrets: { token: 'set' },
		} );
		expect( screen.queryByLabelText( 'Token' ) ).toBeNull();
		expect(
			screen.getByText( 'Saved. It cannot be shown.' )
		).toBeVisible();

		await user.click(
			screen.getByRole( 'button', { name: 'Replace: Token' } )
		);
		expect( screen.getByLabelText( 'Token' ) ).toHaveFocus();
		await user.keyboard( 'new' );
		expect( onChange ).toHaveBeenLastCalledWith( { token: 'new' } );

		await user.click(
			screen.getByRole( 'button', { name: 'Keep the saved one: Token' } )
		);
		expect( onChange ).toHaveBeenLastCalledWith( {} );
		expect(
			screen.getByRole( 'button', { name: 'Replace: Token' } )
		).toHaveFocus();
	} );

	it( 'that was replaced is said to be saved, once it is', async () => {
		const user = userEvent.setup();
		const provider = providerWith( token );
		const form = ( config: ProviderConfig ) => (
			<>
				<ProviderForm
					provider={ provider }
					config={ config }
					onChange={ () => {} }
					secrets={ { token: 'set' } }
				/>
				<button>Save</button>
			</>
		);
		const { rerender } = render( form( {} ) );
		await user.click(
			screen.getByRole( 'button', { name: 'Replace: Token' } )
		);
		rerender( form( { token: 'new' } ) );
		await user.click( screen.getByRole( 'button', { name: 'Save' } ) );
		rerender( form( {} ) );
		expect(
			screen.getByText( 'Saved. It cannot be shown.' )
		).toBeVisible();
	} );

	it( 'that is set is cleared with null', async () => {
		const { user, onChange } = renderForm( [ token ], {
			secrets: { token: 'set' },
		} );
		await user.click(
			screen.getByRole( 'button', { name: 'Clear: Token' } )
		);
		expect( onChange ).toHaveBeenLastCalledWith( { token: null } );
		expect(
			screen.getByText( 'Will be removed when you save.' )
		).toBeVisible();
	} );

	it( 'that is required cannot be cleared', () => {
		renderForm( [ ConfigFieldBuilder.password( 'token' ).required() ], {
			secrets: { token: 'set' },
		} );
		expect(
			screen.queryByRole( 'button', { name: 'Clear: Token' } )
		).toBeNull();
	} );

	it( 'that cannot be read any more asks to be entered again', () => {
		renderForm( [ token ], { secrets: { token: 'unreadable' } } );
		expect( screen.getByLabelText( 'Token' ) ).toHaveAccessibleDescription(
			/Enter it again/
		);
	} );

	it( 'that a constant gives cannot be touched', () => {
		renderForm( [ token ], { secrets: { token: 'constant' } } );
		expect( screen.getByText( /Set by a constant/ ) ).toBeVisible();
		expect( screen.queryByRole( 'button' ) ).toBeNull();
		expect( screen.queryByLabelText( 'Token' ) ).toBeNull();
	} );

	it( 'of several lines is a textarea', () => {
		renderForm( [ ConfigFieldBuilder.textarea( 'key' ).sensitive() ] );
		expect( screen.getByLabelText( 'Key' ).tagName ).toBe( 'TEXTAREA' );
	} );

	it( 'is required only where none is stored', () => {
		const { onChange } = renderForm(
			[
				ConfigFieldBuilder.password( 'stored' ).required(),
				ConfigFieldBuilder.password( 'missing' ).required(),
			],
			{
				secrets: { stored: 'set', missing: 'unset' },
				showAllIssues: true,
			}
		);
		expect( screen.getByRole( 'alert' ) ).toHaveTextContent(
			'Missing is required.'
		);
		expect( onChange ).not.toHaveBeenCalled();
	} );
} );
