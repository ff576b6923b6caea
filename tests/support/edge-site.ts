import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CloudflareStand } from '../stands/cloudflare';
import { ObjectStorage } from '../stands/object-storage';
import { readTable } from '../stands/object-storage/read-published';
import { standTime } from '../stands/object-storage/stand-time';
import { startWordPress, type WordPressStand } from '../stands/wordpress';
import { type BrowserSession, openBrowser } from './browser';
import { BUCKET, enterBucketAndWorker, WORKER } from './bucket-and-worker';
import { brokenLinks, crawl, type CrawledFile, pagesOf } from './crawler';
import { SettingsPage } from './settings-page';

/** Writes of a publish beside the changed files: table, release, pointer, and one to clear up. */
const MOST_OTHER_WRITES = 4;
/** It says when the site was changed, too. */
const COMMENTS_FEED = 'comments/feed/index.xml';
/** The Worker may go on with a pointer that it has read for a second. */
const SWITCH_MS = 60_000;
/** To ten posts come more than three archives that are linked: of the list of all posts, categories, tags and the author. */
const POSTS_PER_PAGE = 1 / 1.3;
/** A site has feeds and assets, too. */
const MOST_FILES_PER_PAGE = 5;

/**
 * A person publishes a site from Settings → Aether to R2 and Workers; visitors get it from the Worker that was deployed.
 *
 * @param pages     How many, at least.
 * @param longestMs A publish, or a walk through all that is published.
 */
export function describeEdgeSite( pages: number, longestMs: number ): void {
	const posts = Math.ceil( pages * POSTS_PER_PAGE );
	describe(
		`A site of ${ pages } pages at the edge`,
		{ timeout: longestMs },
		() => {
			const editedPath = `/post-${ Math.ceil( posts / 2 ) }/`;
			let wordPress: WordPressStand;
			let storage: ObjectStorage;
			let cloudflare: CloudflareStand;
			let browser: BrowserSession;
			let settings: SettingsPage;
			/** Those of a bucket that did not answer the browser yet. */
			let expectedErrors: number;
			let released: ReadonlyMap< string, string >;
			let served: ReadonlyMap< string, CrawledFile >;

			beforeAll( async () => {
				wordPress = await startWordPress( {
					constants: { WP_DEBUG: false },
				} );
				// The rules follow with the next request; the posts link to each other at these addresses. Comments would give each
				// post a feed.
				await wordPress.runPhp(
					`update_option( 'default_comment_status', 'closed' );
					update_option( 'default_ping_status', 'closed' );
					update_option( 'permalink_structure', '/%postname%/' );
					delete_option( 'rewrite_rules' );
					require '${ wordPress.standInPhp }/content/generated-posts.php';
					Aether\\Stand\\generate_posts( ${ posts } );`
				);
				storage = await ObjectStorage.start();
				cloudflare = await CloudflareStand.start( {
					storage,
					localScript: 'aether-site',
				} );
				browser = await openBrowser( wordPress );
				settings = new SettingsPage( browser.page, wordPress );
			}, longestMs );

			afterAll( async () => {
				await browser?.close();
				await cloudflare?.stop();
				await storage?.stop();
				await wordPress?.stop();
			} );

			const visit = async ( path: string ): Promise< string > =>
				( await fetch( cloudflare.edge.url + path ) ).text();

			/** Everything that a visitor of the Worker meets. */
			const walk = (): Promise< ReadonlyMap< string, CrawledFile > > =>
				crawl( `${ cloudflare.edge.url }/`, {
					also: [ 'wp-sitemap.xml', 'robots.txt' ],
					limit: MOST_FILES_PER_PAGE * pages + 1000,
				} );

			/** Digests by path of what the live release names, read past the product. */
			async function readRelease(): Promise< Map< string, string > > {
				const objects = new Map(
					(
						await Promise.all(
							[ 'current.json', 'releases/', 'shards/' ].map(
								( key ) =>
									storage.r2.objects( `_aether/${ key }` )
							)
						)
					).flatMap( ( part ) => [ ...part ] )
				);
				return new Map(
					readTable( objects, '' ).map( ( [ path, { blob } ] ) => [
						path,
						blob,
					] )
				);
			}

			/**
			 * @param digest Of a file.
			 */
			async function readBlob( digest: string ): Promise< string > {
				const [ blob ] = (
					await storage.r2.objects( `_aether/blobs/${ digest }` )
				).values();
				return Buffer.from( blob?.body ?? [] ).toString();
			}

			async function publish(): Promise< string > {
				storage.log.clear();
				cloudflare.requests.length = 0;
				await settings.publishButton.click();
				await browser.page
					.locator( '.aether-result' )
					.waitFor( { timeout: longestMs } );
				const { text } = await settings.outcome();
				expect( text ).toMatch( /Published: [\d,]+ pages/ );
				expect( text ).not.toMatch( /not everywhere|failed/i );
				return text;
			}

			it( 'is let into a bucket, with a Worker in front, after both connections were tested', async () => {
				await settings.open();
				await enterBucketAndWorker( settings, storage, cloudflare );
				await settings.save();

				expect( await settings.testConnection( WORKER ) ).toContain(
					'The connection works'
				);
				await settings.testConnection( BUCKET );
				await settings.allowThisSite( BUCKET );
				const works = await settings.testConnection( BUCKET );
				expect( works ).toContain( 'The connection works' );
				expect( works ).not.toContain( 'does not allow requests' );
				expectedErrors = browser.errors.length;
			} );

			it( 'is published with one click, and the Worker serves all of it without a link that leads nowhere', async () => {
				await publish();
				expect( cloudflare.violations ).toEqual( [] );
				released = await readRelease();
				served = await walk();
				expect( brokenLinks( served ) ).toEqual( [] );
				expect( pagesOf( served ).length ).toBeGreaterThanOrEqual(
					pages
				);
			} );

			it( 'needs for one edited post at most four writes more than files that it changed', async ( {
				annotate,
			} ) => {
				await wordPress.runPhp(
					`$post = get_page_by_path( '${ editedPath.replaceAll( '/', '' ) }', OBJECT, 'post' );
					wp_update_post( array( 'ID' => $post->ID, 'post_content' => '<p>Second wording.</p>' ) );`
				);
				await publish();
				const { writes } = storage.log;
				const after = await readRelease();
				const changed = [ ...after ].filter(
					( [ path, digest ] ) => released.get( path ) !== digest
				);
				const paths = changed.map( ( [ path ] ) => path );
				await annotate(
					`${ writes.length } writes for ${ changed.length } files: ${ paths.join( ', ' ) }`
				);
				expect( [ ...released.keys() ].sort() ).toEqual(
					[ ...after.keys() ].sort()
				);
				expect( paths ).toContain(
					`${ editedPath.slice( 1 ) }index.html`
				);
				// It, the archives and feeds that show it, the list for search engines, and what says when the site has changed.
				for ( const [ path, digest ] of changed ) {
					if ( path !== COMMENTS_FEED ) {
						expect( await readBlob( digest ), path ).toContain(
							editedPath
						);
					}
				}
				expect( writes.length ).toBeGreaterThan( changed.length );
				expect( writes.length ).toBeLessThanOrEqual(
					MOST_OTHER_WRITES + changed.length
				);
				expect( cloudflare.writes ).toEqual( [] );
				await expect
					.poll( () => visit( editedPath ), { timeout: SWITCH_MS } )
					.toContain( 'Second wording.' );
			} );

			it( 'gets every old byte back with one write', async () => {
				const card = settings.card( BUCKET );
				await card
					.getByRole( 'button', { name: 'Show releases' } )
					.click();
				const previous = card
					.locator( '.aether-releases' )
					.getByRole( 'listitem' )
					.nth( 1 );
				const activate = previous.getByRole( 'button', {
					name: /Activate/,
				} );
				await activate.waitFor();
				// Nobody goes back within the second after a publish, in which the store takes no other pointer.
				standTime.pass( 1000 );
				storage.log.clear();
				await activate.click();
				await previous.getByText( 'Active', { exact: true } ).waitFor();
				expect( storage.log.writes ).toHaveLength( 1 );
				await expect
					.poll( () => visit( editedPath ), { timeout: SWITCH_MS } )
					.not.toContain( 'Second wording.' );
				const back = await walk();
				expect( [ ...back.keys() ].sort() ).toEqual(
					[ ...served.keys() ].sort()
				);
				expect(
					[ ...back.values() ]
						.filter(
							( { url, body } ) =>
								served.get( url )?.body !== body
						)
						.map( ( { url } ) => url )
				).toEqual( [] );
				expect( await readRelease() ).toEqual( released );
			} );

			it( 'leaves no error in the browser', () => {
				expect( browser.errors.slice( expectedErrors ) ).toEqual( [] );
			} );
		}
	);
}
