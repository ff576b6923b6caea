import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeSite } from '../testing/fake-site';
import { createSettingsApi } from '../settings/settings-api';
import { useSettings } from '../settings/use-settings';
import { RulesSection } from './rules-section';

let site: FakeSite;
const onDirty = vi.fn();

function Host() {
	const { state, saveRules } = useSettings( api );
	return state.status === 'ready' ? (
		<RulesSection
			rest={ site.rest }
			settings={ state.settings }
			onSave={ saveRules }
			onDirty={ onDirty }
			canConfigure
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
} );
