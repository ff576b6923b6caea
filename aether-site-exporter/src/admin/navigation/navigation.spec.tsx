import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettingsLink, settingsLink } from './settings-link';
import { TabBar } from './tab-bar';
import { useTab } from './use-tab';

function Host() {
	const [ tab, open ] = useTab();
	return (
		<>
			<TabBar current={ tab } onOpen={ open } />
			<section hidden={ tab !== 'providers' }>
				<h3 id="aether-provider-gitlab" tabIndex={ -1 }>
					GitLab
				</h3>
				<div data-field="branch">
					<input aria-label="Branch" />
				</div>
			</section>
		</>
	);
}

const current = () =>
	screen
		.getAllByRole( 'link' )
		.find( ( link ) => link.getAttribute( 'aria-current' ) === 'page' )
		?.textContent;

const follow = async ( hash: string ) => {
	await act( async () => {
		window.location.hash = hash;
		window.dispatchEvent( new Event( 'hashchange' ) );
		await new Promise( ( resolve ) =>
			window.requestAnimationFrame( resolve )
		);
	} );
};

beforeEach( () => {
	window.history.replaceState(
		null,
		'',
		'/wp-admin/options-general.php?page=aether'
	);
} );
afterEach( () => {
	window.history.replaceState( null, '', '/' );
} );

describe( 'The tabs', () => {
	it( 'are kept in the address, which still leads to the page', async () => {
		const user = userEvent.setup();
		render( <Host /> );
		expect( current() ).toBe( 'Providers' );
		await user.click( screen.getByRole( 'link', { name: 'Rules' } ) );
		expect( current() ).toBe( 'Rules' );
		expect( window.location.search ).toBe( '?page=aether&tab=rules' );
	} );

	it( 'open where the address says', () => {
		window.history.replaceState( null, '', '/?page=aether&tab=history' );
		render( <Host /> );
		expect( current() ).toBe( 'History' );
	} );

	it( 'ignore a tab that does not exist', () => {
		window.history.replaceState( null, '', '/?tab=<script>' );
		render( <Host /> );
		expect( current() ).toBe( 'Providers' );
	} );

	it( 'lead a link to a provider’s field there, and put the focus into it', async () => {
		const user = userEvent.setup();
		render( <Host /> );
		await user.click( screen.getByRole( 'link', { name: 'Rules' } ) );
		await follow( settingsLink( 'gitlab', 'branch' ) );
		expect( current() ).toBe( 'Providers' );
		expect( screen.getByLabelText( 'Branch' ) ).toHaveFocus();
		await follow( settingsLink( 'gitlab' ) );
		expect(
			screen.getByRole( 'heading', { name: 'GitLab' } )
		).toHaveFocus();
	} );
} );

describe( 'readSettingsLink', () => {
	it.each( [
		[
			settingsLink( 'gitlab' ),
			{ providerId: 'gitlab', field: undefined },
		],
		[ settingsLink( 'r2:eu', 'b' ), { providerId: 'r2:eu', field: 'b' } ],
		[ '#other', null ],
		[ '', null ],
	] )( '%s', ( hash, expected ) => {
		expect( readSettingsLink( hash ) ).toEqual( expected );
	} );
} );
