import type { ReferenceCollector } from './reference-collector';
import type { SourceText } from './source-text';

const RULE = /^([\t ]*(?:allow|disallow)[\t ]*:[\t ]*)(\/[^\s#]*)/gim;
const SITEMAP = /^([\t ]*sitemap[\t ]*:[\t ]*)(https?:[^\s#]+)/gim;

/**
 * robots.txt: sitemaps by their full address, rules by paths from the host's root, of which the site's own directory
 * changes with the target.
 *
 * @param source
 * @param collector
 */
export function addRobotsReferences(
	source: SourceText,
	collector: ReferenceCollector
): void {
	const { homeUrl } = collector.site;
	const { pathname } = new URL( homeUrl );
	for ( const match of source.text.matchAll( SITEMAP ) ) {
		const start = match.index + ( match[ 1 ] ?? '' ).length;
		collector.addUrl(
			source.slice( start, match.index + match[ 0 ].length ),
			{ role: 'page', absolute: true }
		);
	}
	for ( const match of source.text.matchAll( RULE ) ) {
		const start = match.index + ( match[ 1 ] ?? '' ).length;
		if ( match[ 2 ]?.startsWith( pathname ) ) {
			collector.addSpan(
				source.slice( start, start + pathname.length ),
				homeUrl,
				{ role: 'mention', pathOnly: true }
			);
		}
	}
	collector.addMentions( source );
}
