import { describe, expect, it } from 'vitest';
import { assertOnlyUrlsChanged } from '../../testing/assert-only-urls-changed';
import {
	createPathPlan,
	createSiteAddresses,
	createTargetAddresses,
} from '../addresses';
import { REFERENCE_CASES, type ReferenceCase } from './cases';
import { rewriteDocument, scanDocument } from '.';

const site = createSiteAddresses( {
	homeUrl: 'https://site.test/',
	siteUrl: 'https://site.test/',
	contentUrl: 'https://site.test/wp-content/',
	uploadsUrl: 'https://site.test/wp-content/uploads/',
	includesUrl: 'https://site.test/wp-includes/',
	restUrl: 'https://site.test/wp-json/',
} );
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Takes the « and » out of a document, and says what stood between them.
 * @param marked
 */
function unmark( marked: string ): { document: string; spans: string[] } {
	return {
		document: marked.replace( /[«»]/g, '' ),
		spans: [ ...marked.matchAll( /«([^»]*)»/g ) ].map(
			( [ , url = '' ] ) => url
		),
	};
}

function run( { document: marked, contentType, url }: ReferenceCase ) {
	const { document, spans } = unmark( marked );
	const body = encoder.encode( document );
	const paths = createPathPlan( site );
	paths.assign( 'https://site.test/', 'text/html' );
	paths.assign( 'https://site.test/about/', 'text/html' );
	paths.assign( 'https://site.test/feed/', 'application/rss+xml' );
	const documentPath = paths.assign( url, contentType );
	const target = createTargetAddresses( {
		baseUrl: 'https://out.test/sub/',
		urlStyle: 'absolute',
		paths,
		site,
	} );
	const { references } = scanDocument( { url, contentType, body }, site );
	const published = rewriteDocument( body, references, ( reference ) =>
		target.urlFor( reference, documentPath )
	);
	return { body, references, published, spans };
}

describe.each( Object.entries( REFERENCE_CASES ) )(
	'in %s',
	( _name, cases ) => {
		it.each( cases.map( ( one ) => [ one.rule, one ] as const ) )(
			'finds and rewrites %s',
			( _rule, one ) => {
				const { body, references, published, spans } = run( one );
				expect(
					references.map( ( { start, end } ) =>
						decoder.decode( body.subarray( start, end ) )
					)
				).toEqual( spans );
				expect(
					references.map( ( { role, url } ) => `${ role } ${ url }` )
				).toEqual( one.finds );
				expect( decoder.decode( published ) ).toBe( one.published );
				assertOnlyUrlsChanged( body, published, references );
			}
		);
	}
);
