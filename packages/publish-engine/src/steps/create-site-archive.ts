import { gatherSite, requireBundleSource, type SiteParts } from '../bundle';
import { findingsOf } from '../bundle/findings';
import { megabytes } from '../bundle/megabytes';
import type { PublishStep } from '../workflow/step';
import { noBundleProvider } from './skip-reasons';

declare module '../workflow/step' {
	interface PublishArtifacts {
		/** What a bundle of the site is made of; the bodies lie in the content store. */
		siteParts: SiteParts;
	}
}

export const createSiteArchive: PublishStep = {
	id: 'createSiteArchive',
	label: 'Gather content, theme and media',
	shouldSkip: noBundleProvider,
	run: async ( { services, signal, progress, report } ) => {
		const siteParts = await gatherSite( {
			source: requireBundleSource( services.site ),
			content: services.content,
			hasher: services.hasher,
			signal,
			onProgress: progress.set,
		} );
		findingsOf( siteParts ).forEach( report );
		return { siteParts };
	},
	conclude: ( { siteParts } ) =>
		siteParts && {
			message: `Gathered ${ megabytes( siteParts.sizes.content ) } of content, ${ megabytes( siteParts.sizes.code ) } of theme and plugins, ${ megabytes( siteParts.sizes.media ) } of media`,
			level: siteParts.leftOut.length > 0 ? 'warning' : 'success',
		},
};
