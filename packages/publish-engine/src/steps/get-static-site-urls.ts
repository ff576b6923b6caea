import type { SiteUrl } from '../ports';
import type { PublishStep } from '../workflow/step';
import { collect } from './collect';
import { noStaticSiteProvider } from './skip-reasons';

declare module '../workflow/step' {
	interface PublishArtifacts {
		/** Every public URL that WordPress knows of. */
		staticSiteUrls: readonly SiteUrl[];
	}
}

export const getStaticSiteUrls: PublishStep = {
	id: 'getStaticSiteUrls',
	label: 'List pages',
	shouldSkip: noStaticSiteProvider,
	run: async ( { services, signal, progress } ) => ( {
		staticSiteUrls: await collect( services.site.listUrls( { signal } ), {
			signal,
			onCount: ( count ) => progress.set( count, null ),
		} ),
	} ),
};
