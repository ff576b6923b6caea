import type { PublishContext } from '../workflow/step';

/**
 * @param context
 * @return Why a step about the static site has nothing to do, or false.
 */
export const noStaticSiteProvider = (
	context: PublishContext
): string | false =>
	context.staticSiteProviders.length === 0
		? 'No provider is switched on for the static site.'
		: false;

/**
 * @param context
 * @return Why a step about the blueprint bundle has nothing to do, or false.
 */
export const noBundleProvider = ( context: PublishContext ): string | false =>
	context.blueprintBundleProviders.length === 0
		? 'No provider is switched on for the blueprint bundle.'
		: false;
