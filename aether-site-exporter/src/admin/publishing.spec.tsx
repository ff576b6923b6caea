import {
	AbstractProvider,
	AetherError,
	ProviderRegistry,
} from '@aether/provider-sdk';
import type { PublishEventBody } from '@aether/publish-engine';
import { act, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	button,
	emit,
	enable,
	end,
	host,
	openPage,
	publish,
	setUp,
	tearDown,
	uploadEnds,
	uploadStarts,
} from './testing/page-harness';

const registry = ProviderRegistry.getInstance();

class SecondProvider extends AbstractProvider {
	override getSupportedDeploymentTypes() {
		return [ 'static_site' ];
	}
}

beforeEach( setUp );
afterEach( tearDown );

describe( 'publishing', () => {
	it( 'shows a bar per step and per provider, and nothing to press but Cancel', async () => {
		await publish();
		await emit( ...uploadStarts, {
			type: 'provider-progress',
			step: 'uploadStaticSiteFiles',
			providerId: 'local-filesystem',
			loaded: 1,
			total: 4,
			bytes: 100,
		} );
		expect(
			await screen.findByRole( 'progressbar', {
				name: 'Upload the static site',
			} )
		).toBeInTheDocument();
		expect(
			await screen.findByRole( 'progressbar', {
				name: 'Local filesystem',
			} )
		).toHaveAttribute( 'value', '25' );
		expect( await button( 'Publish' ) ).toHaveAttribute(
			'aria-disabled',
			'true'
		);
		expect( await button( 'Cancel' ) ).toBeEnabled();
	} );

	it( 'links to the published site, with counts, bytes and time', async () => {
		await publish();
		await emit( ...uploadStarts, uploadEnds );
		await end( 'success' );
		expect(
			await screen.findByRole( 'link', { name: /Open site/ } )
		).toHaveAttribute( 'href', 'https://published.test/' );
		expect(
			screen.getByText(
				'5 files sent (1.5 kB), 2 removed, 27 unchanged, in 2.5 s.'
			)
		).toBeVisible();
		expect( screen.queryByRole( 'button', { name: 'Cancel' } ) ).toBeNull();
	} );

	it.each( [
		[
			'https://published.test/copy',
			'https://playground.wordpress.net/?blueprint-url=https%3A%2F%2Fpublished.test%2Fcopy%2Fblueprint.zip',
		],
		[ 'http://published.test/copy', null ],
	] )(
		'offers a bundle at %s to download, and to open in Playground where that can read it',
		async ( url, playground ) => {
			await publish();
			const step = 'uploadSiteArchive';
			await emit(
				{
					...uploadStarts[ 2 ],
					step,
					deploymentType: 'blueprint_bundle',
				} as PublishEventBody,
				{ ...uploadEnds, step, receipt: { url } } as PublishEventBody
			);
			await end( 'success' );
			expect(
				await screen.findByRole( 'link', { name: 'Download bundle' } )
			).toHaveAttribute( 'href', `${ url }/blueprint.zip` );
			expect(
				screen
					.queryByRole( 'link', { name: 'Open in Playground' } )
					?.getAttribute( 'href' ) ?? null
			).toBe( playground );
		}
	);

	it( 'tells success and failure apart when only some providers were reached', async () => {
		await publish();
		await emit(
			...uploadStarts,
			{
				type: 'provider-start',
				step: 'uploadStaticSiteFiles',
				providerId: 'gone-plugin',
				deploymentType: 'static_site',
			},
			uploadEnds,
			{
				type: 'provider-error',
				step: 'uploadStaticSiteFiles',
				providerId: 'gone-plugin',
				error: new AetherError( 'auth_failed', '401 Unauthorized' ),
			},
			{
				type: 'step-end',
				step: 'uploadStaticSiteFiles',
				durationMs: 1,
				level: 'warning',
				message: 'Uploaded static site to 1/2 providers',
			}
		);
		await end( 'partial' );
		expect(
			(
				await screen.findAllByText(
					'Uploaded static site to 1/2 providers'
				)
			)[ 0 ]
		).toBeVisible();
		expect( screen.getByText( 'The sign-in was refused' ) ).toBeVisible();
		expect( screen.getByText( 'gone-plugin' ) ).toBeVisible();
	} );

	it( 'says why it failed, and what was found on which page', async () => {
		await publish();
		await emit( ...uploadStarts, {
			type: 'finding',
			step: 'render',
			finding: {
				severity: 'error',
				code: 'php_error_text',
				message: 'The page contains the text of a PHP error.',
				url: 'https://wordpress.test/about/',
				action: 'Look into the plugin’s log.',
			},
		} );
		await act( async () =>
			host.failRun( new AetherError( 'build_rejected', '1 finding' ) )
		);
		expect(
			await screen.findByText( 'The site was not published' )
		).toBeVisible();
		expect(
			screen.getByText( 'The page contains the text of a PHP error.' )
		).toBeVisible();
		expect(
			screen.getByRole( 'link', {
				name: 'https://wordpress.test/about/',
			} )
		).toBeVisible();
	} );

	it( 'publishes anyway after a person has read the errors and said so', async () => {
		const user = await publish();
		await emit( ...uploadStarts, {
			type: 'finding',
			step: 'render',
			finding: {
				severity: 'error',
				code: 'page_truncated',
				message: 'The page breaks off before its end.',
				url: 'https://wordpress.test/about/',
			},
		} );
		expect( host.run?.acceptFindings ).toEqual( [] );
		await act( async () =>
			host.failRun( new AetherError( 'build_rejected', '1 finding' ) )
		);
		await user.click( await button( 'Publish anyway…' ) );
		const dialog = await screen.findByRole( 'dialog' );
		expect(
			within( dialog ).getByText( 'The page breaks off before its end.' )
		).toBeInTheDocument();
		await user.click(
			within( dialog ).getByRole( 'button', { name: 'Publish anyway' } )
		);
		expect( host.run?.acceptFindings ).toEqual( [ 'page_truncated' ] );
		expect( screen.queryByRole( 'dialog' ) ).toBeNull();
	} );

	it( 'offers no way past any other failure', async () => {
		await publish();
		await emit( ...uploadStarts );
		await act( async () =>
			host.failRun( new AetherError( 'network_failed', 'Cut.' ) )
		);
		expect( screen.queryByText( 'Publish anyway…' ) ).toBeNull();
	} );

	it( 'publishes again only to those that failed', async () => {
		const user = await publish();
		await emit( ...uploadStarts, {
			type: 'provider-error',
			step: 'uploadStaticSiteFiles',
			providerId: 'local-filesystem',
			error: new AetherError( 'quota_exceeded', 'Full.' ),
		} );
		await end( 'failed' );
		expect(
			screen.getByRole( 'link', { name: 'Go to its settings' } )
		).toHaveAttribute( 'href', '#aether-provider-local-filesystem' );
		await user.click( await button( 'Retry failed' ) );
		expect( host.run?.only ).toEqual( [ 'local-filesystem' ] );
	} );

	it( 'publishes only to the providers that a person chose', async () => {
		registry.register( 'second', SecondProvider );
		enable();
		host.site.providers.second = { deployment_types: [ 'static_site' ] };
		const user = openPage();
		await user.click( await button( 'Publish only to…' ) );
		const dialog = await screen.findByRole( 'dialog' );
		await user.click(
			within( dialog ).getByRole( 'checkbox', { name: 'Second' } )
		);
		await user.click(
			within( dialog ).getByRole( 'button', { name: 'Publish to these' } )
		);
		expect( host.run?.only ).toEqual( [ 'second' ] );
	} );

	it( 'publishes to the providers of an environment, and names it where it goes', async () => {
		registry.register( 'second', SecondProvider );
		enable();
		host.site.providers.second = { deployment_types: [ 'static_site' ] };
		const environment = { baseUrl: '', robots: 'noindex' };
		host.site.environments = [
			{
				...environment,
				id: 'staging',
				name: 'Staging',
				providers: [ 'second', 'switched-off' ],
			},
			{
				...environment,
				id: 'nowhere',
				name: 'Nowhere',
				providers: [ 'switched-off' ],
			},
		];
		const user = openPage();
		await user.click( await button( 'Publish only to…' ) );
		expect( screen.getByText( 'Second · Staging' ) ).toBeInTheDocument();
		const dialog = within( await screen.findByRole( 'dialog' ) );
		expect(
			dialog.queryByRole( 'button', { name: 'Nowhere' } )
		).toBeNull();
		const staging = dialog.getByRole( 'button', { name: 'Staging' } );
		expect( staging ).toHaveAttribute( 'aria-pressed', 'false' );
		await user.click(
			dialog.getByRole( 'checkbox', { name: 'Local filesystem' } )
		);
		await user.click( staging );
		expect( staging ).toHaveAttribute( 'aria-pressed', 'true' );
		await user.click(
			dialog.getByRole( 'button', { name: 'Publish to these' } )
		);
		expect( host.run?.only ).toEqual( [ 'second' ] );
	} );

	it( 'keeps a log, which can be narrowed to what went wrong', async () => {
		const user = await publish();
		await emit( ...uploadStarts, {
			type: 'provider-error',
			step: 'uploadStaticSiteFiles',
			providerId: 'local-filesystem',
			error: new AetherError( 'auth_failed', 'No entry.' ),
		} );
		const log = await screen.findByRole( 'list', { name: 'Log' } );
		expect( within( log ).getAllByRole( 'listitem' ) ).toHaveLength( 3 );
		await user.selectOptions(
			screen.getByLabelText( 'Show' ),
			'Errors only'
		);
		expect( within( log ).getAllByRole( 'listitem' ) ).toHaveLength( 1 );
		expect( within( log ).getByText( /No entry\./ ) ).toBeInTheDocument();
	} );

	it( 'takes a cancel at once, tidies up behind the screen, and says who has what', async () => {
		const user = await publish();
		await emit( ...uploadStarts );
		await user.click( await button( 'Cancel' ) );
		expect( host.run?.signal.aborted ).toBe( true );
		expect(
			screen.getByText( /^Cancelled, tidying up\. What/ )
		).toBeVisible();
		expect( screen.queryByRole( 'progressbar' ) ).toBeNull();
		expect( await button( 'Preview changes' ) ).toBeEnabled();
		expect( await button( 'Publish' ) ).toHaveAttribute(
			'aria-disabled',
			'true'
		);
		expect(
			screen.getByRole( 'heading', { name: 'Cancelled' } )
		).toHaveFocus();
		await end( 'cancelled' );
		expect(
			screen.getByText( 'Cancelled. No place has the new release.', {
				ignore: '.a11y-speak-region',
			} )
		).toBeVisible();
		expect(
			screen.getByRole( 'heading', { name: 'Cancelled' } )
		).toHaveFocus();
		expect( await button( 'Publish' ) ).not.toHaveAttribute(
			'aria-disabled',
			'true'
		);
	} );

	it( 'that failed says which places have the new release all the same', async () => {
		await publish();
		await emit(
			...uploadStarts,
			uploadEnds,
			{
				type: 'provider-start',
				step: 'uploadSiteArchive',
				providerId: 'gone-plugin',
				deploymentType: 'blueprint_bundle',
			},
			{
				type: 'provider-error',
				step: 'uploadSiteArchive',
				providerId: 'gone-plugin',
				error: new AetherError( 'auth_failed', 'No.' ),
			}
		);
		await act( async () =>
			host.failRun(
				new AetherError(
					'all_providers_failed',
					'Failed to upload to any provider'
				)
			)
		);
		expect(
			screen.getByText(
				'These have the new release: Local filesystem (Static Site).'
			)
		).toBeVisible();
		expect( screen.queryByText( /No provider was reached/ ) ).toBeNull();
		expect(
			screen.getByText(
				'Publishing failed, but some places have the new release.'
			)
		).toBeInTheDocument();
	} );

	it( 'keeps the focus with what happens when the pressed button goes', async () => {
		registry.register( 'second', SecondProvider );
		enable();
		host.site.providers.second = { deployment_types: [ 'static_site' ] };
		const user = openPage();
		await user.click( await button( 'Publish only to…' ) );
		const dialog = within( await screen.findByRole( 'dialog' ) );
		await user.click( dialog.getByRole( 'checkbox', { name: 'Second' } ) );
		await user.click(
			dialog.getByRole( 'button', { name: 'Publish to these' } )
		);
		expect(
			screen.getByRole( 'heading', { name: 'Publishing…' } )
		).toHaveFocus();
		await emit( ...uploadStarts, {
			type: 'provider-error',
			step: 'uploadStaticSiteFiles',
			providerId: 'local-filesystem',
			error: new AetherError( 'quota_exceeded', 'Full.' ),
		} );
		await end( 'failed' );
		await user.click( await button( 'Retry failed' ) );
		expect(
			screen.getByRole( 'heading', { name: 'Publishing…' } )
		).toHaveFocus();
	} );

	it( 'leaves the focus where a person works meanwhile', async () => {
		const user = await publish();
		await user.click( screen.getByRole( 'link', { name: 'Rules' } ) );
		await end( 'success' );
		expect( screen.getByRole( 'link', { name: 'Rules' } ) ).toHaveFocus();
	} );

	it( 'closes a preview and goes back to the button that opened it', async () => {
		enable();
		const user = openPage();
		await user.click( await button( 'Preview changes' ) );
		await user.click( await button( 'Cancel preview' ) );
		expect( await button( 'Preview changes' ) ).toHaveFocus();
	} );

	it( 'says how much changed since when, again after a publish and when a person comes back', async () => {
		const since = '2026-11-21T10:00:00.000Z';
		host.site.changes = { since, count: 12, isMore: false };
		await publish();
		expect(
			await screen.findByText(
				/^12 posts and pages changed since the last publish \(Nov 21, 2026/
			)
		).toBeVisible();
		host.site.changes = { since, count: 0, isMore: false };
		await end( 'success' );
		expect(
			await screen.findByText( /^No post or page changed since/ )
		).toBeVisible();
		host.site.changes = { since, count: 1, isMore: false };
		act( () => void window.dispatchEvent( new Event( 'focus' ) ) );
		expect(
			await screen.findByText( /^1 post or page changed since/ )
		).toBeVisible();
		host.site.changes = { since, count: 99, isMore: true };
		act( () => void window.dispatchEvent( new Event( 'focus' ) ) );
		expect(
			await screen.findByText( /^More than 99 posts and pages changed/ )
		).toBeVisible();
		host.site.changes = { since: null, count: 0, isMore: false };
		act( () => void window.dispatchEvent( new Event( 'focus' ) ) );
		expect(
			await screen.findByText( 'This site has not been published yet.' )
		).toBeVisible();
	} );

	it( 'asks before the page is left while it publishes, and not before or after', async () => {
		const leave = () => {
			const event = new Event( 'beforeunload', { cancelable: true } );
			window.dispatchEvent( event );
			return event.defaultPrevented;
		};
		enable();
		const user = openPage();
		await button( 'Publish' );
		expect( leave() ).toBe( false );
		await user.click( await button( 'Publish' ) );
		expect( leave() ).toBe( true );
		await end( 'success' );
		expect( leave() ).toBe( false );
	} );
} );
