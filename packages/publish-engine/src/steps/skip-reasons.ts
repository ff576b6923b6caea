import type { SentenceCode } from '../sentences';
import type { PublishContext } from '../workflow/step';

/** Why a step of the engine has nothing to do. */
export const SKIP_REASONS = {
	no_static_site_provider: 'No provider is switched on for the static site.',
	no_bundle_provider: 'No provider is switched on for the blueprint bundle.',
	no_edge_provider: 'No provider is switched on for edge functions.',
	edge_site_missing:
		'The static site did not arrive where the edge functions would serve it.',
} as const satisfies Partial< Record< SentenceCode, string > >;

const CODES: ReadonlyMap< string, SentenceCode > = new Map(
	Object.entries( SKIP_REASONS ).map( ( [ code, reason ] ) => [
		reason,
		code as keyof typeof SKIP_REASONS,
	] )
);

/**
 * @param reason
 * @return Nothing for the reason of a plugin's step.
 */
export function codeOfReason( reason: string ): {
	readonly code?: SentenceCode;
} {
	const code = CODES.get( reason );
	return code === undefined ? {} : { code };
}

/**
 * @param context
 * @return Why a step about the static site has nothing to do, or false.
 */
export const noStaticSiteProvider = (
	context: PublishContext
): string | false =>
	context.staticSiteProviders.length === 0
		? SKIP_REASONS.no_static_site_provider
		: false;

/**
 * @param context
 * @return Why a step about the blueprint bundle has nothing to do, or false.
 */
export const noBundleProvider = ( context: PublishContext ): string | false =>
	context.blueprintBundleProviders.length === 0
		? SKIP_REASONS.no_bundle_provider
		: false;
