import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startStaticServer, type StaticServer } from '../stands/static-server';
import {
	moveSite,
	SITE_LOCATIONS,
	startWordPress,
	type WordPressAccess,
	type WordPressStand,
} from '../stands/wordpress';
import { brokenLinks, crawl } from './crawler';
import { fillFromExport } from './fill-from-export';
import {
	differentTexts,
	foreignChanges,
	readOriginals,
	samplePages,
	troublesInBrowser,
	type Publication,
} from './fidelity';
import { saveProvider } from './provider-settings';
import { publishBoth, type PublishedBoth } from './publish-both';
import { leaks, publishedFiles } from './published-folder';
import { testWordPressVersion } from './version';
import { openVisitor, type Visitor } from './visitor';

/** The directory below the host's root in which one of the two copies lives. */
const DEEP = 'some/where';

const CLASSIC_THEME = 'tests/stands/wordpress/themes/plain';

/** For one step, at full size and on a loaded machine. */
const LONGEST_MS = 1_200_000;

/** A mistake of a theme stands on every page; the first ones tell. */
const MOST_SHOWN = 20;

export interface MatrixRow {
	/** `plain` is the classic one; WordPress ships the other. */
	readonly theme: 'plain' | 'twentytwentyfive';
	readonly location: keyof typeof SITE_LOCATIONS;
}

export interface MatrixOptions {
	/** An export file of WordPress on this machine, which fills the empty site. */
	readonly content: string;
	/** Starts the empty site; it has the classic theme. Default: the stand. */
	readonly start?: ( themes: readonly string[] ) => Promise< WordPressStand >;
	readonly rows: readonly MatrixRow[];
	/** Pages that are read again from WordPress and compared, per copy. */
	readonly readPages: number;
	/** Pages that a browser loads, per copy. */
	readonly visitedPages: number;
	/** The least that the content has. */
	readonly leastPages: number;
}

interface Copies {
	readonly root: StaticServer;
	readonly deep: StaticServer;
	/** Of the second copy's host. */
	readonly directory: string;
}

async function serveCopies( stand: WordPressAccess ): Promise< Copies > {
	const directory = await mkdtemp( join( tmpdir(), 'aether-matrix-' ) );
	return {
		directory,
		root: await startStaticServer( { directory: localSite( stand ) } ),
		deep: await startStaticServer( { directory } ),
	};
}

const localSite = ( { uploadsDirectory }: WordPressAccess ): string =>
	join( uploadsDirectory, 'aether/local-filesystem/static_site/current' );

const startStand = ( themes: readonly string[] ) =>
	startWordPress( { version: testWordPressVersion(), themes } );

/**
 * Publishes one site in several forms, each to the root of a host and to a directory of another one, and holds both
 * copies against WordPress.
 *
 * @param options
 */
export function describeMatrix( options: MatrixOptions ): void {
	vi.setConfig( { testTimeout: LONGEST_MS, hookTimeout: LONGEST_MS } );
	const { start = startStand } = options;
	let stand: WordPressStand;
	let copies: Copies;
	let visitor: Visitor;

	beforeAll( async () => {
		stand = await start( [ CLASSIC_THEME ] );
		await fillFromExport( stand, options.content );
		copies = await serveCopies( stand );
		visitor = await openVisitor();
	} );

	afterAll( async () => {
		await visitor?.close();
		await copies?.root.stop();
		await copies?.deep.stop();
		await stand?.stop();
		if ( copies ) {
			await rm( copies.directory, { recursive: true, force: true } );
		}
	} );

	describe.each( options.rows )(
		'$theme, WordPress at: $location',
		( { theme, location } ) => {
			let wordPress: WordPressAccess;
			let published: PublishedBoth;
			let publications: readonly Publication[];

			beforeAll( async () => {
				wordPress = await moveSite( stand, SITE_LOCATIONS[ location ] );
				await stand.runPhp( `switch_theme( '${ theme }' );` );
				await saveProvider( wordPress, 'local-filesystem', {
					public_url: `${ copies.root.url }/`,
				} );
				const deep = {
					directory: join( copies.directory, DEEP ),
					url: `${ copies.deep.url }/${ DEEP }/`,
				};
				published = await publishBoth( wordPress, deep );
				publications = [
					{
						directory: localSite( stand ),
						url: `${ copies.root.url }/`,
					},
					deep,
				].map( ( place ) => ( {
					...place,
					rendered: published.rendered,
					origin: wordPress.url,
				} ) );
			} );

			/**
			 * What a check finds in both copies.
			 * @param check
			 */
			const inBoth = async (
				check: ( publication: Publication ) => Promise< string[] >
			): Promise< string[] > =>
				( await Promise.all( publications.map( check ) ) )
					.flat()
					.slice( 0, MOST_SHOWN );

			it( 'is published to both places without an error', () => {
				const { result, findings, rendered } = published;
				expect(
					findings.filter( ( { severity } ) => severity === 'error' )
				).toEqual( [] );
				expect( result ).toMatchObject( {
					status: 'success',
					providers: [ { success: true }, { success: true } ],
				} );
				expect(
					samplePages( rendered, Infinity ).length
				).toBeGreaterThanOrEqual( options.leastPages );
			} );

			it( 'has no reference to what is not there, unless WordPress has it', async () => {
				expect(
					await inBoth( async ( { url, origin } ) => {
						const files = await crawl( url );
						const broken = brokenLinks( files );
						const excused = await Promise.all(
							broken.map( async ( line ) => {
								const [ , address = '' ] = line.split( ' ' );
								const original = await fetch(
									`${ origin }/${ address.slice( url.length ) }`
								);
								return original.status === 404;
							} )
						);
						return broken.filter(
							( _, index ) => ! excused[ index ]
						);
					} )
				).toEqual( [] );
			} );

			it( 'names the WordPress it came from nowhere, and nothing private', async () => {
				expect(
					await inBoth( async ( { directory } ) => {
						const files = await publishedFiles( directory );
						return [
							...leaks( files, new URL( stand.url ).origin ),
							...files
								.filter( ( { content } ) =>
									content.includes( 'stays at home' )
								)
								.map( ( { path } ) => `${ path } left home` ),
						];
					} )
				).toEqual( [] );
			} );

			it( 'differs from what WordPress rendered in URLs only', async () => {
				expect( await inBoth( foreignChanges ) ).toEqual( [] );
			} );

			it( 'reads as WordPress shows it to an anonymous visitor', async () => {
				const originals = await readOriginals(
					samplePages( published.rendered, options.readPages )
				);
				expect(
					await inBoth( ( publication ) =>
						differentTexts( publication, originals )
					)
				).toEqual( [] );
			} );

			it( 'works in a browser as it does in WordPress', async () => {
				const pages = samplePages(
					published.rendered,
					options.visitedPages
				);
				const troubles: string[] = [];
				for ( const publication of publications ) {
					troubles.push(
						...( await troublesInBrowser(
							publication,
							pages,
							visitor
						) )
					);
				}
				expect( troubles ).toEqual( [] );
			} );
		}
	);
}
