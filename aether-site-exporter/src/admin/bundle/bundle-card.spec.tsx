import { AetherError } from '@aether/provider-sdk';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BundleCard } from './bundle-card';
import type { MadeBundle, MakeBundle } from './use-bundle-download';

type Options = Parameters< MakeBundle >[ 0 ];

let options: Options;
let end: ( bundle: MadeBundle ) => void;
let fail: ( error: unknown ) => void;

const makeBundle: MakeBundle = ( given ) => {
	options = given;
	return new Promise( ( resolve, reject ) => {
		end = resolve;
		fail = reject;
	} );
};

/** What the page gave to the browser's downloads. */
let saved: { readonly name: string; readonly size: number }[];

beforeEach( () => {
	saved = [];
	let size = 0;
	// jsdom knows neither addresses of blobs nor downloads.
	URL.createObjectURL = ( body ) => {
		( { size } = body as Blob );
		return 'blob:test';
	};
	URL.revokeObjectURL = () => {};
	vi.spyOn( HTMLAnchorElement.prototype, 'click' ).mockImplementation(
		function ( this: HTMLAnchorElement ) {
			saved.push( { name: this.download, size } );
		}
	);
} );

afterEach( () => {
	vi.restoreAllMocks();
} );

const button = ( name: string ) => screen.getByRole( 'button', { name } );

async function start() {
	render( <BundleCard makeBundle={ makeBundle } /> );
	const user = userEvent.setup();
	await user.click( button( 'Download bundle' ) );
	return user;
}

const status = () => screen.getByRole( 'status' ).textContent;

describe( 'The card of the bundle', () => {
	it( 'saves a file, says how large it is and what it lacks', async () => {
		await start();
		act( () => options.onProgress( 50, 200, 'themes/x/style.css' ) );
		expect( screen.getByRole( 'progressbar' ) ).toHaveAttribute(
			'value',
			'25'
		);
		expect( screen.getByText( '25% · themes/x/style.css' ) ).toBeVisible();
		await act( async () =>
			end( {
				archive: new Blob( [ 'x'.repeat( 1500 ) ] ),
				findings: [
					{
						severity: 'warning',
						code: 'plugin_left_at_home',
						message: 'The plugin shop/shop.php stays.',
					},
				],
			} )
		);
		expect( saved ).toEqual( [
			{ name: 'localhost-blueprint.zip', size: 1500 },
		] );
		expect( status() ).toBe( 'localhost-blueprint.zip was saved, 1.5 kB.' );
		expect(
			screen.getByText( 'The plugin shop/shop.php stays.' )
		).toBeInTheDocument();
		expect( screen.queryByRole( 'progressbar' ) ).toBeNull();
	} );

	it( 'can be cancelled, and saves nothing then', async () => {
		const user = await start();
		await user.click( button( 'Cancel download' ) );
		expect( options.signal.aborted ).toBe( true );
		await act( async () =>
			end( { archive: new Blob( [ 'x' ] ), findings: [] } )
		);
		expect( saved ).toEqual( [] );
		expect( button( 'Download bundle' ) ).toBeEnabled();
	} );

	it( 'says why there is none, and can be tried again', async () => {
		const user = await start();
		await act( async () =>
			fail( new AetherError( 'payload_too_large', 'Three gigabytes.' ) )
		);
		expect( status() ).toBe( 'The bundle could not be made.' );
		expect(
			screen.getByText( 'payload_too_large: Three gigabytes.' )
		).toBeInTheDocument();
		await user.click( button( 'Download bundle' ) );
		expect( screen.getByRole( 'progressbar' ) ).toBeInTheDocument();
	} );

	it( 'stops when the page goes away', async () => {
		const { unmount } = render( <BundleCard makeBundle={ makeBundle } /> );
		await userEvent.setup().click( button( 'Download bundle' ) );
		unmount();
		expect( options.signal.aborted ).toBe( true );
	} );
} );
