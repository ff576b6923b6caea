import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import {
	DEPLOYMENT_TYPES,
	type DeploymentManifest,
	type ProviderConfig,
	ProviderRegistry,
	type PublishFile,
} from '@aether/provider-sdk';
import {
	createTestFile,
	createTestManifest,
	fakeRuntime,
	testDeploymentTarget,
	testProvider,
} from '@aether/provider-sdk/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	ACCESS_LEVELS,
	GitLabStand,
	type Project,
	STAND_TOKEN,
} from '../../../../tests/stands/gitlab';
import { HastyClock } from '../../../../tests/support/hasty-clock';
import { GitLabPagesProvider } from './provider';

const ID = 'gitlab-pages';
const signal = new AbortController().signal;

let stand: GitLabStand;
let project: Project;
let nth = 0;

beforeAll( async () => {
	stand = await GitLabStand.start();
	await newProject();
} );
afterAll( () => stand.stop() );

async function newProject( options = {} ): Promise< void > {
	nth++;
	project = await stand.createProject( {
		path: `acme/site-${ nth }`,
		...options,
	} );
	stand.faults.clear();
	stand.requests.length = 0;
}

const runtimeFor = ( config: ProviderConfig = {} ) =>
	fakeRuntime( {
		providerId: ID,
		config: {
			gitlab_url: stand.url,
			project_id: project.path,
			...config,
		},
		secrets: { personal_access_token: STAND_TOKEN },
		fetch,
		clock: new HastyClock( Date.now() ),
	} );

function provider() {
	const registry = new ProviderRegistry();
	registry.register( ID, GitLabPagesProvider );
	return registry.get( ID ) as GitLabPagesProvider;
}

const open = ( config: ProviderConfig = {} ) =>
	provider().createTarget(
		DEPLOYMENT_TYPES.STATIC_SITE,
		runtimeFor( config ),
		{ signal }
	);

async function publish(
	files: Parameters< typeof createTestManifest >[ 0 ],
	{
		config = {},
		manifest: overrides = {},
		onStatus = () => {},
	}: {
		config?: ProviderConfig;
		manifest?: Partial< Omit< DeploymentManifest, 'files' > >;
		onStatus?: ( status: string ) => void;
	} = {}
) {
	const target = await open( config );
	const manifest = await createTestManifest( files, {
		baseUrl: target.baseUrl,
		...overrides,
	} );
	const plan = await target.prepare( manifest, { signal } );
	for ( const { path } of plan.uploads ) {
		await target.put( manifest.files.get( path ) as PublishFile, {
			signal,
		} );
	}
	const receipt = await target.finalize( { signal, onStatus } );
	return { manifest, plan, receipt };
}

/** What Pages serves: the deployed folder without the variants that the job compressed. */
async function deployed() {
	const directory = project.pages?.deployments.at( -1 )?.directory;
	const files = new Map< string, { body: Uint8Array } >();
	if ( directory === undefined ) {
		return files;
	}
	const entries = await readdir( directory, {
		recursive: true,
		withFileTypes: true,
	} );
	for ( const entry of entries ) {
		const path = join( entry.parentPath, entry.name );
		if ( entry.isFile() && ! entry.name.endsWith( '.gz' ) ) {
			files.set( relative( directory, path ).replaceAll( sep, '/' ), {
				body: new Uint8Array( await readFile( path ) ),
			} );
		}
	}
	return files;
}

async function readText( path: string ): Promise< string | null > {
	const head = await project.repository.resolve( 'main' );
	const rows = head ? await project.repository.tree( head ) : [];
	const row = rows?.find( ( candidate ) => candidate.path === path );
	const body = row && ( await project.repository.blob( row.id ) );
	return body ? body.toString( 'utf8' ) : null;
}

const push = async ( path: string, body: string ) => {
	const { repository } = project;
	const head = await repository.resolve( 'main' );
	const [ id = '' ] = await repository.writeBlobs( [ Buffer.from( body ) ] );
	const commit = await repository.writeCommit(
		head,
		[ { path, file: { mode: '100644', id } } ],
		'Somebody else was here'
	);
	await repository.moveBranch( 'main', commit, head );
};

testProvider( {
	id: ID,
	providerClass: GitLabPagesProvider,
	config: { project_id: 'acme/site' },
	createRuntime: () => runtimeFor(),
} );

testDeploymentTarget( {
	name: 'GitLab Pages',
	reset: () => newProject(),
	createTarget: () => open(),
	readBackend: deployed,
	answerWith: ( status ) => {
		stand.faults.clear();
		if ( status !== null ) {
			stand.faults.arm(
				'any',
				{ kind: 'status', status },
				{ times: Infinity }
			);
		}
	},
	secrets: { values: [ STAND_TOKEN ], readLog: () => '' },
} );

describe( 'A publish to GitLab Pages', () => {
	beforeEach( () => newProject() );

	it( 'is served where GitLab says, and tells what it waits for', async () => {
		const statuses: string[] = [];
		const { receipt } = await publish(
			{ 'index.html': '<h1>Hello</h1>', 'a/index.html': 'a' },
			{ onStatus: ( status ) => statuses.push( status ) }
		);
		expect( receipt.url ).toBe( project.pages?.url );
		const page = await fetch( receipt.url ?? '' );
		expect( await page.text() ).toBe( '<h1>Hello</h1>' );
		expect( statuses ).toEqual( [
			'The pipeline of GitLab Pages is created',
			'The pipeline of GitLab Pages is pending',
			'The pipeline of GitLab Pages is running',
			`Looking at ${ receipt.url }`,
		] );
		expect( stand.violations ).toEqual( [] );
	} );

	it( 'serves compressed variants beside the files', async () => {
		await publish( { 'index.html': '<h1>Hello</h1>' } );
		const page = await fetch( `${ project.pages?.url }index.html.gz` );
		expect( page.status ).toBe( 200 );
	} );

	it( 'makes the CI file with the site, and never changes one that is there', async () => {
		await publish( { 'index.html': '1' } );
		expect( await readText( '.gitlab-ci.yml' ) ).toContain( 'pages:' );
		const own =
			'pages:\n  script: [ "true" ]\n  artifacts: { paths: [ public ] }\n';
		await push( '.gitlab-ci.yml', own );
		await publish( { 'index.html': '2' } );
		expect( await readText( '.gitlab-ci.yml' ) ).toBe( own );
	} );

	it( 'writes redirects and the page for what is missing as Pages reads them', async () => {
		await publish(
			[
				await createTestFile( 'index.html', '1' ),
				await createTestFile( 'not-found/index.html', 'nothing here' ),
			],
			{
				manifest: {
					redirects: [
						{ from: '/old/', to: '/new/', status: 301 },
						{
							from: '/away/',
							to: 'https://example.org/',
							status: 307,
						},
					],
					notFound: ( await createTestFile( 'not-found/index.html' ) )
						.path,
				},
			}
		);
		expect( await readText( 'public/_redirects' ) ).toBe(
			'/old/ /new/ 301\n/away/ https://example.org/ 302\n'
		);
		expect( await readText( 'public/404.html' ) ).toBe( 'nothing here' );
		const { plan } = await publish( { 'index.html': '1' } );
		expect( plan.removals ).toContain( '_redirects' );
		expect( await readText( 'public/_redirects' ) ).toBeNull();
	} );

	it( 'answers feeds where WordPress has them, and leads on where it does', async () => {
		await publish(
			{
				'index.html': '1',
				'feed/index.xml': '<rss>all</rss>',
				'blog/hello/feed/index.xml': '<rss>one</rss>',
			},
			{
				manifest: {
					redirects: [
						{ from: '/old/feed/', to: '/feed/', status: 301 },
					],
				},
			}
		);
		const at = ( path: string ) =>
			fetch( new URL( path, project.pages?.url ), {
				redirect: 'manual',
			} );
		const all = await at( 'feed/' );
		expect( [ all.status, await all.text() ] ).toEqual( [
			200,
			'<rss>all</rss>',
		] );
		const one = await at( 'blog/hello/feed/' );
		expect( [ one.status, await one.text() ] ).toEqual( [
			200,
			'<rss>one</rss>',
		] );
		const old = await at( 'old/feed/' );
		expect( [ old.status, old.headers.get( 'location' ) ] ).toEqual( [
			301,
			'/feed/',
		] );
		expect( ( await at( 'nowhere/feed/' ) ).status ).toBe( 404 );
	} );

	it.each( [
		[ 'more redirects than Pages follows', 1_100, 20, 101 ],
		[ 'more than fit into its file', 900, 100, 299 ],
	] )(
		'keeps the first of %s, and says so',
		async ( _, count, length, leftOut ) => {
			const name = ( index: number ) =>
				`/${ String( index ).padStart( length, '0' ) }/`;
			const { receipt } = await publish(
				{ 'index.html': '1', 'feed/index.xml': '<rss/>' },
				{
					manifest: {
						redirects: Array.from(
							{ length: count },
							( __, index ) => ( {
								from: name( index ),
								to: '/',
								status: 301 as const,
							} )
						),
					},
				}
			);
			expect( receipt.warnings ).toEqual( [
				expect.stringContaining( `left out: ${ leftOut }.` ),
			] );
			const statusOf = async ( path: string ) =>
				(
					await fetch( new URL( path, project.pages?.url ), {
						redirect: 'manual',
					} )
				).status;
			expect( await statusOf( name( count - leftOut - 1 ) ) ).toBe( 301 );
			expect( await statusOf( name( count - leftOut ) ) ).toBe( 404 );
			expect( await statusOf( '/feed/' ) ).toBe( 200 );
		}
	);

	it( 'shows the end of the log when the job fails', async () => {
		await push(
			'.gitlab-ci.yml',
			'pages:\n  script: [ "echo out of luck; exit 3" ]\n'
		);
		await expect( publish( { 'index.html': '1' } ) ).rejects.toMatchObject(
			{
				code: 'remote_rejected',
				message: expect.stringContaining( 'out of luck' ),
			}
		);
	} );

	it( 'does not call a site published whose pipeline failed before, though nothing differs', async () => {
		await push( '.gitlab-ci.yml', 'pages:\n  script: [ "exit 3" ]\n' );
		for ( let attempt = 1; attempt <= 2; attempt++ ) {
			await expect(
				publish( { 'index.html': '1' } )
			).rejects.toMatchObject( { code: 'remote_rejected' } );
		}
		project.pipelines.length = 0;
		const { receipt } = await publish( { 'index.html': '1' } );
		expect( receipt.url ).toBe( project.pages?.url );
	} );

	it( 'says that no runner takes the job, after ten minutes', async () => {
		project.runners = false;
		await expect( publish( { 'index.html': '1' } ) ).rejects.toMatchObject(
			{
				message: expect.stringContaining( 'no runner' ),
			}
		);
	} );

	it( 'says that no pipeline started, after a minute', async () => {
		await push( '.gitlab-ci.yml', 'test:\n  script: [ "true" ]\n' );
		await expect( publish( { 'index.html': '1' } ) ).rejects.toMatchObject(
			{
				message: expect.stringContaining( 'no pipeline' ),
			}
		);
	} );

	it( 'looks at the address as a visitor does, and says when nothing is there', async () => {
		const { receipt } = await publish( { 'about.html': 'no front page' } );
		expect( receipt.warnings ).toEqual( [
			expect.stringContaining( `${ receipt.url } answers 404` ),
		] );
		const fine = await publish( { 'index.html': '1' } );
		expect( fine.receipt.warnings ).toEqual( [] );
	} );

	it( 'waits for nothing when Pages is switched off here', async () => {
		const { receipt } = await publish(
			{ 'index.html': '1' },
			{
				config: {
					pages_enabled: false,
					pages_url: 'https://acme.example.org/site',
				},
			}
		);
		expect( receipt.url ).toBe( 'https://acme.example.org/site/' );
		expect( project.pages?.deployments ).toEqual( [] );
	} );

	it( 'does not start when the site is larger than Pages serves', async () => {
		const target = await open();
		const file = await createTestFile( 'a', '' );
		const files = await Promise.all(
			Array.from( { length: 11 }, async ( _, at ) => ( {
				...( await createTestFile( `${ at }.bin`, '' ) ),
				size: 99 * 1024 * 1024,
			} ) )
		);
		const manifest = await createTestManifest( [ file, ...files ] );
		await expect(
			target.prepare( manifest, { signal } )
		).rejects.toMatchObject( {
			code: 'quota_exceeded',
			message: expect.stringContaining( 'GitLab Pages' ),
		} );
	} );

	it( 'asks for the address when GitLab does not tell it to a developer', async () => {
		const { tokens } = stand;
		stand.tokens = tokens.map( ( token ) => ( {
			...token,
			accessLevel: ACCESS_LEVELS.developer,
		} ) );
		try {
			await expect( open() ).rejects.toMatchObject( {
				code: 'config_invalid',
			} );
			await expect(
				provider().testConnection( runtimeFor(), { signal } )
			).resolves.toEqual( {
				warnings: [ expect.stringContaining( 'role Maintainer' ) ],
				endsAt: expect.stringMatching( /^\d{4}-\d\d-\d\d$/ ),
			} );
		} finally {
			stand.tokens = tokens;
		}
	} );

	it( 'says in the test of the connection that Pages is off', async () => {
		await newProject( { pages: false } );
		await expect(
			provider().testConnection( runtimeFor(), { signal } )
		).rejects.toMatchObject( {
			code: 'config_invalid',
			message: expect.stringContaining( 'Pages is off' ),
		} );
	} );
} );
