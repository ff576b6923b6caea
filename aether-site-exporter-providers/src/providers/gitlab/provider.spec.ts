import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
	type DeploymentTarget,
	DEPLOYMENT_TYPES,
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
import { MOST_ACTIONS } from '../../families/git/limits';
import { GitLabProvider } from './provider';

const run = promisify( execFile );
const ID = 'gitlab';
const signal = new AbortController().signal;

let stand: GitLabStand;
let project: Project;
let nth = 0;

beforeAll( async () => {
	stand = await GitLabStand.start( { basePath: '/gitlab' } );
	await newProject();
} );
afterAll( () => stand.stop() );

async function newProject(): Promise< void > {
	nth++;
	project = await stand.createProject( { path: `acme/site-${ nth }` } );
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
	registry.register( ID, GitLabProvider );
	return registry.get( ID ) as GitLabProvider;
}

const open = (
	config: ProviderConfig = {},
	type: string = DEPLOYMENT_TYPES.STATIC_SITE
) => provider().createTarget( type, runtimeFor( config ), { signal } );

type Files = Parameters< typeof createTestManifest >[ 0 ];

async function send( target: DeploymentTarget, files: Files ) {
	const manifest = await createTestManifest( files );
	const plan = await target.prepare( manifest, { signal } );
	for ( const { path } of plan.uploads ) {
		await target.put( manifest.files.get( path ) as PublishFile, {
			signal,
		} );
	}
	return { manifest, plan };
}

async function publish( files: Files, config: ProviderConfig = {} ) {
	const target = await open( config );
	const sent = await send( target, files );
	const receipt = await target.finalize( { signal } );
	return { ...sent, target, receipt };
}

async function readFiles( branch = 'main' ) {
	const head = await project.repository.resolve( branch );
	const rows = head ? await project.repository.tree( head ) : [];
	const files = new Map< string, { body: Uint8Array } >();
	for ( const { type, path, id } of rows ?? [] ) {
		if ( type === 'blob' ) {
			const body = await project.repository.blob( id );
			files.set( path, { body: new Uint8Array( body ?? [] ) } );
		}
	}
	return files;
}

async function paths(): Promise< string[] > {
	const head = await project.repository.resolve( 'main' );
	const rows = head ? await project.repository.tree( head ) : [];
	return ( rows ?? [] )
		.filter( ( { type } ) => type === 'blob' )
		.map( ( { path } ) => path )
		.sort();
}

async function push(
	changes: Readonly< Record< string, string | null > >
): Promise< void > {
	const { repository } = project;
	const head = await repository.resolve( 'main' );
	const entries = Object.entries( changes );
	const ids = await repository.writeBlobs(
		entries.map( ( [ , body ] ) => Buffer.from( body ?? '' ) )
	);
	const commit = await repository.writeCommit(
		head,
		entries.map( ( [ path, body ], index ) => ( {
			path,
			file:
				body === null
					? null
					: { mode: '100644', id: ids[ index ] ?? '' },
		} ) ),
		'Somebody else was here'
	);
	await repository.moveBranch( 'main', commit, head );
}

async function log( branch = 'main' ) {
	const head = await project.repository.resolve( branch );
	return head ? project.repository.log( head, 100 ) : [];
}

const commits = () =>
	stand.requests.filter( ( { operation } ) => operation === 'createCommit' );

const actionsOf = ( body: unknown ) =>
	(
		body as { actions: { action: string; file_path: string }[] }
	 ).actions.map(
		( { action, file_path: path } ) => `${ action } ${ path }`
	);

testProvider( {
	id: ID,
	providerClass: GitLabProvider,
	config: { project_id: 'acme/site', folder: 'site/public' },
	createRuntime: () => runtimeFor(),
} );

testDeploymentTarget( {
	name: 'The GitLab branch',
	reset: newProject,
	createTarget: () => open(),
	readBackend: () => readFiles(),
	putForeign: ( path, body ) =>
		push( { [ path ]: Buffer.from( body ).toString( 'utf8' ) } ),
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

describe( 'A publish to GitLab', () => {
	beforeEach( newProject );

	it( 'is one commit that git clones byte for byte, with plain modes', async () => {
		const folder = await mkdtemp( join( tmpdir(), 'aether-clone-' ) );
		try {
			const { manifest } = await publish( [
				await createTestFile( 'index.html', '<h1>Grüße</h1>\r\n' ),
				await createTestFile(
					'a/bytes.png',
					Uint8Array.from( { length: 999 }, ( _, at ) => at )
				),
				await createTestFile( 'bom.txt', '\ufeffbom' ),
			] );
			const [ only, ...others ] = await log();
			expect( others ).toEqual( [] );
			expect( only?.message ).toContain(
				`Publish-Id: ${ manifest.publishId }`
			);
			await run( 'git', [
				'clone',
				'--quiet',
				project.repository.directory,
				folder,
			] );
			const { stdout } = await run( 'git', [
				'-C',
				folder,
				'ls-files',
				'--stage',
				'-z',
			] );
			const expected = await Promise.all(
				[ ...manifest.files.values() ].map(
					async ( file ) =>
						`100644 ${ await file.digest( 'git-sha1' ) } 0\t${ file.path }`
				)
			);
			expect( stdout.split( '\0' ).filter( Boolean ).sort() ).toEqual(
				expected.sort()
			);
			expect( stand.violations ).toEqual( [] );
		} finally {
			await rm( folder, { recursive: true, force: true } );
		}
	} );

	it( 'writes nothing when nothing changed', async () => {
		const site = { 'index.html': 'one', 'b/index.html': 'two' };
		const { receipt } = await publish( site );
		stand.requests.length = 0;
		const second = await publish( site );
		expect( stand.writes ).toEqual( [] );
		expect( second.receipt.releaseId ).toBe( receipt.releaseId );
	} );

	it( 'sends exactly what was edited, added and deleted', async () => {
		await publish( { same: '1', edited: '1', deleted: '1' } );
		stand.requests.length = 0;
		await publish( { same: '1', edited: '2', added: '1' } );
		expect( commits().map( ( { body } ) => actionsOf( body ) ) ).toEqual( [
			[ 'delete deleted', 'update edited', 'create added' ],
		] );
	} );

	it( 'turns a page into a folder, and back', async () => {
		await publish( { a: 'a file', 'b/index.html': 'a folder' } );
		await publish( { 'a/index.html': 'a folder', b: 'a file' } );
		expect( await paths() ).toEqual( [ 'a/index.html', 'b' ] );
	} );

	it( 'touches nothing outside its folder', async () => {
		await push( { 'README.md': 'theirs', 'src/main.c': 'theirs' } );
		const config = { folder: 'public', manage_folder: true };
		await publish( { 'index.html': '1' }, config );
		await publish( { 'other.html': '1' }, config );
		expect( await paths() ).toEqual( [
			'README.md',
			'public/other.html',
			'src/main.c',
		] );
	} );

	it( 'keeps the files of others, however many publishes follow, unless it manages the folder', async () => {
		await push( { 'theirs.html': 'theirs', 'docs/deep/x.md': 'theirs' } );
		await publish( { 'index.html': '1', 'old.html': '1' } );
		await push( { 'late.html': 'theirs too' } );
		const { plan } = await publish( { 'index.html': '2' } );
		expect( plan.removals ).toEqual( [ 'old.html' ] );
		await publish( { 'index.html': '3' } );
		expect( await paths() ).toEqual( [
			'docs/deep/x.md',
			'index.html',
			'late.html',
			'theirs.html',
		] );
		await publish( { 'index.html': '3' }, { manage_folder: true } );
		expect( await paths() ).toEqual( [ 'index.html' ] );
	} );

	it( 'keeps site and bundle apart in one branch', async () => {
		await publish( { 'index.html': '1' } );
		const bundle = await open( {}, DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE );
		await send( bundle, { 'blueprint.zip': 'zip' } );
		await bundle.finalize( { signal } );
		await publish( { 'index.html': '2' }, { manage_folder: true } );
		expect( await paths() ).toEqual( [
			'blueprint/blueprint.zip',
			'index.html',
		] );
	} );

	describe( 'says of a bundle in', () => {
		const publishBundle = async ( config: ProviderConfig = {} ) => {
			const target = await open(
				{ public_url: 'https://a.test/', ...config },
				DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE
			);
			await send( target, { 'blueprint.zip': 'PK' } );
			return target.finalize( { signal } );
		};

		it.each( [
			[ 'its path', () => project.path ],
			[ 'its number', () => String( project.id ) ],
		] )(
			'a public project, by %s, where any page of any origin gets it',
			async ( _, id ) => {
				project.visibility = 'public';
				const { url = '', warnings } = await publishBundle( {
					project_id: id(),
					branch: 'release/1#2',
					blueprint_folder: 'demos/bundle',
				} );
				expect( url ).toBe(
					`${ stand.url }/api/v4/projects/${ encodeURIComponent( id() ) }/repository/files/demos%2Fbundle%2Fblueprint.zip/raw?ref=release%2F1%232&lfs=true`
				);
				expect( warnings ).toBeUndefined();
				const response = await fetch( url );
				expect( response.status ).toBe( 200 );
				expect(
					response.headers.get( 'Access-Control-Allow-Origin' )
				).toBe( '*' );
				expect( await response.text() ).toBe( 'PK' );
			}
		);

		it.each( [ 'private', 'internal' ] as const )(
			'a project that is %s that only its members get it, and where',
			async ( visibility ) => {
				project.visibility = visibility;
				const { url, warnings } = await publishBundle();
				expect( url ).toBeUndefined();
				expect( warnings ).toEqual( [
					expect.stringContaining(
						`${ stand.url }/${ project.path }/-/raw/main/blueprint/blueprint.zip`
					),
				] );
			}
		);
	} );

	it.each( [ 500, 502 ] )(
		'recognises by its id a commit that was applied though the answer was %i',
		async ( status ) => {
			stand.faults.arm( 'createCommit', {
				kind: 'status',
				status,
				applied: true,
			} );
			await publish( { 'index.html': '1' } );
			expect( await log() ).toHaveLength( 1 );
			expect( commits() ).toHaveLength( 1 );
		}
	);

	it.each( [
		[ '429 without readable headers', { kind: 'status', status: 429 } ],
		[ '502', { kind: 'status', status: 502 } ],
		[ 'a cut connection', { kind: 'cut' } ],
		[ 'a connection cut after the commit', { kind: 'cut', applied: true } ],
	] as const )( 'outlives %s, with one commit', async ( _, fault ) => {
		stand.faults.arm( 'createCommit', fault );
		stand.faults.arm( 'listTree', { kind: 'status', status: 503 } );
		await publish( { 'index.html': '1' } );
		await publish( { 'index.html': '2' } );
		expect( await log() ).toHaveLength( 2 );
	} );

	it( 'plans again when somebody pushed in between, and loses nothing', async () => {
		await publish( { 'index.html': '1', 'a.html': '1' } );
		const target = await open();
		await send( target, { 'index.html': '2', 'b.html': '2' } );
		await push( { 'theirs.md': 'theirs', 'b.html': 'theirs' } );
		await target.finalize( { signal } );
		expect( await paths() ).toEqual( [
			'b.html',
			'index.html',
			'theirs.md',
		] );
		const files = await readFiles();
		expect(
			Buffer.from( files.get( 'b.html' )?.body ?? [] ).toString()
		).toBe( '2' );
	} );

	it( 'notices a push in the very moment of the commit', async () => {
		await publish( { 'index.html': '1' } );
		stand.faults.arm( 'createCommit', {
			kind: 'meanwhile',
			run: () =>
				push( { 'theirs.md': 'theirs', 'index.html': 'theirs' } ),
		} );
		await publish( { 'index.html': '2' } );
		expect( await paths() ).toEqual( [ 'index.html', 'theirs.md' ] );
		const files = await readFiles();
		expect(
			Buffer.from( files.get( 'index.html' )?.body ?? [] ).toString()
		).toBe( '2' );
	} );

	it( 'gives up with conflict when the branch never rests', async () => {
		await publish( { 'index.html': '1' } );
		let count = 0;
		const target = await open();
		await send( target, { 'index.html': '2' } );
		stand.faults.arm(
			'createCommit',
			{
				kind: 'meanwhile',
				// What is there goes, what is gone comes back.
				run: () =>
					push( { 'index.html': count++ % 2 === 0 ? null : 'x' } ),
			},
			{ times: Infinity }
		);
		await expect( target.finalize( { signal } ) ).rejects.toMatchObject( {
			code: 'conflict',
		} );
	} );

	it( 'says which right is missing for a protected branch before anything is sent', async () => {
		await publish( { 'index.html': '1' } );
		project.protect( 'main' );
		const { tokens } = stand;
		stand.tokens = tokens.map( ( token ) => ( {
			...token,
			accessLevel: ACCESS_LEVELS.developer,
		} ) );
		stand.requests.length = 0;
		try {
			await expect(
				publish( { 'index.html': '2' } )
			).rejects.toMatchObject( {
				code: 'permission_denied',
				message: expect.stringContaining( 'Maintainer' ),
			} );
			expect( stand.writes ).toEqual( [] );
		} finally {
			stand.tokens = tokens;
		}
	} );

	it( 'refuses a file that GitLab would not take, by name', async () => {
		const target = await open();
		const file = await createTestFile( 'film.mp4', '' );
		const manifest = await createTestManifest( [
			{ ...file, size: 101 * 1024 * 1024 },
		] );
		await expect(
			target.prepare( manifest, { signal } )
		).rejects.toMatchObject( {
			code: 'quota_exceeded',
			details: { path: 'film.mp4' },
		} );
	} );

	it( 'creates the project when it may', async () => {
		const config = {
			project_id: `acme/fresh-${ nth }`,
			create_project: true,
		};
		const { receipt } = await publish( { 'index.html': '1' }, config );
		expect( receipt.releaseId ).toMatch( /^[0-9a-f]{40}$/ );
	} );

	it( 'verifies every file by its blob id', async () => {
		const { target, manifest } = await publish( { 'index.html': '1' } );
		await target.verify?.( manifest, { signal } );
		await push( { 'index.html': 'tampered' } );
		await expect(
			target.verify?.( manifest, { signal } )
		).rejects.toMatchObject( { code: 'integrity_failed' } );
	} );
} );

describe(
	'A publish that does not fit into one commit',
	{ timeout: 60_000 },
	() => {
		const MEGABYTE = 1024 * 1024;
		const large = ( megabytes: number, count: number ) =>
			Promise.all(
				Array.from( { length: count }, ( _, at ) =>
					createTestFile(
						`media/${ at }.bin`,
						new Uint8Array( megabytes * MEGABYTE ).fill( 128 + at )
					)
				)
			);
		/** One more than two commits take. */
		const many = () =>
			Promise.all(
				Array.from( { length: 2 * MOST_ACTIONS + 1 }, ( _, at ) =>
					createTestFile( `pages/${ at }.html`, `page ${ at }` )
				)
			);
		const temporary = async () =>
			( await project.repository.branches() ).filter( ( name ) =>
				name.startsWith( 'aether-publish/' )
			);

		beforeEach( newProject );

		it( 'moves the branch once and leaves no temporary branch', async () => {
			await publish( { 'index.html': '1', 'media/0.bin': 'small' } );
			stand.requests.length = 0;
			const { manifest } = await publish( [
				...( await large( 4, 6 ) ),
				await createTestFile( 'index.html', '2' ),
			] );
			expect( commits().length ).toBeGreaterThan( 1 );
			const onMain = commits().filter(
				( { body } ) => ( body as { branch: string } ).branch === 'main'
			);
			expect( onMain ).toHaveLength( 1 );
			expect(
				Math.max( ...commits().map( ( { size } ) => size ) )
			).toBeLessThan( 16 * MEGABYTE );
			expect( await temporary() ).toEqual( [] );
			expect( await paths() ).toEqual(
				[ ...manifest.files.keys() ].sort()
			);
			expect( stand.violations ).toEqual( [] );
		} );

		it( 'creates the branch of an empty repository with its last commit', async () => {
			let moves = 0;
			stand.faults.arm(
				'createCommit',
				{
					kind: 'meanwhile',
					run: async () => {
						const there =
							await project.repository.resolve( 'main' );
						moves += there === null ? 0 : 1;
					},
				},
				{ times: Infinity }
			);
			const { manifest } = await publish( await many() );
			expect( moves ).toBe( 0 );
			expect( commits() ).toHaveLength( 3 );
			expect( await paths() ).toEqual(
				[ ...manifest.files.keys() ].sort()
			);
			expect( await temporary() ).toEqual( [] );
			expect( project.defaultBranch ).toBe( 'main' );
			expect( stand.violations ).toEqual( [] );
		} );

		it( 'goes on where a first publish was killed, and removes what left the site', async () => {
			await send( await open(), await many() );
			expect( await project.repository.branches() ).toEqual(
				await temporary()
			);
			const { manifest } = await publish( { 'pages/7.html': 'page 7' } );
			expect( await paths() ).toEqual( [ ...manifest.files.keys() ] );
			expect( await temporary() ).toEqual( [] );
		} );

		it( 'divides further when the server takes less', async () => {
			await publish( { 'index.html': '1' } );
			stand.faults.arm(
				'createCommit',
				{ kind: 'status', status: 413 },
				{ times: 2 }
			);
			const { manifest } = await publish( await large( 2, 4 ) );
			expect( commits().length ).toBeGreaterThan( 4 );
			expect( await paths() ).toEqual(
				[ ...manifest.files.keys() ].sort()
			);
		} );

		it( 'leaves the branch alone when it is discarded half-way, and takes its temporary branch along', async () => {
			await publish( { 'index.html': '1' } );
			const before = await log();
			const target = await open();
			await send( target, await many() );
			expect( await temporary() ).toHaveLength( 1 );
			await target.discard( new Error( 'cancelled' ) );
			expect( await temporary() ).toEqual( [] );
			expect( await log() ).toEqual( before );
		} );

		it( 'sweeps away what a killed publish had to leave', async () => {
			await publish( { 'index.html': '1' } );
			await send( await open(), await many() );
			expect( await temporary() ).toHaveLength( 1 );
			await publish( { 'index.html': '1' } );
			expect( await temporary() ).toEqual( [] );
		} );

		it( 'starts afresh on the new head when somebody pushed', async () => {
			await publish( { 'index.html': '1' } );
			const target = await open();
			const files = await many();
			await send( target, files );
			await push( { 'theirs.md': 'theirs' } );
			await target.finalize( { signal } );
			expect( await paths() ).toEqual(
				[ ...files.map( ( { path } ) => path ), 'theirs.md' ].sort()
			);
			expect( await temporary() ).toEqual( [] );
		} );
	}
);

describe( 'The test of a GitLab connection', () => {
	beforeEach( newProject );
	const test = () => provider().testConnection( runtimeFor(), { signal } );

	it( 'passes with all that a publish needs', async () => {
		await expect( test() ).resolves.toEqual( {
			warnings: [],
			endsAt: expect.stringMatching( /^\d{4}-\d\d-\d\d$/ ),
		} );
	} );

	it.each( [
		[ 'read_api', 40, 'permission_denied', 'scope "api"' ],
		[ 'api', ACCESS_LEVELS.reporter, 'permission_denied', 'Developer' ],
	] )(
		'with the scope %s and the role %i says what is missing',
		async ( scope, accessLevel, code, words ) => {
			const { tokens } = stand;
			stand.tokens = tokens.map( ( token ) => ( {
				...token,
				scopes: [ scope ],
				accessLevel,
			} ) );
			await expect( test() ).rejects.toMatchObject( {
				code,
				message: expect.stringContaining( words ),
			} );
			stand.tokens = tokens;
		}
	);

	it( 'warns of a token that ends within two weeks', async () => {
		const { tokens } = stand;
		const ends = new Date( Date.now() + 5 * 86_400_000 )
			.toISOString()
			.slice( 0, 10 );
		stand.tokens = tokens.map( ( token ) => ( {
			...token,
			expiresAt: ends,
		} ) );
		await expect( test() ).resolves.toEqual( {
			warnings: [ expect.stringContaining( ends ) ],
			endsAt: ends,
		} );
		stand.tokens = tokens;
	} );
} );
