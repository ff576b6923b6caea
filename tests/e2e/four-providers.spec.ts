import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitLabStand, type Project, STAND_TOKEN } from '../stands/gitlab';
import { ObjectStorage } from '../stands/object-storage';
import { readPublished } from '../stands/object-storage/read-published';
import { startStaticServer, type StaticServer } from '../stands/static-server';
import { openBrowser, type BrowserSession } from '../support/browser';
import { type ClonedFile, cloneRepository } from '../support/clone';
import { brokenLinks, crawl, pagesOf } from '../support/crawler';
import { php } from '../support/php';
import { publishedFiles } from '../support/published-folder';
import { type PublishOutcome, SettingsPage } from '../support/settings-page';
import { sharedWordPress } from '../support/wordpress';

/** The engine asks for a page that does not exist, to publish the site's 404 page; browsers write each 404 down. */
const NOT_FOUND_PROBE = '/aether-not-found-';

const wordPress = sharedWordPress();
const current = join(
	wordPress.uploadsDirectory,
	'aether/local-filesystem/static_site/current'
);

let gitlab: GitLabStand;
let repository: Project;
let pages: Project;
let storage: ObjectStorage;
let site: StaticServer;
let browser: BrowserSession;
let settings: SettingsPage;
let localBefore: Readonly< Record< string, unknown > > | undefined;
let edited: number;
let deleted: number;

interface StoredSettings {
	readonly revision: string;
	readonly providers: Readonly<
		Record< string, Readonly< Record< string, unknown > > >
	>;
}

const stored = async (): Promise< StoredSettings > =>
	( await (
		await wordPress.rest( 'aether/v1/settings' )
	).json() ) as StoredSettings;

async function save(
	provider: string,
	config: Readonly< Record< string, unknown > > | null
): Promise< void > {
	const route = `aether/v1/settings/providers/${ provider }`;
	const { revision } = await stored();
	const response = await wordPress.rest( route, {
		method: config === null ? 'DELETE' : 'PUT',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify( { revision, ...( config && { config } ) } ),
	} );
	expect( response.status, await response.clone().text() ).toBe( 200 );
}

const hash = ( body: Uint8Array ): string =>
	createHash( 'sha256' ).update( body ).digest( 'hex' );

/** Hashes by path of what the local filesystem serves now. */
const localFiles = async (): Promise< Map< string, string > > =>
	new Map(
		( await publishedFiles( current ) ).map( ( { path, content } ) => [
			path,
			hash( content ),
		] )
	);

const hashes = (
	files: ReadonlyMap< string, ClonedFile >
): Map< string, string > =>
	new Map(
		[ ...files ].map( ( [ path, { body } ] ) => [ path, hash( body ) ] )
	);

const createPost = ( title: string ): Promise< number > =>
	php(
		`return wp_insert_post( array( 'post_title' => $title, 'post_content' => '<p>First wording.</p>', 'post_status' => 'publish', 'post_author' => 1, 'post_date' => '2026-02-01 12:00:00' ) );`,
		{ title }
	);

const commitsTo = ( project: Project ) =>
	gitlab.requests.filter(
		( { operation, path } ) =>
			operation === 'createCommit' &&
			path.includes( encodeURIComponent( project.path ) )
	);

/** One click, and the sentence that says that all four have it. */
async function publish(): Promise< PublishOutcome > {
	gitlab.requests.length = 0;
	storage.log.clear();
	const outcome = await settings.publish();
	expect( outcome.text ).toContain( 'Uploaded static site to 4/4 providers' );
	return outcome;
}

beforeAll( async () => {
	gitlab = await GitLabStand.start( { basePath: '/gitlab' } );
	repository = await gitlab.createProject( { path: 'tide/journal' } );
	pages = await gitlab.createProject( { path: 'tide/pages' } );
	storage = await ObjectStorage.start( {
		cors: [
			{
				allowedOrigins: [ wordPress.url ],
				allowedMethods: [ 'GET', 'HEAD', 'PUT', 'POST', 'DELETE' ],
				allowedHeaders: [ '*' ],
				exposeHeaders: [ 'ETag' ],
			},
		],
	} );
	site = await startStaticServer( { directory: current } );
	localBefore = ( await stored() ).providers[ 'local-filesystem' ];
	edited = await createPost( 'A post for four places' );
	deleted = await createPost( 'A post that leaves four places' );

	const everywhere = { deployment_types: [ 'static_site' ] };
	// The same address, so that the same bytes are published.
	const publicUrl = `${ site.url }/`;
	await save( 'local-filesystem', { ...everywhere, public_url: publicUrl } );
	await save( 'cloudflare-r2', {
		...everywhere,
		endpoint: storage.endpoint,
		bucket_name: storage.bucketName,
		access_key_id: storage.accessKeyId,
		secret_access_key: storage.secretAccessKey,
		public_url: publicUrl,
	} );
	const account = {
		...everywhere,
		gitlab_url: gitlab.url,
		personal_access_token: STAND_TOKEN,
	};
	await save( 'gitlab', {
		...account,
		project_id: repository.path,
		public_url: publicUrl,
	} );
	await save( 'gitlab-pages', { ...account, project_id: pages.path } );
	browser = await openBrowser( wordPress );
	settings = new SettingsPage( browser.page, wordPress );
} );

afterAll( async () => {
	await browser?.close();
	for ( const provider of [ 'cloudflare-r2', 'gitlab', 'gitlab-pages' ] ) {
		await save( provider, null );
	}
	await save( 'local-filesystem', localBefore ?? null );
	await php( 'wp_delete_post( $id, true );', { id: edited } );
	await php( 'wp_delete_post( $id, true );', { id: deleted } );
	await site?.stop();
	await storage?.stop();
	await gitlab?.stop();
} );

describe( 'One click publishes to a folder, R2, GitLab and GitLab Pages', () => {
	it( 'and says so', async () => {
		await settings.open();
		await publish();
		expect( gitlab.violations ).toEqual( [] );
	} );

	it( 'and a clone of the repository is the published site, byte for byte, from one commit', async () => {
		const clone = await cloneRepository( repository.repository.directory );
		expect( hashes( clone.files ) ).toEqual( await localFiles() );
		expect(
			new Set( [ ...clone.files.values() ].map( ( { mode } ) => mode ) )
		).toEqual( new Set( [ '100644' ] ) );
		expect( clone.commitCount ).toBe( 1 );
	} );

	it( 'and the bucket holds the same files', async () => {
		const published = await readPublished( storage.r2, '', 'releases' );
		const local = await localFiles();
		expect( [ ...published.keys() ].sort() ).toEqual(
			[ ...local.keys() ].sort()
		);
	} );

	it( 'and the Pages site, from one commit, has no link that leads nowhere', async () => {
		const address = pages.pages?.url ?? '';
		const files = await crawl( address, {
			also: [ 'wp-sitemap.xml', 'robots.txt' ],
		} );
		expect( brokenLinks( files ) ).toEqual( [] );
		expect( pagesOf( files ).length ).toBeGreaterThan( 30 );
		const clone = await cloneRepository( pages.repository.directory );
		expect( clone.commitCount ).toBe( 1 );
		expect(
			[ ...clone.files.keys() ].filter(
				( path ) => ! path.startsWith( 'public/' )
			)
		).toEqual( [ '.gitlab-ci.yml' ] );
	} );

	it( 'and no page ever holds the token', async () => {
		expect( await browser.page.content() ).not.toContain( STAND_TOKEN );
	} );
} );

describe( 'The next click', () => {
	it( 'writes nothing anywhere when nothing changed', async () => {
		await publish();
		expect( gitlab.writes ).toEqual( [] );
		expect( storage.log.writes ).toEqual( [] );
	} );

	it( 'makes one commit of exactly the files that an edited and a deleted post change', async () => {
		const before = await localFiles();
		await php(
			`wp_update_post( array( 'ID' => $edited, 'post_content' => '<p>Second wording.</p>' ) );
			wp_delete_post( $deleted, true );`,
			{ edited, deleted }
		);
		await publish();
		const after = await localFiles();
		const changed = [ ...after ]
			.filter( ( [ path, sha256 ] ) => before.get( path ) !== sha256 )
			.map( ( [ path ] ) => path );
		const gone = [ ...before.keys() ].filter(
			( path ) => ! after.has( path )
		);
		expect( gone.length ).toBeGreaterThan( 0 );
		expect( changed.length ).toBeGreaterThan( 0 );

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
	} );

	it( 'and no tab reported an error all the while', () => {
		expect(
			browser.errors.filter(
				( error ) => ! error.includes( NOT_FOUND_PROBE )
			)
		).toEqual( [] );
	} );
} );
