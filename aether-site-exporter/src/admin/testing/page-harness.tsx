/**
 * Settings → Aether over a site in memory and an engine that the test drives, for the page's specs.
 */
import { ProviderRegistry } from '@aether/provider-sdk';
import type { PublishEventBody, PublishSummary } from '@aether/publish-engine';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { LocalFilesystemProvider } from '../../providers/local-filesystem';
import { AetherPage } from '../aether-page';
import { FakeSite } from './fake-site';
import type { PageSettings } from '../page-settings';
import type { PlanSite } from '../preview/use-preview';
import {
	createPublishController,
	type RunPublishOptions,
} from '../publishing/publish-controller';
import { createSettingsApi } from '../settings/settings-api';

const registry = ProviderRegistry.getInstance();

/** What the page talks to; new for each test. */
export const host: {
	site: FakeSite;
	/** What the page asked of the engine; null before. */
	run: RunPublishOptions | null;
	endRun: ( summary: PublishSummary ) => void;
	failRun: ( error: unknown ) => void;
} = {
	site: new FakeSite(),
	run: null,
	endRun: () => {},
	failRun: () => {},
};

export function openPage(
	capabilities: Partial< PageSettings[ 'capabilities' ] > = {},
	{ planSite }: { readonly planSite?: PlanSite } = {}
) {
	const controller = createPublishController( ( options ) => {
		host.run = options;
		return new Promise( ( resolve, reject ) => {
			host.endRun = resolve;
			host.failRun = reject;
		} );
	} );
	render(
		<AetherPage
			page={ {
				capabilities: {
					publish: true,
					configure: true,
					...capabilities,
				},
				version: '0.1.0',
			} }
			rest={ host.site.rest }
			settingsApi={ createSettingsApi( host.site.rest ) }
			controller={ controller }
			{ ...( planSite && { planSite } ) }
		/>
	);
	return userEvent.setup();
}

export const enable = () => {
	host.site.providers[ 'local-filesystem' ] = {
		deployment_types: [ 'static_site' ],
	};
};
export const button = ( name: string ) =>
	screen.findByRole( 'button', { name } );
export const card = () =>
	screen.findByRole( 'region', { name: 'Local filesystem' } );

export const emit = ( ...bodies: readonly PublishEventBody[] ) =>
	act( () =>
		bodies.forEach( ( body ) =>
			host.run?.onEvent( { runId: 'run', seq: 0, at: 0, ...body } )
		)
	);

export const end = ( status: PublishSummary[ 'status' ] ) => {
	const summary: PublishSummary = {
		status,
		providers: [],
		pageCount: 12,
		fileCount: 34,
	};
	return act( async () => {
		host.run?.onEvent( {
			runId: 'run',
			seq: 1,
			at: 0,
			type: 'run-end',
			summary,
		} );
		host.endRun( summary );
	} );
};

export const uploadStarts: readonly PublishEventBody[] = [
	{ type: 'run-start', workflow: [ [ [ 'uploadStaticSiteFiles', 1 ] ] ] },
	{ type: 'step-start', step: 'uploadStaticSiteFiles', label: 'Upload' },
	{
		type: 'provider-start',
		step: 'uploadStaticSiteFiles',
		providerId: 'local-filesystem',
		deploymentType: 'static_site',
	},
];

export const uploadEnds: PublishEventBody = {
	type: 'provider-end',
	step: 'uploadStaticSiteFiles',
	providerId: 'local-filesystem',
	receipt: { url: 'https://published.test/' },
	uploaded: 5,
	removed: 2,
	unchanged: 27,
	bytes: 1500,
	durationMs: 2500,
};

/** Opens the page with one provider switched on, and presses Publish. */
export async function publish() {
	enable();
	const user = openPage();
	await user.click( await button( 'Publish' ) );
	return user;
}

export function setUp(): void {
	host.site = new FakeSite();
	host.run = null;
	registry.register( 'local-filesystem', LocalFilesystemProvider );
}

export function tearDown(): void {
	registry.getAllIds().forEach( ( id ) => registry.unregister( id ) );
	registry.setConfigs( {} );
}
