import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertOnlyUrlsChanged } from '@aether/publish-engine/testing';
import type { RenderedFile } from './publish-both';
import { reading } from './reading';
import type { Visitor } from './visitor';

/** A published site, and the WordPress it came from. */
export interface Publication {
	readonly rendered: readonly RenderedFile[];
	/** Of the published files. */
	readonly directory: string;
	/** Where visitors find them; with a slash at the end. */
	readonly url: string;
	/** Of WordPress' front page, without a slash at the end. */
	readonly origin: string;
}

const isPage = ( { kind, contentType }: RenderedFile ): boolean =>
	kind !== 'asset' &&
	kind !== 'not-found' &&
	contentType.startsWith( 'text/html' );

/**
 * Pages spread evenly over all there are.
 *
 * @param rendered
 * @param count    All pages when there are not more.
 */
export function samplePages(
	rendered: readonly RenderedFile[],
	count: number
): readonly RenderedFile[] {
	const pages = rendered.filter( isPage );
	const step = Math.max( 1, pages.length / count );
	return Array.from(
		{ length: Math.min( count, pages.length ) },
		( _, index ) => pages[ Math.floor( index * step ) ] as RenderedFile
	);
}

const publishedUrl = ( { path }: RenderedFile, { url }: Publication ): string =>
	url +
	path
		.replace( /(^|\/)index\.html$/, '$1' )
		.split( '/' )
		.map( encodeURIComponent )
		.join( '/' );

/**
 * Files that are missing, or that differ from what WordPress rendered in more than the URLs.
 *
 * @param publication
 * @param publication.rendered
 * @param publication.directory
 */
export async function foreignChanges( {
	rendered,
	directory,
}: Publication ): Promise< string[] > {
	const found: string[] = [];
	for ( const { path, body, references } of rendered ) {
		try {
			assertOnlyUrlsChanged(
				body,
				await readFile( join( directory, path ) ),
				references
			);
		} catch ( error ) {
			found.push( `${ path }: ${ ( error as Error ).message }` );
		}
	}
	return found;
}

/** How much of two texts a difference quotes. */
const QUOTED = 80;

function firstDifference( text: string, expected: string ): string {
	let at = 0;
	while ( text[ at ] === expected[ at ] ) {
		at++;
	}
	const quote = ( whole: string ) => `“${ whole.slice( at, at + QUOTED ) }”`;
	return `${ quote( text ) } in place of ${ quote( expected ) }`;
}

/**
 * What WordPress shows an anonymous visitor.
 *
 * @param pages
 */
export async function readOriginals(
	pages: readonly RenderedFile[]
): Promise< ReadonlyMap< RenderedFile, string > > {
	const originals = new Map< RenderedFile, string >();
	// One after another: what waits for long in a queue has failed for fetch.
	for ( const page of pages ) {
		originals.set( page, await ( await fetch( page.url ) ).text() );
	}
	return originals;
}

/**
 * Pages that do not read as the original does.
 *
 * @param publication
 * @param publication.directory
 * @param publication.url
 * @param publication.origin
 * @param originals
 */
export async function differentTexts(
	{ directory, url, origin }: Publication,
	originals: ReadonlyMap< RenderedFile, string >
): Promise< string[] > {
	const found: string[] = [];
	for ( const [ { path }, original ] of originals ) {
		const expected = reading( original, origin );
		const text = reading(
			await readFile( join( directory, path ), 'utf8' ),
			url.slice( 0, -1 )
		);
		if ( text !== expected ) {
			found.push( `${ path }: ${ firstDifference( text, expected ) }` );
		}
	}
	return found;
}

/**
 * What goes wrong in a browser on published pages and not on the same pages of WordPress.
 *
 * @param publication
 * @param pages
 * @param visitor
 */
export async function troublesInBrowser(
	publication: Publication,
	pages: readonly RenderedFile[],
	visitor: Visitor
): Promise< string[] > {
	const found: string[] = [];
	for ( const page of pages ) {
		const address = publishedUrl( page, publication );
		const { failures, errors } = await visitor.visit( address );
		const known =
			errors.length === 0
				? []
				: ( await visitor.visit( page.url ) ).errors;
		found.push(
			...[
				...failures,
				...errors.filter( ( error ) => ! known.includes( error ) ),
			].map( ( trouble ) => `${ address }: ${ trouble }` )
		);
	}
	return found;
}
