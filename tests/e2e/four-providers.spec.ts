import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CloudflareStand } from '../stands/cloudflare';
import { GitLabStand, type Project, STAND_TOKEN } from '../stands/gitlab';
import { ObjectStorage } from '../stands/object-storage';
import { standTime } from '../stands/object-storage/stand-time';
import { startStaticServer, type StaticServer } from '../stands/static-server';
import { openBrowser, type BrowserSession } from '../support/browser';
import {
	BUCKET,
	enterBucketAndWorker,
	WORKER,
} from '../support/bucket-and-worker';
import { type ClonedFile, cloneRepository } from '../support/clone';
import { brokenLinks, crawl, pagesOf } from '../support/crawler';
import { php } from '../support/php';
import { saveProvider } from '../support/provider-settings';
import { publishedFiles } from '../support/published-folder';
import { SettingsPage } from '../support/settings-page';
import { sharedWordPress } from '../support/wordpress';

/** Browsers write a refusal down that is asked for, too: of the page that does not exist, whose answer is the 404 page. */
const ASKED_FOR = /\/aether-not-found-/;
/** Writes of a publish beside the changed files: table, release, pointer, and one to clear up. */
const MOST_OTHER_WRITES = 4;
/** The Worker may go on with a pointer that it has read for a second. */
const SWITCH_MS = 60_000;
const LOCAL = 'Local filesystem';
const GITLAB = 'GitLab';
const PAGES = 'GitLab Pages';

const wordPress = sharedWordPress();
const current = join(
	wordPress.uploadsDirectory,
	'aether/local-filesystem/static_site/current'
);

let gitlab: GitLabStand;
let repository: Project;
let pages: Project;
let storage: ObjectStorage;
let cloudflare: CloudflareStand;
let site: StaticServer;
let browser: BrowserSession;
let settings: SettingsPage;
let before: string;
let edited: { readonly id: number; readonly path: string };
let deleted: { readonly id: number; readonly path: string };

const hash = ( body: Uint8Array ): string =>
	createHash( 'sha256' ).update( body ).digest( 'hex' );

/** Hashes by path of what the local filesystem serves now. */
async function localFiles(): Promise< Map< string, string > > {
	const files = await publishedFiles( current );
	return new Map(
		files.map( ( { path, content } ) => [ path, hash( content ) ] )
	);
}

const hashes = ( files: ReadonlyMap< string, ClonedFile > ) =>
	new Map(
		[ ...files ].map( ( [ path, { body } ] ) => [ path, hash( body ) ] )
	);

const createPost = ( title: string ): Promise< typeof edited > =>
	php(
		`$id = wp_insert_post( array( 'post_title' => $title, 'post_content' => '<p>First wording.</p>', 'post_status' => 'publish', 'post_author' => 1, 'post_date' => '2026-02-01 12:00:00' ) );
		return array( 'id' => $id, 'path' => wp_parse_url( get_permalink( $id ), PHP_URL_PATH ) );`,
		{ title }
	);

const commitsTo = ( project: Project ) =>
	gitlab.requests.filter(
		( { operation, path } ) =>
			operation === 'createCommit' &&
			path.includes( encodeURIComponent( project.path ) )
	);

const visit = async ( path: string ): Promise< string > =>
	( await fetch( cloudflare.edge.url + path ) ).text();

/**
 * Bodies by address of everything that a visitor meets; no link leads nowhere.
 *
 * @param address Of the front page.
 */
async function crawlWhole(
	address: string
): Promise< ReadonlyMap< string, string > > {
	const files = await crawl( address, {
		also: [ 'wp-sitemap.xml', 'robots.txt' ],
	} );
	expect( brokenLinks( files ) ).toEqual( [] );
	expect( pagesOf( files ).length ).toBeGreaterThan( 30 );
	return new Map(
		[ ...files.values() ].map( ( { url, body } ) => [ url, body ] )
	);
}

/** One click, and the sentence that says that all four have it. */
async function publish(): Promise< void > {
	gitlab.requests.length = 0;
	cloudflare.requests.length = 0;
	storage.log.clear();
	const { text } = await settings.publish();
	expect( text ).toContain( 'Uploaded static site to 4/4 providers' );
	expect( text ).not.toMatch( /not everywhere|failed/i );
}

/**
 * What anybody gets at an address.
 * @param address
 */
async function download( address: string ): Promise< Buffer > {
	const response = await fetch( address );
	expect( response.status, address ).toBe( 200 );
	return Buffer.from( await response.arrayBuffer() );
}

const choose = (
	provider: string,
	type: string,
	isChosen: boolean
): Promise< void > =>
	settings
		.card( provider )
		.getByRole( 'checkbox', { name: type } )
		.setChecked( isChosen );

beforeAll( async () => {
	gitlab = await GitLabStand.start( { basePath: '/gitlab' } );
	repository = await gitlab.createProject( {
		path: 'tide/journal',
		visibility: 'public',
	} );
	pages = await gitlab.createProject( { path: 'tide/pages' } );
	storage = await ObjectStorage.start();
	cloudflare = await CloudflareStand.start( {
		storage,
		localScript: 'aether-site',
	} );
	site = await startStaticServer( { directory: current } );
	before = await php< string >(
		`return (string) $GLOBALS['wpdb']->get_var( "SELECT option_value FROM {$GLOBALS['wpdb']->options} WHERE option_name = 'aether_settings'" );`
	);
	edited = await createPost( 'A post for four places' );
	deleted = await createPost( 'A post that leaves four places' );

	// The same address, so that both get the same bytes.
	const here = {
		deployment_types: [ 'static_site' ],
		public_url: `${ site.url }/`,
	};
	const account = {
		gitlab_url: gitlab.url,
		personal_access_token: STAND_TOKEN,
	};
	await saveProvider( wordPress, 'local-filesystem', here );
	await saveProvider( wordPress, 'gitlab', {
		...here,
		...account,
		project_id: repository.path,
	} );
	await saveProvider( wordPress, 'gitlab-pages', {
		...account,
		deployment_types: [ 'static_site' ],
		project_id: pages.path,
	} );
	browser = await openBrowser( wordPress );
	settings = new SettingsPage( browser.page, wordPress );
} );

afterAll( async () => {
	await browser?.close();
	await php(
		`foreach ( $posts as $post ) { wp_delete_post( $post['id'] ?? 0, true ); }
		return $GLOBALS['wpdb']->update( $GLOBALS['wpdb']->options, array( 'option_value' => $before ), array( 'option_name' => 'aether_settings' ) );`,
		{ before, posts: [ edited, deleted ] }
	);
	for ( const stand of [ site, cloudflare, storage, gitlab ] ) {
		await stand?.stop();
	}
} );

describe( 'A person with a folder, Cloudflare and GitLab', () => {
	/** Those of a bucket that did not answer the browser. */
	let errorsBefore: number;
	let wholeBefore: ReadonlyMap< string, string >;

	it( 'enters a bucket and a Worker, tests both, and lets the site call the bucket', async () => {
		await settings.open();
		await enterBucketAndWorker( settings, storage, cloudflare );
		await settings.save();

		expect( await settings.testConnection( WORKER ) ).toContain(
			'The connection works'
		);
		expect( await settings.testConnection( BUCKET ) ).toContain(
			'does not allow requests'
		);
		expect( await settings.allowThisSite( BUCKET ) ).toContain(
			'allows this site now'
		);
		expect( storage.cors ).toMatchObject( [
			{ allowedOrigins: [ wordPress.url ] },
		] );
		const works = await settings.testConnection( BUCKET );
		expect( works ).toContain( 'The connection works' );
		expect( works ).not.toContain( 'does not allow requests' );
		errorsBefore = browser.errors.length;
	} );

	it( 'publishes to all of them with one click', async () => {
		await publish();
		for ( const { violations } of [ gitlab, cloudflare ] ) {
			expect( violations ).toEqual( [] );
		}
		expect( cloudflare.account.scripts ).toHaveLength( 1 );
	} );

	it( 'and a clone of the repository is the published site, byte for byte, from one commit', async () => {
		const clone = await cloneRepository( repository.repository.directory );
		expect( hashes( clone.files ) ).toEqual( await localFiles() );
		expect(
			new Set( [ ...clone.files.values() ].map( ( { mode } ) => mode ) )
		).toEqual( new Set( [ '100644' ] ) );
		expect( clone.commitCount ).toBe( 1 );
	} );

	it( 'and the deployed Worker serves from the bucket a site without a link that leads nowhere', async () => {
		wholeBefore = await crawlWhole( `${ cloudflare.edge.url }/` );
		expect( await visit( edited.path ) ).toContain( 'First wording.' );
	} );

	it( 'and the Pages site, from one commit, has no such link either', async () => {
		await crawlWhole( pages.pages?.url ?? '' );
		const clone = await cloneRepository( pages.repository.directory );
		expect( clone.commitCount ).toBe( 1 );
		expect(
			[ ...clone.files.keys() ].filter(
				( path ) => ! path.startsWith( 'public/' )
			)
		).toEqual( [ '.gitlab-ci.yml' ] );
	} );

	it( 'sends of an edited and a deleted post exactly what they change, in one commit and in few writes', async () => {
		const old = await localFiles();
		await php(
			`wp_update_post( array( 'ID' => $edited, 'post_content' => '<p>Second wording.</p>' ) );
			wp_delete_post( $deleted, true );`,
			{ edited: edited.id, deleted: deleted.id }
		);
		await publish();
		const after = await localFiles();
		const changed = [ ...after ]
			.filter( ( [ path, sha256 ] ) => old.get( path ) !== sha256 )
			.map( ( [ path ] ) => path );
		const gone = [ ...old.keys() ].filter(
			( path ) => ! after.has( path )
		);
		expect( Math.min( gone.length, changed.length ) ).toBeGreaterThan( 0 );

		const [ commit, ...others ] = commitsTo( repository );
		expect( others ).toEqual( [] );
		const { actions } = commit?.body as {
			actions: { action: string; file_path: string }[];
		};
		const pathsOf = ( isDeletion: boolean ) =>
			actions
				.filter(
					( { action } ) => ( action === 'delete' ) === isDeletion
				)
				.map( ( { file_path: path } ) => path )
				.sort();
		expect( pathsOf( false ) ).toEqual( changed.sort() );
		expect( pathsOf( true ) ).toEqual( gone.sort() );
		const clone = await cloneRepository( repository.repository.directory );
		expect( hashes( clone.files ) ).toEqual( after );
		expect( clone.commitCount ).toBe( 2 );
		expect( commitsTo( pages ) ).toHaveLength( 1 );
		expect( storage.log.writes.length ).toBeLessThanOrEqual(
			MOST_OTHER_WRITES + changed.length
		);
		expect( cloudflare.writes ).toEqual( [] );
		await expect
			.poll( () => visit( edited.path ), { timeout: SWITCH_MS } )
			.toContain( 'Second wording.' );
		expect( await visit( deleted.path ) ).not.toContain( 'First wording.' );
	} );

	it( 'goes back to every old byte with one write to the bucket', async () => {
		const card = settings.card( BUCKET );
		await card.getByRole( 'button', { name: 'Show releases' } ).click();
		const previous = card
			.locator( '.aether-releases' )
			.getByRole( 'listitem' )
			.nth( 1 );
		const activate = previous.getByRole( 'button', { name: /Activate/ } );
		await activate.waitFor();
		standTime.pass( 1000 );
		storage.log.clear();
		await activate.click();
		await previous.getByText( 'Active', { exact: true } ).waitFor();
		expect( storage.log.writes ).toHaveLength( 1 );
		await expect
			.poll( () => visit( edited.path ), { timeout: SWITCH_MS } )
			.toContain( 'First wording.' );
		expect( await crawlWhole( `${ cloudflare.edge.url }/` ) ).toEqual(
			wholeBefore
		);
	} );

	it( 'goes back to the version of the Worker before with one write to Cloudflare', async () => {
		for ( const provider of [ LOCAL, BUCKET, GITLAB, PAGES ] ) {
			await choose( provider, 'Static site', false );
		}
		await settings.fill( WORKER, 'Edge functions', {
			'Path in the bucket': 'where-nothing-is',
		} );
		await settings.save();
		expect( ( await settings.publish() ).text ).not.toMatch( /failed/i );
		await expect
			.poll( () => visit( edited.path ), { timeout: SWITCH_MS } )
			.not.toContain( 'First wording.' );

		const card = settings.card( WORKER );
		await card
			.getByRole( 'button', { name: 'Show versions of the edge' } )
			.click();
		const [ newest, previous ] = [ 0, 1 ].map( ( index ) =>
			card
				.locator( '.aether-releases' )
				.getByRole( 'listitem' )
				.nth( index )
		);
		await newest?.getByText( 'Active', { exact: true } ).waitFor();
		cloudflare.requests.length = 0;
		await previous?.getByRole( 'button', { name: /Activate/ } ).click();
		await previous?.getByText( 'Active', { exact: true } ).waitFor();
		expect( cloudflare.writes ).toHaveLength( 1 );
		expect( cloudflare.violations ).toEqual( [] );
		await expect
			.poll( () => visit( edited.path ), { timeout: SWITCH_MS } )
			.toContain( 'First wording.' );
		// What comes next publishes the Worker again.
		await settings.fill( WORKER, 'Edge functions', {
			'Path in the bucket': '',
		} );
	} );

	it( 'publishes the blueprint bundle alone to three of them, and each gives the same bytes', async () => {
		for ( const provider of [ LOCAL, BUCKET, GITLAB, PAGES ] ) {
			await choose( provider, 'Static site', false );
		}
		for ( const provider of [ LOCAL, BUCKET, GITLAB ] ) {
			await choose( provider, 'Blueprint bundle', true );
		}
		await settings.save();
		const { text } = await settings.publish();
		expect( text ).toContain(
			'Uploaded blueprint bundle to 3/3 providers'
		);
		expect( text ).not.toMatch( /failed/i );

		const links = browser.page
			.locator( '.aether-result' )
			.getByRole( 'link', { name: 'Download bundle' } );
		const addresses = await links.evaluateAll( ( found ) =>
			found.map( ( link ) => ( link as HTMLAnchorElement ).href )
		);
		expect( addresses ).toHaveLength( 3 );
		const places = [ wordPress.url, cloudflare.edge.url, gitlab.url ];
		expect(
			places.map( ( place ) =>
				addresses.findIndex( ( address ) =>
					address.startsWith( place )
				)
			)
		).not.toContain( -1 );
		const [ first, ...others ] = await Promise.all(
			addresses.map( download )
		);
		// What a ZIP begins with.
		expect( first?.subarray( 0, 4 ).toString( 'latin1' ) ).toBe(
			'PK\u0003\u0004'
		);
		for ( const body of others ) {
			expect( body.equals( first ?? Buffer.of() ) ).toBe( true );
		}
	} );

	it( 'and Playground, another site, may read it wherever it is offered to open it', async () => {
		const offered = await browser.page
			.locator( '.aether-result' )
			.getByRole( 'link', { name: 'Open in Playground' } )
			.evaluateAll( ( found ) =>
				found.map( ( link ) =>
					new URL(
						( link as HTMLAnchorElement ).href
					).searchParams.get( 'blueprint-url' )
				)
			);
		// Not that of WordPress' own server, which says nothing of other sites.
		expect( offered ).toHaveLength( 2 );
		for ( const address of offered ) {
			const { status, headers } = await fetch( address ?? '', {
				headers: { Origin: 'https://playground.wordpress.net' },
			} );
			expect( status, address ?? '' ).toBe( 200 );
			expect(
				headers.get( 'Access-Control-Allow-Origin' ),
				address ?? ''
			).toBe( '*' );
		}
	} );

	it( 'and no page ever held the token, nor reported an error', async () => {
		expect( await browser.page.content() ).not.toContain( STAND_TOKEN );
		expect(
			browser.errors
				.slice( errorsBefore )
				.filter( ( error ) => ! ASKED_FOR.test( error ) )
		).toEqual( [] );
	} );
} );
