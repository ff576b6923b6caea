import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { LazyPart } from './lazy-part';

const Part = ( { name }: { readonly name: string } ) => <p>{ name }</p>;

describe( 'A part of the page that is loaded when somebody looks at it', () => {
	it( 'can be tried again when its script did not come, and keeps the focus near', async () => {
		let isOffline = true;
		const load = async () => {
			if ( isOffline ) {
				throw new TypeError( 'Loading chunk history failed.' );
			}
			return Part;
		};
		const user = userEvent.setup();
		render( <LazyPart load={ load } props={ { name: 'History' } } /> );
		const again = await screen.findByRole( 'button', {
			name: 'Try again',
		} );
		expect( screen.getByText( 'No connection' ) ).toBeVisible();
		isOffline = false;
		await user.click( again );
		const part = await screen.findByText( 'History' );
		expect( again ).not.toBeInTheDocument();
		expect( part.parentElement ).toHaveFocus();
	} );
} );
