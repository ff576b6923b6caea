import type { SiteAddresses } from '../addresses/types';
import { detectCharset } from './charset';
import { addCssReferences } from './css-references';
import { documentKind, type DocumentKind } from './document-kind';
import { addHtmlReferences } from './html-references';
import { addJsonReferences } from './json-references';
import { manifestRule } from './json-rules';
import { ReferenceCollector } from './reference-collector';
import { addRobotsReferences } from './robots-references';
import { addScriptReferences } from './script-references';
import { SourceText } from './source-text';
import type { DocumentScan, ScannedDocument } from './types';
import { addXmlReferences } from './xml-references';

type Extractor = ( source: SourceText, collector: ReferenceCollector ) => void;

const EXTRACTORS: Readonly<
	Record< Exclude< DocumentKind, 'binary' >, Extractor >
> = {
	html: addHtmlReferences,
	xhtml: addXmlReferences,
	xml: addXmlReferences,
	css: addCssReferences,
	script: ( source, collector ) =>
		addScriptReferences( source, collector, { isInline: false } ),
	json: addJsonReferences,
	manifest: ( source, collector ) =>
		addJsonReferences( source, collector, manifestRule ),
	robots: addRobotsReferences,
	text: ( source, collector ) => collector.addMentions( source ),
};

/**
 * Finds every URL of the site in a document, whatever its format; none in a binary one. Takes any input.
 *
 * @param document
 * @param site
 */
export function scanDocument(
	document: ScannedDocument,
	site: SiteAddresses
): DocumentScan {
	const { url, contentType, body } = document;
	const kind = documentKind( url, contentType );
	if ( kind === 'binary' ) {
		return {
			text: null,
			unitBytes: 1,
			references: [],
			pinned: [],
			charset: 'binary',
			baseUrl: url,
		};
	}
	const charset = detectCharset( body, contentType );
	const collector = new ReferenceCollector( site, url, charset );
	const text = charset.toText( body );
	EXTRACTORS[ kind ]( new SourceText( text ), collector );
	return {
		text,
		unitBytes: charset.unitBytes,
		references: collector.finish( body.length ),
		pinned: [ ...collector.pinned ],
		charset: charset.label,
		baseUrl: collector.baseUrl,
	};
}
