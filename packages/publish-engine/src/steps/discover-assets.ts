import type { SiteAsset } from '../ports';
import type { PublishStep } from '../workflow/step';
import { collect } from './collect';
import { noStaticSiteProvider } from './skip-reasons';

declare module '../workflow/step' {
	interface PublishArtifacts {
		/** What lies on disk and is given out by the web server. */
		assets: readonly SiteAsset[];
	}
}

export const discoverAssets: PublishStep = {
	id: 'discoverAssets',
	label: 'Discover assets',
	shouldSkip: noStaticSiteProvider,
	run: async ( { services, signal, progress } ) => ( {
		assets: await collect( services.site.listAssets( { signal } ), {
			signal,
			onCount: ( count ) => progress.set( count, null ),
		} ),
	} ),
};
