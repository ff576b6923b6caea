import type { JsonRule } from './json-rules';
import { jsonStrings } from './json-strings';
import type { ReferenceCollector } from './reference-collector';
import type { SourceText } from './source-text';
import { addSrcset } from './srcset-references';

/**
 * URLs of a JSON document: those that its format names, relative ones included, and absolute ones in any string.
 *
 * @param source
 * @param collector
 * @param rule      Default: every string is text.
 */
export function addJsonReferences(
	source: SourceText,
	collector: ReferenceCollector,
	rule?: JsonRule
): void {
	for ( const { start, end, ...place } of rule
		? jsonStrings( source.text )
		: [] ) {
		const written = source.slice( start, end );
		const value = written.text.includes( '\\' )
			? written.decode( 'json' )
			: written;
		const traits = rule?.( { ...place, text: value.text } ) ?? null;
		if ( traits === 'pattern' ) {
			addPattern( value, collector );
		} else if ( traits === 'pinned' ) {
			collector.pin( value );
			collector.addUrl( value, { role: 'mention' } );
		} else if ( traits === 'srcset' ) {
			addSrcset( value, collector, { role: 'mention' } );
		} else if ( traits !== null ) {
			collector.addUrl( value, traits );
		}
	}
	collector.addMentions( source );
}

/**
 * A URL pattern (`/blog/*`) is no URL; where it begins with the site's own directory, that much of it is.
 *
 * @param value
 * @param collector
 */
function addPattern( value: SourceText, collector: ReferenceCollector ): void {
	const { homeUrl } = collector.site;
	const { pathname } = new URL( homeUrl );
	if ( value.text.startsWith( pathname ) ) {
		collector.addSpan( value.slice( 0, pathname.length ), homeUrl, {
			role: 'mention',
			pathOnly: true,
		} );
	}
}
