import type { Locator, Page } from 'playwright-core';
import type { WordPressAccess } from '../stands/wordpress';
import { holdPublish } from './held-publish';

/** A whole site is rendered, by PHP in WebAssembly perhaps: half a minute on an idle machine, many on a busy one. */
export const LONGEST_PUBLISH_MS =
	process.env.AETHER_TEST_PHP === 'native' ? 150_000 : 540_000;

export interface PublishOutcome {
	/** Everything the page says of the result. */
	readonly text: string;
	readonly sent: number;
	readonly removed: number;
	readonly unchanged: number;
}

const number = ( text: string, pattern: RegExp ): number =>
	Number( ( pattern.exec( text )?.[ 1 ] ?? 'NaN' ).replaceAll( ',', '' ) );

/**
 * Where the link to the published site leads.
 *
 * @param place Of the page.
 */
export const siteAddress = ( place: Locator ): Promise< string | null > =>
	place.getByRole( 'link', { name: /^Open site/ } ).getAttribute( 'href' );

/** Settings → Aether, as a person uses it. */
export class SettingsPage {
	readonly #page: Page;
	readonly #wordPress: WordPressAccess;

	constructor( page: Page, wordPress: WordPressAccess ) {
		this.#page = page;
		this.#wordPress = wordPress;
	}

	get publishButton(): Locator {
		return this.#page.getByRole( 'button', {
			name: 'Publish',
			exact: true,
		} );
	}

	/**
	 * The card of one provider, by the name in its heading.
	 * @param provider
	 */
	card( provider: string ): Locator {
		return this.#page.getByRole( 'region', {
			name: provider,
			exact: true,
		} );
	}

	/**
	 * A provider that nobody has set up yet shows its fields when it is asked to.
	 *
	 * @param provider
	 */
	async showFields( provider: string ): Promise< void > {
		const card = this.card( provider );
		await card.waitFor();
		const show = card.getByRole( 'button', { name: 'Show settings' } );
		if ( ( await show.count() ) > 0 ) {
			await show.click();
		}
	}

	/**
	 * A field of a provider's form.
	 * @param provider As the card's heading.
	 * @param label    Whether it is required or not.
	 */
	field( provider: string, label: string ): Locator {
		return this.card( provider ).getByLabel(
			new RegExp( `^${ label }(?: \\(required\\))?$` )
		);
	}

	/**
	 * Fills a provider's form, without saving it.
	 *
	 * @param provider
	 * @param type     What is published there.
	 * @param values   By label.
	 */
	async fill(
		provider: string,
		type: string,
		values: Readonly< Record< string, string > >
	): Promise< void > {
		await this.card( provider )
			.getByRole( 'checkbox', { name: type } )
			.check();
		for ( const [ label, value ] of Object.entries( values ) ) {
			await this.field( provider, label ).fill( value );
		}
	}

	/**
	 * @param provider
	 * @return What the page says of the connection.
	 */
	testConnection( provider: string ): Promise< string > {
		return this.#askHost( provider, 'Test connection', 'Testing…' );
	}

	/**
	 * @param provider
	 * @return What the page says of the connection.
	 */
	allowThisSite( provider: string ): Promise< string > {
		return this.#askHost( provider, 'Allow this site', 'Asking the host…' );
	}

	async open(): Promise< void > {
		await this.#page.goto( this.#wordPress.adminUrl );
		await this.#page.hover( '#menu-settings' );
		await this.#page.click( '#menu-settings a[href$="page=aether"]' );
		await this.publishButton.waitFor();
	}

	/** Presses Save and waits for the answer. */
	async save(): Promise< void > {
		await this.#page
			.getByRole( 'button', { name: 'Save', exact: true } )
			.click();
		await this.#page
			.locator( '.aether-page' )
			.getByText( 'Settings saved.' )
			.first()
			.waitFor();
	}

	/**
	 * Adds an environment whose site search engines shall not list, and does not save it.
	 *
	 * @param environment
	 * @param environment.name
	 * @param environment.baseUrl
	 * @param environment.provider
	 * @return Its form.
	 */
	async addHiddenEnvironment( {
		name,
		baseUrl,
		provider,
	}: {
		readonly name: string;
		readonly baseUrl: string;
		readonly provider: string;
	} ): Promise< Locator > {
		await this.#page
			.getByRole( 'link', { name: 'Rules', exact: true } )
			.click();
		await this.#page
			.getByRole( 'button', { name: 'Add environment' } )
			.click();
		const form = this.#page.locator( '.aether-environment' ).last();
		await form.getByLabel( 'Name', { exact: true } ).fill( name );
		await form.getByLabel( provider, { exact: true } ).check();
		await form.getByLabel( 'Base URL' ).fill( baseUrl );
		await form
			.getByLabel( 'Search engines' )
			.selectOption( 'Ask them to stay away' );
		return form;
	}

	/**
	 * Brings an earlier release back, and waits until the page says so.
	 *
	 * @param provider
	 * @param index    0: the newest.
	 * @return What the page says.
	 */
	async activateRelease(
		provider: string,
		index: number
	): Promise< Locator > {
		const card = this.card( provider );
		await card.getByRole( 'button', { name: 'Show releases' } ).click();
		await card
			.locator( '.aether-releases' )
			.getByRole( 'listitem' )
			.nth( index )
			.getByRole( 'button', { name: /Activate/ } )
			.click();
		const notices = card.locator( '.aether-releases__notices' );
		await notices.waitFor();
		return notices;
	}

	/** Presses Publish and waits for the end. */
	async publish(): Promise< PublishOutcome > {
		await this.publishButton.click();
		return this.outcome();
	}

	/**
	 * Publishes to some of the providers, and waits for the end.
	 *
	 * @param choose Chooses them in the dialog.
	 */
	async publishOnlyTo(
		choose: ( dialog: Locator ) => Promise< void >
	): Promise< PublishOutcome > {
		await this.#page
			.getByRole( 'button', { name: 'Publish only to…' } )
			.click();
		const dialog = this.#page.getByRole( 'dialog' );
		await choose( dialog );
		await dialog
			.getByRole( 'button', { name: 'Publish to these' } )
			.click();
		return this.outcome();
	}

	/** Publishes in the place of a publish that has gone silent, and waits for the end. */
	async takeOver(): Promise< PublishOutcome > {
		await this.#page.getByRole( 'button', { name: 'Take over' } ).click();
		return this.outcome();
	}

	/** Waits for the end of the publish that runs. */
	async outcome(): Promise< PublishOutcome > {
		const result = this.#page.locator( '.aether-result' );
		await result.waitFor( { timeout: LONGEST_PUBLISH_MS } );
		const text = await result.innerText();
		return {
			text,
			sent: number( text, /([\d,]+) files? sent/ ),
			removed: number( text, /([\d,]+) removed/ ),
			unchanged: number( text, /([\d,]+) unchanged/ ),
		};
	}

	/**
	 * Presses Publish and returns when the first pages are rendered; what the publish asks the site for from then on has
	 * to wait.
	 *
	 * @return Lets the publish go on.
	 */
	async startPublish(): Promise< () => void > {
		const goOn = await holdPublish( this.#page );
		await this.publishButton.click();
		await this.#page
			.locator( '.aether-page' )
			.getByText( /[1-9]\d* of \d+/ )
			.first()
			.waitFor();
		return goOn;
	}

	async #askHost(
		provider: string,
		button: string,
		busy: string
	): Promise< string > {
		const panel = this.card( provider ).locator( '.aether-connection' );
		await panel.getByRole( 'button', { name: button } ).click();
		await panel.getByText( busy ).waitFor( { state: 'hidden' } );
		await panel.locator( '.components-notice' ).first().waitFor();
		return panel.innerText();
	}
}
