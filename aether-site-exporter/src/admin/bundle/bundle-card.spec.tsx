import { AetherError } from '@aether/provider-sdk';
import type { BundleMeasure } from '@aether/publish-engine';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BundleCard } from './bundle-card';
import type { BundleWork, MadeBundle } from './use-bundle';

let options: Parameters< BundleWork[ 'make' ] >[ 0 ];
let measured: Parameters< BundleWork[ 'measure' ] >[ 0 ];
let end: ( bundle: MadeBundle ) => void;
let answer: ( measure: BundleMeasure ) => void;
let fail: ( error: unknown ) => void;

const work: BundleWork = {
	make( given ) {
		options = given;
		return new Promise( ( resolve, reject ) => {
			end = resolve;
			fail = reject;
		} );
	},
	measure( given ) {
		measured = given;
		return new Promise( ( resolve, reject ) => {
			answer = resolve;
			fail = reject;
		} );
	},
};

const rest = async () => Response.json( {} );

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
	render( <BundleCard rest={ rest } work={ work } /> );
	const user = userEvent.setup();
	await user.click( button( 'Download bundle' ) );
	return user;
}

const MEASURE: BundleMeasure = {
	sizes: { content: 1_500_000, code: 2_500_000, media: 80_000_000 },
	budget: 90_000_000,
	findings: [
		{
			severity: 'warning',
			code: 'media_left_out',
			message: 'In the words of the engine.',
			values: {
				count: 1,
				bytes: 95_000_000,
				budget: 90_000_000,
				names: 'film.mp4',
			},
		},
	],
};

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
						message: 'In the words of the engine.',
						subject: 'shop/shop.php',
					},
				],
			} )
		);
		expect( saved ).toEqual( [
			{ name: 'localhost-blueprint.zip', size: 1500 },
		] );
		expect( status() ).toBe( 'localhost-blueprint.zip was saved, 1.5 kB.' );
		expect( screen.getByText( 'shop/shop.php' ) ).toBeInTheDocument();
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
		const { unmount } = render(
			<BundleCard rest={ rest } work={ work } />
		);
		await userEvent.setup().click( button( 'Download bundle' ) );
		unmount();
		expect( options.signal.aborted ).toBe( true );
	} );

	it( 'says how large each part would be, and what would be left out, and saves nothing', async () => {
		render( <BundleCard rest={ rest } work={ work } /> );
		await userEvent.setup().click( button( 'Show size' ) );
		expect( measured.budget ).toBeUndefined();
		expect( screen.getByRole( 'progressbar' ) ).toBeInTheDocument();
		await act( async () => answer( MEASURE ) );
		const sizes = screen
			.getAllByRole( 'definition' )
			.map( ( { textContent } ) => textContent );
		expect( sizes ).toEqual( [ '1.5 MB', '2.5 MB', '80 MB' ] );
		expect( screen.getByText( /may take 90 MB together/ ) ).toBeVisible();
		expect(
			screen.getByText( /^1 file with 95 MB .+: film\.mp4$/ )
		).toBeInTheDocument();
		expect( status() ).toBe( 'The bundle would hold 84 MB.' );
		expect( saved ).toEqual( [] );
	} );

	it( 'adds up no further when that is cancelled', async () => {
		render( <BundleCard rest={ rest } work={ work } /> );
		const user = userEvent.setup();
		await user.click( button( 'Show size' ) );
		await user.click( button( 'Cancel' ) );
		expect( measured.signal.aborted ).toBe( true );
		await act( async () => answer( MEASURE ) );
		expect( screen.queryByText( '80 MB' ) ).toBeNull();
	} );

	it( 'asks for the budget that a person enters, and for none that is no number', async () => {
		render( <BundleCard rest={ rest } work={ work } /> );
		const user = userEvent.setup();
		const field = screen.getByRole( 'spinbutton' );
		await user.type( field, '2049' );
		expect(
			screen.getByText(
				'Enter a whole number from 1 to 2,048, or nothing.'
			)
		).toBeVisible();
		for ( const name of [ 'Show size', 'Download bundle' ] ) {
			expect( button( name ) ).toHaveAttribute( 'aria-disabled', 'true' );
		}
		await user.clear( field );
		await user.type( field, '2048' );
		await user.click( button( 'Show size' ) );
		expect( measured.budget ).toBe( 2_048_000_000 );
		await act( async () => answer( MEASURE ) );
		await user.click( button( 'Download bundle' ) );
		expect( options.budget ).toBe( 2_048_000_000 );
	} );
} );
