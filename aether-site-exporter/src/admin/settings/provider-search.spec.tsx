import { AbstractProvider, ProviderRegistry } from '@aether/provider-sdk';
import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settingsLink } from '../navigation/settings-link';
import { button, openPage, setUp, tearDown } from '../testing/page-harness';

class Place extends AbstractProvider {}

const names = () =>
	screen
		.getAllByRole( 'heading', { level: 3 } )
		.map( ( { textContent } ) => textContent );

async function openSearch() {
	const user = openPage();
	const box = await screen.findByRole( 'searchbox', {
		name: 'Search providers',
	} );
	return { user, box };
}

beforeEach( () => {
	setUp();
	for ( const id of [ 'ant', 'bee', 'cat', 'dog', 'eel' ] ) {
		ProviderRegistry.getInstance().register( id, Place );
	}
} );
afterEach( () => {
	tearDown();
	window.history.replaceState( null, '', '/' );
} );

describe( 'The search for providers', () => {
	it( 'finds them by name, id, description and what they receive', async () => {
		const { user, box } = await openSearch();
		expect( names() ).toHaveLength( 6 );
		await user.type( box, 'BEE' );
		expect( names() ).toEqual( [ 'Bee' ] );
		await user.clear( box );
		await user.type( box, 'static site' );
		expect( names() ).toEqual( [ 'Local filesystem' ] );
	} );

	it( 'says that nothing matches, and shows all again', async () => {
		const { user, box } = await openSearch();
		await user.type( box, 'fox' );
		expect( screen.queryAllByRole( 'heading', { level: 3 } ) ).toEqual(
			[]
		);
		expect( screen.getByText( /No provider matches/ ) ).toBeVisible();
		await user.click( await button( 'Show all' ) );
		expect( names() ).toHaveLength( 6 );
		expect( box ).toHaveFocus();
	} );

	it( 'is over when a link leads to a provider, however often', async () => {
		const { user, box } = await openSearch();
		const heading = screen.getByRole( 'heading', { name: 'Dog' } );
		for ( const search of [ 'bee', 'cat' ] ) {
			await user.type( box, search );
			expect( heading ).not.toBeVisible();
			await act( async () => {
				window.location.hash = settingsLink( 'dog' );
				await new Promise( ( resolve ) =>
					window.addEventListener( 'hashchange', resolve, {
						once: true,
					} )
				);
				await new Promise( ( resolve ) =>
					window.requestAnimationFrame( resolve )
				);
			} );
			expect( heading ).toBeVisible();
			expect( heading ).toHaveFocus();
			expect( box ).toHaveValue( '' );
		}
	} );
} );
