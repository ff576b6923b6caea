import { gatherSite, requireBundleSource, type SiteParts } from '../bundle';
import { checkParts } from '../bundle/findings';
import { fileSize } from '../bundle/file-size';
import type { AcceptedFindings } from '../gate/findings';
import type { PublishStep } from '../workflow/step';
import { noBundleProvider } from './skip-reasons';

declare module '../workflow/step' {
	interface PublishArtifacts {
		/** What a bundle of the site is made of; the bodies lie in the content store. */
		siteParts: SiteParts;
	}
}

export interface CreateSiteArchiveOptions {
	/** Codes of errors that do not stop the build. Default: none. */
	readonly acceptFindings?: AcceptedFindings | undefined;
}

export const createCreateSiteArchive = ( {
	acceptFindings,
}: CreateSiteArchiveOptions ): PublishStep => ( {
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
		checkParts( siteParts, report, acceptFindings );
		return { siteParts };
	},
	conclude: ( { siteParts } ) =>
		siteParts && {
			message: `Gathered ${ fileSize( siteParts.sizes.content ) } of content, ${ fileSize( siteParts.sizes.code ) } of theme and plugins, ${ fileSize( siteParts.sizes.media ) } of media`,
			code: 'site_gathered',
			counts: {
				content: siteParts.sizes.content,
				code: siteParts.sizes.code,
				media: siteParts.sizes.media,
			},
			level: siteParts.leftOut.length > 0 ? 'warning' : 'success',
		},
} );
