import {
	AbstractProvider,
	ConfigFieldBuilder,
	ProviderRegistry,
} from '@aether/provider-sdk';
import { screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdSaves } from './testing/fake-site';
import {
	button,
	card,
	enable,
	host,
	openPage,
	setUp,
	tearDown,
} from './testing/page-harness';

const registry = ProviderRegistry.getInstance();

beforeEach( setUp );
afterEach( tearDown );

class Bucket extends AbstractProvider {
	override getSupportedDeploymentTypes() {
		return [ 'static_site', 'blueprint_bundle' ];
	}
	override getProviderSpecificConfigFields() {
		return [
			ConfigFieldBuilder.text( 'region' ),
			ConfigFieldBuilder.text( 'zone' ).default( 'a' ),
			ConfigFieldBuilder.select( 'size' ).options( [
				{ value: 's', label: 'Small' },
				{ value: 'm', label: 'Medium' },
				{ value: 'l', label: 'Large' },
			] ),
			ConfigFieldBuilder.password( 'key' ),
		];
	}
}

/** Opens the page with two providers of a kind, “One” and “Two”. */
async function openBuckets() {
	for ( const id of [ 'one', 'two' ] ) {
		registry.register( id, Bucket );
		host.site.providers[ id ] ??= { region: '' };
	}
	return openPage();
}

/**
 * A field of one of them.
 * @param provider
 * @param label
 */
const region = async ( provider: string, label: string | RegExp = 'Region' ) =>
	within(
		await screen.findByRole( 'region', { name: provider } )
	).getByLabelText( label );

const saveButton = () => screen.getByRole( 'button', { name: 'Save' } );

describe( 'saving', () => {
	it( 'stores what was ticked, then offers to publish it', async () => {
		const user = openPage();
		expect( await button( 'Publish' ) ).toHaveAttribute(
			'aria-disabled',
			'true'
		);
		await user.click(
			within( await card() ).getByRole( 'checkbox', {
				name: /Static site/i,
			} )
		);
		await user.click( await button( 'Save' ) );
		await screen.findAllByText( 'Settings saved.' );
		expect( host.site.providers[ 'local-filesystem' ] ).toMatchObject( {
			deployment_types: [ 'static_site' ],
		} );
		expect( await button( 'Publish' ) ).not.toHaveAttribute(
			'aria-disabled',
			'true'
		);
	} );

	it( 'does not publish what is not saved', async () => {
		enable();
		const user = openPage();
		await user.click(
			within( await card() ).getByRole( 'checkbox', {
				name: /Blueprint bundle/i,
			} )
		);
		expect( await button( 'Publish' ) ).toHaveAttribute(
			'aria-disabled',
			'true'
		);
		expect( screen.getByText( 'Save your changes first.' ) ).toBeVisible();
	} );

	it( 'shows beside the field what WordPress refused', async () => {
		enable();
		const user = openPage();
		await user.type(
			within( await card() ).getByLabelText( /Public address/ ),
			'https://refused.test/'
		);
		await user.click( await button( 'Save' ) );
		expect( await screen.findByText( 'Not this one.' ) ).toBeVisible();
	} );

	it( 'keeps what somebody else saved meanwhile in another field', async () => {
		enable();
		const user = openPage();
		await user.type(
			within( await card() ).getByLabelText( /Public address/ ),
			'https://mine.test/'
		);
		host.site.providers[ 'local-filesystem' ] = {
			deployment_types: [ 'static_site' ],
			keep_releases: 9,
		};
		host.site.revision++;
		await user.click( await button( 'Save' ) );
		await screen.findAllByText( /Somebody else had changed other fields/ );
		expect( host.site.providers[ 'local-filesystem' ] ).toEqual( {
			deployment_types: [ 'static_site' ],
			keep_releases: 9,
			public_url: 'https://mine.test/',
			url_style: 'absolute',
		} );
	} );

	it.each( [
		[ 'Yours: https://mine.test/', 'https://mine.test/' ],
		[ 'Theirs: https://theirs.test/', 'https://theirs.test/' ],
	] )(
		'lets a person decide where both changed the same field: %s',
		async ( choice, expected ) => {
			enable();
			const user = openPage();
			await user.type(
				within( await card() ).getByLabelText( /Public address/ ),
				'https://mine.test/'
			);
			host.site.providers[ 'local-filesystem' ] = {
				deployment_types: [ 'static_site' ],
				public_url: 'https://theirs.test/',
			};
			host.site.revision++;
			await user.click( await button( 'Save' ) );
			const dialog = await screen.findByRole( 'dialog', {
				name: /Local filesystem/,
			} );
			expect(
				host.site.providers[ 'local-filesystem' ]?.public_url
			).toBe( 'https://theirs.test/' );
			await user.click(
				within( dialog ).getByRole( 'radio', { name: choice } )
			);
			await user.click(
				within( dialog ).getByRole( 'button', {
					name: 'Save these values',
				} )
			);
			await screen.findAllByText( /^Settings saved\./ );
			expect(
				host.site.providers[ 'local-filesystem' ]?.public_url
			).toBe( expected );
			expect( screen.queryByRole( 'dialog' ) ).toBeNull();
		}
	);

	it( 'tells PHP of fields that only the page knows, before the first value of them', async () => {
		registry.register(
			'late',
			class extends AbstractProvider {
				override getProviderSpecificConfigFields() {
					return [ ConfigFieldBuilder.text( 'colour' ) ];
				}
			}
		);
		const user = openPage();
		const late = await screen.findByRole( 'region', { name: 'Late' } );
		await user.type( within( late ).getByLabelText( 'Colour' ), 'red' );
		await user.click( await button( 'Save' ) );
		await screen.findAllByText( 'Settings saved.' );
		expect( host.site.schemas.late ).toMatchObject( [ { id: 'colour' } ] );
		expect(
			host.site.requests.indexOf( 'PUT aether/v1/settings/schema/late' )
		).toBeLessThan(
			host.site.requests.indexOf(
				'PUT aether/v1/settings/providers/late'
			)
		);
	} );

	it( 'adds a second instance of a provider, which exists once it is saved', async () => {
		registry.register(
			'bucket',
			class extends AbstractProvider {
				override getProviderSpecificConfigFields() {
					return [ ConfigFieldBuilder.text( 'region' ) ];
				}
			}
		);
		const user = openPage();
		await user.click( await button( 'Add another place…' ) );
		const dialog = await screen.findByRole( 'dialog' );
		const name = within( dialog ).getByLabelText( 'Name' );
		await user.type( name, 'E U' );
		expect( name ).toHaveAttribute( 'aria-invalid', 'true' );
		await user.clear( name );
		await user.type( name, 'eu{Enter}' );
		const added = await screen.findByRole( 'region', {
			name: 'Bucket (eu)',
		} );
		expect(
			within( added ).getByRole( 'heading', { name: 'Bucket (eu)' } )
		).toHaveFocus();
		expect(
			screen.getByText( /^Bucket \(eu\) was added\./ )
		).toHaveAttribute( 'role', 'status' );
		expect( host.site.providers ).not.toHaveProperty( 'bucket:eu' );
		await user.type( within( added ).getByLabelText( 'Region' ), 'north' );
		await user.click( await button( 'Save' ) );
		await screen.findAllByText( 'Settings saved.' );
		expect( host.site.providers[ 'bucket:eu' ] ).toMatchObject( {
			region: 'north',
		} );
		await user.click(
			within( added ).getByRole( 'button', { name: 'Remove…' } )
		);
		await user.click( await button( 'Remove' ) );
		await vi.waitFor( () =>
			expect( host.site.providers ).not.toHaveProperty( 'bucket:eu' )
		);
		expect(
			screen.queryByRole( 'region', { name: 'Bucket (eu)' } )
		).toBeNull();
	} );

	it( 'of a place that is removed while somebody changes it is over, and nothing blocks Publish', async () => {
		enable();
		registry.register(
			'bucket',
			class extends AbstractProvider {
				override getProviderSpecificConfigFields() {
					return [ ConfigFieldBuilder.text( 'region' ) ];
				}
			}
		);
		host.site.providers[ 'bucket:eu' ] = { region: 'south' };
		const user = openPage();
		const place = await screen.findByRole( 'region', {
			name: 'Bucket (eu)',
		} );
		await user.type( within( place ).getByLabelText( 'Region' ), '!' );
		expect( screen.getByText( 'Save your changes first.' ) ).toBeVisible();
		await user.click(
			within( place ).getByRole( 'button', { name: 'Remove…' } )
		);
		await user.click( await button( 'Remove' ) );
		await vi.waitFor( () => expect( place ).not.toBeInTheDocument() );
		expect( screen.queryByText( 'Save your changes first.' ) ).toBeNull();
		expect( await button( 'Save' ) ).toHaveAttribute(
			'aria-disabled',
			'true'
		);
		expect( host.site.providers ).not.toHaveProperty( 'bucket:eu' );
	} );

	it( 'says why a place could not be removed', async () => {
		registry.register( 'bucket', class extends AbstractProvider {} );
		host.site.providers[ 'bucket:eu' ] = {};
		const user = openPage();
		const place = await screen.findByRole( 'region', {
			name: 'Bucket (eu)',
		} );
		await user.click(
			within( place ).getByRole( 'button', { name: 'Remove…' } )
		);
		host.site.settingsAnswer = () => new Response( '', { status: 500 } );
		await user.click( await button( 'Remove' ) );
		expect(
			( await screen.findAllByText( 'The other side had a fault' ) )[ 0 ]
		).toBeVisible();
		expect( place ).toBeInTheDocument();
	} );

	it( 'gives up where somebody else saves again and again, and says so', async () => {
		enable();
		host.site.isBusy = true;
		const user = openPage();
		await user.type(
			within( await card() ).getByLabelText( /Public address/ ),
			'https://mine.test/'
		);
		await user.click( await button( 'Save' ) );
		expect(
			( await screen.findAllByText( 'Something changed meanwhile' ) )[ 0 ]
		).toBeVisible();
		expect( screen.queryByRole( 'dialog' ) ).toBeNull();
	} );

	it( 'does not overwrite at one provider what was learned from the save of another', async () => {
		const user = await openBuckets();
		await user.type( await region( 'One' ), 'mine' );
		await user.type( await region( 'Two' ), 'mine' );
		host.site.providers.two = { region: 'theirs' };
		host.site.revision++;
		await user.click( await button( 'Save' ) );
		const dialog = await screen.findByRole( 'dialog', { name: /“Two”/ } );
		expect( host.site.providers ).toMatchObject( {
			one: { region: 'mine' },
			two: { region: 'theirs' },
		} );
		await user.click(
			within( dialog ).getByRole( 'radio', { name: 'Theirs: theirs' } )
		);
		await user.click( await button( 'Save these values' ) );
		await screen.findAllByText( /^Settings saved\./ );
		expect( host.site.providers.two ).toMatchObject( { region: 'theirs' } );
		expect( await region( 'Two' ) ).toHaveValue( 'theirs' );
	} );

	it( 'asks at a provider, too, where the save of the rules learned of it first', async () => {
		const user = await openBuckets();
		await user.type( await region( 'Two' ), 'mine' );
		await user.click( screen.getByRole( 'link', { name: 'Rules' } ) );
		await user.type(
			await screen.findByLabelText( 'Leave out these pages' ),
			'/a/'
		);
		host.site.providers.two = { region: 'theirs' };
		host.site.revision++;
		await user.click( await button( 'Save rules' ) );
		await screen.findAllByText( 'Rules saved.' );
		await user.click( screen.getByRole( 'link', { name: 'Providers' } ) );
		await user.click( await button( 'Save' ) );
		await screen.findByRole( 'dialog', { name: /“Two”/ } );
		expect( host.site.providers.two ).toEqual( { region: 'theirs' } );
	} );

	it( 'asks again when a person went back to the form and saves once more', async () => {
		const user = await openBuckets();
		await user.type( await region( 'One' ), 'mine' );
		host.site.providers.one = { region: 'theirs' };
		host.site.revision++;
		await user.click( await button( 'Save' ) );
		await user.click( await button( 'Back to the form' ) );
		await user.click( await button( 'Save' ) );
		await user.click(
			await screen.findByRole( 'radio', { name: 'Yours: mine' } )
		);
		expect( host.site.providers.one ).toEqual( { region: 'theirs' } );
		await user.click( await button( 'Save these values' ) );
		await screen.findAllByText( /^Settings saved\./ );
		expect( host.site.providers.one ).toMatchObject( { region: 'mine' } );
	} );

	it( 'asks in the words of the form', async () => {
		host.site.providers.one = { deployment_types: [], size: 's' };
		const user = await openBuckets();
		await user.click( await region( 'One', /^Blueprint bundle/i ) );
		await user.selectOptions( await region( 'One', 'Size' ), 'Large' );
		host.site.providers.one = {
			deployment_types: [ 'static_site' ],
			size: 'm',
		};
		host.site.revision++;
		await user.click( await button( 'Save' ) );
		const dialog = await screen.findByRole( 'dialog' );
		expect(
			within( dialog )
				.getAllByRole( 'radio' )
				.map( ( { parentElement } ) => parentElement?.textContent )
		).toEqual( [
			'Yours: Blueprint Bundle',
			'Theirs: Static Site',
			'Yours: Large',
			'Theirs: Medium',
		] );
	} );

	it( 'does not take a default that a person chose for one that nobody did', async () => {
		host.site.providers.one = { region: 'south', zone: 'b' };
		const user = await openBuckets();
		await user.clear( await region( 'One', 'Zone' ) );
		await user.type( await region( 'One', 'Zone' ), 'a' );
		host.site.providers.one = { region: 'theirs', zone: 'b' };
		host.site.revision++;
		await user.click( await button( 'Save' ) );
		await screen.findAllByText( /Somebody else had changed other fields/ );
		expect( host.site.providers.one ).toMatchObject( {
			region: 'theirs',
			zone: 'a',
		} );
	} );

	it( 'keeps what is typed while a slow host saves, and sends it with the next save', async () => {
		const user = await openBuckets();
		await user.type( await region( 'One' ), 'first' );
		await user.type( await region( 'One', 'Key' ), 'secret' );
		const release = holdSaves( host.site );
		await user.click( await button( 'Save' ) );
		await user.type( await region( 'One' ), ', second' );
		await user.type( await region( 'Two' ), 'more' );
		expect( await button( 'Save' ) ).toHaveAttribute(
			'aria-disabled',
			'true'
		);
		release();
		await vi.waitFor( () =>
			expect( saveButton() ).not.toHaveAttribute(
				'aria-disabled',
				'true'
			)
		);
		expect( host.site.providers.one ).toMatchObject( {
			region: 'first',
			key: 'secret',
		} );
		expect( await region( 'One' ) ).toHaveValue( 'first, second' );
		expect( await region( 'Two' ) ).toHaveValue( 'more' );
		await user.click( await button( 'Save' ) );
		await screen.findAllByText( 'Settings saved.' );
		expect( screen.queryByRole( 'dialog' ) ).toBeNull();
		expect( host.site.providers ).toMatchObject( {
			one: { region: 'first, second' },
			two: { region: 'more' },
		} );
	} );

	it( 'keeps what is taken back while a slow host saves', async () => {
		host.site.providers.one = { region: 'south' };
		const user = await openBuckets();
		await user.type( await region( 'One' ), '!' );
		const release = holdSaves( host.site );
		await user.click( await button( 'Save' ) );
		await user.type( await region( 'One' ), '{Backspace}' );
		release();
		await vi.waitFor( () =>
			expect( saveButton() ).not.toHaveAttribute(
				'aria-disabled',
				'true'
			)
		);
		expect( host.site.providers.one ).toMatchObject( { region: 'south!' } );
		expect( await region( 'One' ) ).toHaveValue( 'south' );
		await user.click( await button( 'Save' ) );
		await screen.findAllByText( 'Settings saved.' );
		expect( host.site.providers.one ).toMatchObject( { region: 'south' } );
	} );
} );
