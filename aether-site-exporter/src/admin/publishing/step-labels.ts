import { getRegisteredSteps, humanise } from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';

/** Functions, because translations arrive after this file. */
const LABELS: Readonly< Record< string, () => string > > = {
	discoverAssets: () => __( 'Discover assets', 'aether-site-exporter' ),
	getStaticSiteUrls: () => __( 'List the pages', 'aether-site-exporter' ),
	renderStaticSite: () => __( 'Render the site', 'aether-site-exporter' ),
	createSiteArchive: () =>
		__( 'Archive the content', 'aether-site-exporter' ),
	generateBlueprint: () =>
		__( 'Write the blueprint', 'aether-site-exporter' ),
	uploadStaticSiteFiles: () =>
		__( 'Upload the static site', 'aether-site-exporter' ),
	uploadSiteArchive: () =>
		__( 'Upload the blueprint bundle', 'aether-site-exporter' ),
	deployEdgeFunctions: () =>
		__( 'Deploy edge functions', 'aether-site-exporter' ),
};

/**
 * What a step is called on the screen, before it starts as well as after.
 *
 * @param id
 */
export function stepLabel( id: string ): string {
	if ( Object.hasOwn( LABELS, id ) ) {
		return LABELS[ id ]?.() ?? id;
	}
	return getRegisteredSteps().get( id )?.label ?? humanise( id );
}
