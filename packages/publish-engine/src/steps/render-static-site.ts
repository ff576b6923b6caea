import type { OperationOptions } from '@aether/provider-sdk';
import type { AcceptedFindings } from '../gate/findings';
import { fromPlugins } from '../gate/plugin-findings';
import type { PublishSummary, SiteEnvironment, SiteRules } from '../ports';
import type { RenderedSite } from '../rendering/rendered-site';
import { renderSite } from '../rendering/render-site';
import type { PublishStep } from '../workflow/step';
import { noStaticSiteProvider } from './skip-reasons';

declare module '../workflow/step' {
	interface PublishArtifacts {
		/** Once per publish; each target writes its own bytes from it. */
		renderedSite: RenderedSite;
		/** As they were when the site was rendered. */
		environments: readonly SiteEnvironment[];
	}
}

export interface RenderStaticSiteOptions {
	/** Requests to WordPress in flight. Minimum: 1. */
	readonly concurrency: number;
	/** Default: the site's own. */
	readonly rules?: SiteRules | undefined;
	/** Codes of errors that do not stop the build. Default: none. */
	readonly acceptFindings?: AcceptedFindings | undefined;
	/** Of the last publish that reached a provider. Absent: nothing is compared. */
	readonly lastSummary?:
		| ( ( options: OperationOptions ) => Promise< PublishSummary | null > )
		| undefined;
}

export const createRenderStaticSite = ( {
	concurrency,
	rules,
	acceptFindings,
	lastSummary,
}: RenderStaticSiteOptions ): PublishStep => ( {
	id: 'renderStaticSite',
	label: 'Render pages',
	shouldSkip: noStaticSiteProvider,
	run: async ( context ) => {
		const { services, signal, progress, report } = context;
		const last = await lastSummary?.( { signal } );
		const said = await services.site.listFindings?.( { signal } );
		const information = await services.site.getSite( { signal } );
		return {
			environments: information.environments ?? [],
			renderedSite: await renderSite( {
				information,
				urls: context.require( 'staticSiteUrls' ),
				assets: context.get( 'assets' ) ?? [],
				services,
				concurrency,
				...( rules && { rules } ),
				...( acceptFindings && { accepted: acceptFindings } ),
				lastPageCount: last?.pageCount || null,
				knownFindings: fromPlugins( said ?? [] ),
				signal,
				onProgress: progress.set,
				onFinding: report,
			} ),
		};
	},
	conclude: ( { renderedSite } ) =>
		renderedSite && {
			message: `Rendered ${ renderedSite.pageCount } pages, ${ renderedSite.resources.length } files`,
			code: 'site_rendered',
			counts: {
				pages: renderedSite.pageCount,
				files: renderedSite.resources.length,
			},
			level: 'success',
		},
} );
