import type { PublishStep } from '../workflow/step';
import {
	createCreateSiteArchive,
	type CreateSiteArchiveOptions,
} from './create-site-archive';
import { deployEdgeFunctions } from './deploy-edge-functions';
import { discoverAssets } from './discover-assets';
import { generateBlueprint } from './generate-blueprint';
import { getStaticSiteUrls } from './get-static-site-urls';
import {
	createRenderStaticSite,
	type RenderStaticSiteOptions,
} from './render-static-site';
import { uploadSiteArchive } from './upload-site-archive';
import { uploadStaticSiteFiles } from './upload-static-site-files';

/**
 * The engine's own steps by id.
 *
 * @param options
 */
export function createSteps(
	options: RenderStaticSiteOptions & CreateSiteArchiveOptions
): ReadonlyMap< string, PublishStep > {
	const steps = [
		discoverAssets,
		getStaticSiteUrls,
		createRenderStaticSite( options ),
		createCreateSiteArchive( options ),
		generateBlueprint,
		uploadStaticSiteFiles,
		uploadSiteArchive,
		deployEdgeFunctions,
	];
	return new Map( steps.map( ( step ) => [ step.id, step ] ) );
}
