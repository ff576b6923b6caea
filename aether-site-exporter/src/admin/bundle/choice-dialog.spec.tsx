import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeSite } from '../testing/fake-site';
import { button, host, openPage } from '../testing/page-harness';

beforeEach( () => {
	host.site = new FakeSite();
	host.site.bundleChoices = {
		plugins: [
			{ file: 'shop/shop.php', name: 'A Shop' },
			{ file: 'forms/forms.php', name: 'Forms' },
		],
		postTypes: [
			{ name: 'page', label: 'Pages', count: 4 },
			{ name: 'post', label: 'Posts', count: 1200 },
		],
		entries: [],
		mayChooseOptions: false,
	};
} );

/**
 * Lets the site keep an answer to itself.
 *
 * @param held What the route begins with.
 * @return Lets it answer.
 */
function holdBack( held: string ): () => void {
	const { rest } = host.site;
	let release = () => {};
	const released = new Promise< void >( ( resolve ) => {
		release = resolve;
	} );
	Object.assign( host.site, {
		rest: async ( ...asked: Parameters< typeof rest > ) => {
			if ( asked[ 0 ].startsWith( held ) ) {
				await released;
			}
			return rest( ...asked );
		},
	} );
	return release;
}

const saved = () => ( host.site as { readonly bundle?: unknown } ).bundle;

async function openChoice() {
	const user = openPage();
	await user.click( await button( 'Choose content and plugins…' ) );
	const dialog = within( await screen.findByRole( 'dialog' ) );
	await dialog.findByRole( 'radio', { name: 'The whole site' } );
	return { user, dialog };
}

const isClosed = () =>
	waitFor( () => expect( screen.queryByRole( 'dialog' ) ).toBeNull() );

describe( 'What bundles carry', () => {
	it( 'is the whole site without plugins, until a person names plugins', async () => {
		const { user, dialog } = await openChoice();
		expect(
			screen.getByText( 'The whole site travels. No plugin travels.' )
		).toBeInTheDocument();
		expect(
			dialog.getByRole( 'radio', { name: 'The whole site' } )
		).toBeChecked();
		await user.click( dialog.getByRole( 'checkbox', { name: 'A Shop' } ) );
		await user.click(
			dialog.getByRole( 'button', { name: 'Save choice' } )
		);
		await isClosed();
		expect( saved() ).toEqual( {
			plugins: [ 'shop/shop.php' ],
			fromDirectory: [],
			options: [],
			postTypes: [],
			entries: [],
		} );
		expect(
			screen.getByText(
				'The whole site travels. Plugins that travel: 1.'
			)
		).toBeInTheDocument();
	} );

	it( 'can be chosen by type and by entry, with a search', async () => {
		host.site.found = [ { id: 12, title: 'Fish &amp; chips' } ];
		const { user, dialog } = await openChoice();
		await user.click(
			dialog.getByRole( 'radio', { name: 'Chosen content' } )
		);
		const save = dialog.getByRole( 'button', { name: 'Save choice' } );
		expect( save ).toHaveAttribute( 'aria-disabled', 'true' );
		await user.click(
			dialog.getByRole( 'checkbox', { name: 'Pages (4)' } )
		);
		await user.type( dialog.getByRole( 'searchbox' ), 'fish' );
		await user.click(
			await dialog.findByRole( 'checkbox', {
				name: 'Fish & chips (#12)',
			} )
		);
		await user.click( save );
		await isClosed();
		expect( saved() ).toEqual( {
			plugins: [],
			fromDirectory: [],
			options: [],
			postTypes: [ 'page' ],
			entries: [ 12 ],
		} );
		expect(
			host.site.requests.filter( ( request ) =>
				request.includes( 'wp/v2/search' )
			)
		).toEqual( [ expect.stringContaining( 'search=fish' ) ] );
	} );

	it( 'says that it waits: for what there is to choose, and for a search', async () => {
		const choices = holdBack( 'aether/v1/bundle/choices' );
		const search = holdBack( 'wp/v2/search' );
		const user = openPage();
		await user.click( await button( 'Choose content and plugins…' ) );
		const dialog = within( await screen.findByRole( 'dialog' ) );
		expect( dialog.getByRole( 'status' ) ).toHaveTextContent( 'Loading…' );
		choices();
		await user.click(
			await dialog.findByRole( 'radio', { name: 'Chosen content' } )
		);
		await user.type( dialog.getByRole( 'searchbox' ), 'fish' );
		expect( dialog.getByRole( 'status' ) ).toHaveTextContent(
			'Searching…'
		);
		search();
		await waitFor( () =>
			expect( dialog.getByRole( 'status' ) ).toHaveTextContent(
				'Nothing public was found.'
			)
		);
	} );

	it( 'shows what was chosen, and drops an entry that is no longer public', async () => {
		host.site.bundle = {
			plugins: [ 'forms/forms.php' ],
			fromDirectory: [],
			options: [],
			postTypes: [ 'post' ],
			entries: [ 7, 8 ],
		};
		host.site.bundleChoices = {
			...host.site.bundleChoices,
			entries: [ { id: 7, title: 'Seven' } ],
		};
		const { user, dialog } = await openChoice();
		const plugins = within(
			dialog.getByRole( 'group', { name: 'Plugins' } )
		);
		expect(
			plugins.getByRole( 'checkbox', { name: 'Forms' } )
		).toBeChecked();
		for ( const name of [ 'Posts (1,200)', 'Seven (#7)' ] ) {
			expect( dialog.getByRole( 'checkbox', { name } ) ).toBeChecked();
		}
		await user.click( plugins.getByRole( 'checkbox', { name: 'Forms' } ) );
		await user.click(
			dialog.getByRole( 'button', { name: 'Save choice' } )
		);
		await isClosed();
		expect( saved() ).toEqual( {
			plugins: [],
			fromDirectory: [],
			options: [],
			postTypes: [ 'post' ],
			entries: [ 7 ],
		} );
	} );

	it( 'can be single options of plugins, each with the value that would travel', async () => {
		host.site.bundleChoices = {
			...host.site.bundleChoices,
			mayChooseOptions: true,
		};
		host.site.pluginOptions = [
			{
				name: 'shop_settings',
				size: 2048,
				value: '{\n    "currency": "EUR",\n    "api_key": ""\n}',
				isCut: false,
				emptied: [ 'api_key' ],
			},
		];
		const { user, dialog } = await openChoice();
		const name = /^shop_settings \(/;
		expect( dialog.queryByRole( 'checkbox', { name } ) ).toBeNull();
		await user.type(
			dialog.getByRole( 'searchbox', { name: 'Find options' } ),
			'shop'
		);
		await user.click( await dialog.findByRole( 'checkbox', { name } ) );
		expect( dialog.getByText( /"currency": "EUR"/ ) ).toBeInTheDocument();
		expect(
			dialog.getByText( 'Travels empty: api_key.' )
		).toBeInTheDocument();
		await user.click(
			dialog.getByRole( 'button', { name: 'Save choice' } )
		);
		await isClosed();
		expect( saved() ).toMatchObject( { options: [ 'shop_settings' ] } );
		expect(
			screen.getByText( /Options of plugins that travel: 1\./ )
		).toBeInTheDocument();
	} );

	it( 'can leave a plugin to WordPress.org, as long as it travels', async () => {
		const { user, dialog } = await openChoice();
		const legend = 'From WordPress.org instead';
		expect( dialog.queryByRole( 'group', { name: legend } ) ).toBeNull();
		await user.click( dialog.getByRole( 'checkbox', { name: 'A Shop' } ) );
		await user.click( dialog.getByRole( 'checkbox', { name: 'Forms' } ) );
		const directory = within(
			dialog.getByRole( 'group', { name: legend } )
		);
		await user.click(
			directory.getByRole( 'checkbox', { name: 'A Shop' } )
		);
		await user.click(
			directory.getByRole( 'checkbox', { name: 'Forms' } )
		);
		const travels = within(
			dialog.getByRole( 'group', { name: 'Plugins' } )
		);
		await user.click( travels.getByRole( 'checkbox', { name: 'Forms' } ) );
		await user.click(
			dialog.getByRole( 'button', { name: 'Save choice' } )
		);
		await isClosed();
		expect( saved() ).toMatchObject( {
			plugins: [ 'shop/shop.php' ],
			fromDirectory: [ 'shop/shop.php' ],
		} );
	} );

	it( 'keeps options that were chosen, for who may not look at them', async () => {
		host.site.bundle = {
			plugins: [],
			fromDirectory: [],
			options: [ 'shop_settings' ],
			postTypes: [],
			entries: [],
		};
		const { user, dialog } = await openChoice();
		expect( dialog.queryByText( 'Settings of plugins' ) ).toBeNull();
		await user.click( dialog.getByRole( 'checkbox', { name: 'A Shop' } ) );
		await user.click(
			dialog.getByRole( 'button', { name: 'Save choice' } )
		);
		await isClosed();
		expect( saved() ).toMatchObject( {
			plugins: [ 'shop/shop.php' ],
			fromDirectory: [],
			options: [ 'shop_settings' ],
		} );
		expect(
			host.site.requests.filter( ( request ) =>
				request.includes( 'bundle/options' )
			)
		).toEqual( [] );
	} );

	it( 'is saved although somebody saved a provider meanwhile, and not over what they chose for bundles', async () => {
		const { user, dialog } = await openChoice();
		const save = dialog.getByRole( 'button', { name: 'Save choice' } );
		await user.click( dialog.getByRole( 'checkbox', { name: 'Forms' } ) );

		host.site.bundle = {
			plugins: [ 'shop/shop.php' ],
			fromDirectory: [],
			options: [],
			postTypes: [],
			entries: [],
		};
		host.site.revision++;
		await user.click( save );
		expect(
			await dialog.findByText( /Somebody else changed what bundles/ )
		).toBeInTheDocument();
		expect( saved() ).toMatchObject( { plugins: [ 'shop/shop.php' ] } );

		host.site.revision++;
		await user.click( save );
		await isClosed();
		expect( saved() ).toMatchObject( { plugins: [ 'forms/forms.php' ] } );
	} );

	it( 'is shown to who may publish, and changed by who may configure', async () => {
		openPage( { configure: false } );
		expect(
			await screen.findByText( /The whole site travels/ )
		).toBeInTheDocument();
		expect(
			screen.queryByRole( 'button', {
				name: 'Choose content and plugins…',
			} )
		).toBeNull();
	} );
} );
