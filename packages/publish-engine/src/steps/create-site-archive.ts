import { AetherError } from '@aether/provider-sdk';
import { gatherSite, type SiteParts } from '../bundle';
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
		const source = services.site.bundle;
		if ( ! source ) {
			throw new AetherError(
				'contract_violated',
				'This host cannot read what a bundle is made of.'
			);
		}
		const siteParts = await gatherSite( {
			source,
			content: services.content,
			hasher: services.hasher,
			signal,
			onProgress: progress.set,
		} );
		for ( const plugin of siteParts.facts.leftAtHome ) {
			report( {
				severity: 'warning',
				code: 'plugin_left_at_home',
				message: `The plugin ${ plugin } is active here and not in the bundle.`,
				subject: plugin,
				action: 'Where the copy needs it and you may give it away, name it with the filter aether_bundle_plugins.',
			} );
		}
		return { siteParts };
	},
};
