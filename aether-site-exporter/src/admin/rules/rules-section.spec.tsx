import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeSite, holdSaves } from '../testing/fake-site';
import { createSettingsApi } from '../settings/settings-api';
import { type Settings, useSettings } from '../settings/use-settings';
import { RulesSection } from './rules-section';

let site: FakeSite;
const onDirty = vi.fn();
let canConfigure: boolean;
/** Another part of the page saves something. */
let elsewhere: Settings[ 'saveEnvironments' ];

function Host() {
	const settings = useSettings( api );
	const { state, saveEnvironments } = settings;
	elsewhere = saveEnvironments;
	return state.status === 'ready' ? (
		<RulesSection
			rest={ site.rest }
			settings={ settings }
			stored={ state.settings }
			onDirty={ onDirty }
			canConfigure={ canConfigure }
			canCount
		/>
	) : null;
}

let api: ReturnType< typeof createSettingsApi >;

async function open() {
	api = createSettingsApi( site.rest );
	render( <Host /> );
	await screen.findByText( /^Publishes/ );
	return userEvent.setup();
}
const exclude = () => screen.getByLabelText( 'Leave out these pages' );
const save = () => screen.getByRole( 'button', { name: 'Save rules' } );

beforeEach( () => {
	site = new FakeSite();
	canConfigure = true;
	site.pages = [ '/', '/about/', '/shop/', '/shop/chairs/', '/2019/a/' ];
} );

describe( 'Rules', () => {
	it( 'count what they match while they are typed', async () => {
		const user = await open();
		expect( screen.getByText( /^Publishes 5 of 5 pages/ ) ).toBeVisible();
		await user.type( exclude(), '/shop/**' );
		expect( await screen.findByText( 'matches 2 pages' ) ).toBeVisible();
		expect(
			await screen.findByText( /^Publishes 3 of 5 pages/ )
		).toBeVisible();
		await user.type( exclude(), '\nregex:^/20\\d\\d/' );
		expect( await screen.findByText( 'matches 1 page' ) ).toBeVisible();
		expect(
			await screen.findByText( /^Publishes 2 of 5 pages/ )
		).toBeVisible();
	} );

	it( 'say which of them cannot be read', async () => {
		const user = await open();
		await user.type( exclude(), 'regex:(' );
		expect( await screen.findByText( /^cannot be read/ ) ).toBeVisible();
	} );

	it( 'are saved as a list, only those that were changed', async () => {
		site.rules = { includePages: [ '/about/' ] };
		const user = await open();
		expect( save() ).toHaveAttribute( 'aria-disabled', 'true' );
		await user.type( exclude(), '/shop/**\n\n /shop/** \n/a/' );
		expect( onDirty ).toHaveBeenLastCalledWith( true );
		await user.click( save() );
		await screen.findAllByText( 'Rules saved.' );
		expect( site.rules ).toEqual( {
			includePages: [ '/about/' ],
			excludePages: [ '/shop/**', '/a/' ],
		} );
		expect( onDirty ).toHaveBeenLastCalledWith( false );
	} );

	it( 'ask which to keep when somebody else changed the same list', async () => {
		const user = await open();
		await user.type( exclude(), '/mine/' );
		site.rules = { excludePages: [ '/theirs/' ] };
		site.revision++;
		await user.click( save() );
		await user.click(
			await screen.findByRole( 'radio', { name: 'Theirs: /theirs/' } )
		);
		await user.click(
			screen.getByRole( 'button', { name: 'Save these values' } )
		);
		await screen.findAllByText( 'Rules saved.' );
		expect( site.rules.excludePages ).toEqual( [ '/theirs/' ] );
		expect( exclude() ).toHaveValue( '/theirs/' );
	} );

	it( 'do not overwrite what another part of the page learned of', async () => {
		const user = await open();
		await user.type( exclude(), '/mine/' );
		site.rules = { excludePages: [ '/theirs/' ] };
		site.revision++;
		await act( () => elsewhere( [] ) );
		await user.click( save() );
		expect(
			await screen.findByRole( 'radio', { name: 'Theirs: /theirs/' } )
		).toBeVisible();
		expect( site.rules.excludePages ).toEqual( [ '/theirs/' ] );
	} );

	it( 'ask again when a person went back to the form and saves once more', async () => {
		const user = await open();
		await user.type( exclude(), '/mine/' );
		site.rules = { excludePages: [ '/theirs/' ] };
		site.revision++;
		await user.click( save() );
		await user.click(
			await screen.findByRole( 'button', { name: 'Back to the form' } )
		);
		await user.click( save() );
		await user.click(
			await screen.findByRole( 'radio', { name: 'Yours: /mine/' } )
		);
		expect( site.rules.excludePages ).toEqual( [ '/theirs/' ] );
		await user.click(
			screen.getByRole( 'button', { name: 'Save these values' } )
		);
		await screen.findAllByText( 'Rules saved.' );
		expect( site.rules.excludePages ).toEqual( [ '/mine/' ] );
	} );

	it( 'keep what is typed while a slow host saves, and let no second save begin beside it', async () => {
		const user = await open();
		await user.type( exclude(), '/a/' );
		await user.type(
			screen.getByLabelText( 'Leave out these files' ),
			'b'
		);
		const release = holdSaves( site );
		await user.click( save() );
		await user.type( exclude(), '\n/later/' );
		expect( save() ).toHaveAttribute( 'aria-disabled', 'true' );
		release();
		await vi.waitFor( () =>
			expect( save() ).not.toHaveAttribute( 'aria-disabled', 'true' )
		);
		expect( site.rules ).toEqual( {
			excludePages: [ '/a/' ],
			excludeAssets: [ 'b' ],
		} );
		expect( exclude() ).toHaveValue( '/a/\n/later/' );
		expect(
			screen.queryByText( 'Rules saved.', {
				ignore: '.a11y-speak-region',
			} )
		).toBeNull();
		await user.click( save() );
		await screen.findAllByText( 'Rules saved.' );
		expect( site.rules.excludePages ).toEqual( [ '/a/', '/later/' ] );
	} );

	it( 'keep what is taken back while a slow host saves', async () => {
		site.rules = { excludePages: [ '/a/' ] };
		const user = await open();
		await user.type( exclude(), 'b' );
		const release = holdSaves( site );
		await user.click( save() );
		await user.type( exclude(), '{Backspace}' );
		release();
		await vi.waitFor( () =>
			expect( save() ).not.toHaveAttribute( 'aria-disabled', 'true' )
		);
		expect( site.rules.excludePages ).toEqual( [ '/a/b' ] );
		expect( exclude() ).toHaveValue( '/a/' );
	} );

	it( 'are not saved in a race without end', async () => {
		const user = await open();
		site.isBusy = true;
		await user.type( exclude(), '/mine/' );
		await user.click( save() );
		expect(
			( await screen.findAllByText( 'Something changed meanwhile' ) )[ 0 ]
		).toBeVisible();
		expect( exclude() ).toHaveValue( '/mine/' );
	} );
} );

describe( 'The count of what rules publish', () => {
	const show = async () => {
		api = createSettingsApi( site.rest );
		render( <Host /> );
		await screen.findByRole( 'heading', { name: 'Rules' } );
		return userEvent.setup();
	};

	it( 'comes when the site is counted, and rules can be written before', async () => {
		site.siteAnswer = () => new Promise( () => {} );
		const user = await show();
		expect( screen.getByText( /^Counting pages/ ) ).toBeVisible();
		await user.type( exclude(), '/shop/**' );
		expect( save() ).toBeEnabled();
	} );

	it( 'is missing where the site cannot be counted, and rules are saved all the same', async () => {
		site.siteAnswer = () => new Response( '', { status: 500 } );
		const user = await show();
		expect(
			( await screen.findAllByText( 'The other side had a fault' ) )
				.length
		).toBeGreaterThan( 0 );
		await user.type( exclude(), '/shop/**' );
		await user.click( save() );
		await screen.findAllByText( 'Rules saved.' );
		expect( site.rules.excludePages ).toEqual( [ '/shop/**' ] );
	} );

	it( 'is of nothing on an empty site', async () => {
		site.pages = [];
		await show();
		expect(
			await screen.findByText( /^Publishes 0 of 0 pages/ )
		).toBeVisible();
	} );

	it( 'is shown to who may only look, beside rules that nobody can change', async () => {
		canConfigure = false;
		await show();
		expect(
			await screen.findByText( /^Publishes 5 of 5 pages/ )
		).toBeVisible();
		expect( exclude() ).toBeDisabled();
		expect(
			screen.queryByRole( 'button', { name: 'Save rules' } )
		).toBeNull();
	} );
} );

describe( 'How much of the site may be missing', () => {
	const loss = () => screen.getByLabelText( /^Stop when more pages/ );

	it( 'is 20 percent until somebody says otherwise, and saved as a number', async () => {
		const user = await open();
		expect( loss() ).toHaveValue( 20 );
		await user.clear( loss() );
		await user.type( loss(), '0' );
		await user.click( save() );
		await screen.findAllByText( 'Rules saved.' );
		expect( site.rules ).toEqual( { largestPageLoss: 0 } );
		await user.clear( loss() );
		await user.type( loss(), '20' );
		expect( save() ).not.toHaveAttribute( 'aria-disabled', 'true' );
	} );

	it.each( [ '101', '-1', '2.5', '' ] )(
		'must be a whole percentage: "%s"',
		async ( text ) => {
			const user = await open();
			await user.clear( loss() );
			if ( text !== '' ) {
				await user.type( loss(), text );
			}
			expect( loss() ).toHaveAttribute( 'aria-invalid', 'true' );
			expect( save() ).toHaveAttribute( 'aria-disabled', 'true' );
			expect(
				screen.getByText( 'Enter a whole number from 0 to 100.' )
			).toBeVisible();
		}
	);

	it( 'is asked about when somebody else changed it', async () => {
		const user = await open();
		await user.clear( loss() );
		await user.type( loss(), '50' );
		site.rules = { largestPageLoss: 10 };
		site.revision++;
		await user.click( save() );
		await user.click(
			await screen.findByRole( 'radio', { name: 'Theirs: 10' } )
		);
		await user.click(
			screen.getByRole( 'button', { name: 'Save these values' } )
		);
		await screen.findAllByText( 'Rules saved.' );
		expect( loss() ).toHaveValue( 10 );
	} );
} );

describe( 'How small a page may be', () => {
	const share = () => screen.getByLabelText( /^Mention pages smaller/ );

	it( 'is 5 percent of the usual size until somebody says otherwise, and saved as a number', async () => {
		const user = await open();
		expect( share() ).toHaveValue( 5 );
		await user.clear( share() );
		await user.type( share(), '101' );
		expect( share() ).toHaveAttribute( 'aria-invalid', 'true' );
		expect( save() ).toHaveAttribute( 'aria-disabled', 'true' );
		await user.clear( share() );
		await user.type( share(), '0' );
		await user.click( save() );
		await screen.findAllByText( 'Rules saved.' );
		expect( site.rules ).toEqual( { smallestPageShare: 0 } );
	} );
} );

describe( 'The parts of the rules', () => {
	it( 'stand in a card each, with a button that saves it', async () => {
		await open();
		for ( const [ name, text ] of [
			[ 'Pages and files', 'Save rules' ],
			[ 'Environments', 'Save environments' ],
			[ 'Retention', 'Save retention' ],
		] as const ) {
			const card = screen.getByRole( 'region', { name } );
			const button = await within( card ).findByRole( 'button', {
				name: text,
			} );
			expect( button ).toHaveClass( 'is-primary' );
		}
	} );
} );

describe( 'Retention', () => {
	const days = () => screen.findByLabelText( 'Keep logs for (days)' );
	const keep = () => screen.getByRole( 'button', { name: 'Save retention' } );

	it( 'is saved by itself', async () => {
		const user = await open();
		expect( await days() ).toHaveValue( 365 );
		expect( keep() ).toHaveAttribute( 'aria-disabled', 'true' );
		await user.clear( await days() );
		await user.type( await days(), '30' );
		expect( onDirty ).toHaveBeenLastCalledWith( true );
		await user.click( keep() );
		await screen.findAllByText( 'Retention saved.' );
		expect( site.days ).toBe( 30 );
		expect( onDirty ).toHaveBeenLastCalledWith( false );
	} );

	it( 'is not saved twice at once, and keeps what is typed meanwhile', async () => {
		const user = await open();
		await user.clear( await days() );
		await user.type( await days(), '30' );
		const release = holdSaves( site );
		await user.click( keep() );
		await user.type( await days(), '0' );
		expect( keep() ).toHaveAttribute( 'aria-disabled', 'true' );
		release();
		await vi.waitFor( () =>
			expect( keep() ).not.toHaveAttribute( 'aria-disabled', 'true' )
		);
		expect( site.days ).toBe( 30 );
		expect( await days() ).toHaveValue( 300 );
	} );

	it.each( [ '6', '3651' ] )( 'has bounds: %s', async ( text ) => {
		const user = await open();
		await user.clear( await days() );
		await user.type( await days(), text );
		expect( keep() ).toHaveAttribute( 'aria-disabled', 'true' );
		expect(
			screen.getByText( 'Enter a whole number from 7 to 3,650.' )
		).toBeVisible();
	} );

	it( 'stays as it was where it is refused, and says so', async () => {
		const user = await open();
		await user.clear( await days() );
		await user.type( await days(), '30' );
		site.refusesRetention = true;
		await user.click( keep() );
		expect(
			( await screen.findAllByText( /permission_denied/ ) ).length
		).toBeGreaterThan( 0 );
		expect( site.days ).toBe( 365 );
		expect( onDirty ).toHaveBeenLastCalledWith( true );
	} );

	it( 'cannot be read: says why', async () => {
		site.refusesRetention = true;
		await open();
		expect(
			( await screen.findAllByText( /permission_denied/ ) ).length
		).toBeGreaterThan( 0 );
	} );

	it( 'is shown to who may only look', async () => {
		canConfigure = false;
		await open();
		expect( await days() ).toBeDisabled();
		expect(
			screen.queryByRole( 'button', { name: 'Save retention' } )
		).toBeNull();
	} );
} );
