import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCESS_LEVELS, GitLabStand, type Project, STAND_TOKEN } from '.';

const run = promisify( execFile );

describe( 'The GitLab stand', () => {
	let stand: GitLabStand;
	let project: Project;
	let folder: string;

	beforeEach( async () => {
		stand = await GitLabStand.start();
		project = await stand.createProject( { path: 'acme/site' } );
		folder = await mkdtemp( join( tmpdir(), 'aether-clone-' ) );
	} );
	afterEach( async () => {
		await stand.stop();
		await rm( folder, { recursive: true, force: true } );
	} );

	const api = async ( path: string, init: RequestInit = {} ) => {
		const response = await fetch( `${ stand.url }/api/v4${ path }`, {
			...init,
			headers: {
				'PRIVATE-TOKEN': STAND_TOKEN,
				'Content-Type': 'application/json',
				...init.headers,
			},
		} );
		const text = await response.text();
		return {
			response,
			status: response.status,
			body:
				text.startsWith( '{' ) || text.startsWith( '[' )
					? JSON.parse( text )
					: text,
		};
	};
	const commit = ( body: object ) =>
		api( '/projects/acme%2Fsite/repository/commits', {
			method: 'POST',
			body: JSON.stringify( {
				branch: 'main',
				commit_message: 'test',
				...body,
			} ),
		} );
	const create = ( path: string, content = path ) => ( {
		action: 'create',
		file_path: path,
		content,
	} );

	it( 'keeps commits that git itself clones', async () => {
		const made = await commit( {
			actions: [
				create( 'index.html', '<h1>Grüße</h1>' ),
				{
					...create( 'bytes.png', '/wCAQA==' ),
					encoding: 'base64',
				},
			],
		} );
		expect( made.status ).toBe( 201 );
		await run( 'git', [
			'clone',
			'--quiet',
			project.repository.directory,
			folder,
		] );
		expect( await readFile( join( folder, 'index.html' ), 'utf8' ) ).toBe(
			'<h1>Grüße</h1>'
		);
		expect( await readFile( join( folder, 'bytes.png' ) ) ).toEqual(
			Buffer.from( [ 255, 0, 128, 64 ] )
		);
		const { stdout } = await run( 'git', [
			'-C',
			folder,
			'rev-parse',
			'HEAD',
		] );
		expect( stdout.trim() ).toBe( made.body.id );
		expect( stand.violations ).toEqual( [] );
	} );

	it.each( [
		[
			'an existing file that is created',
			[ create( 'a.html' ) ],
			'A file with this name already exists',
		],
		[
			'a file over a folder',
			[ create( 'folder' ) ],
			'A directory with this name already exists',
		],
		[
			'a folder over a file',
			[ create( 'a.html/index.html' ) ],
			'A file with this name already exists',
		],
		[
			'an update of nothing',
			[ { action: 'update', file_path: 'none', content: '' } ],
			"A file with this name doesn't exist",
		],
		[
			'a deletion of nothing',
			[ { action: 'delete', file_path: 'none' } ],
			"A file with this name doesn't exist",
		],
		[
			'a path that climbs',
			[ create( '../a' ) ],
			'Path cannot include directory traversal',
		],
	] )( 'refuses %s in GitLab’s words', async ( _, actions, message ) => {
		await commit( {
			actions: [ create( 'a.html' ), create( 'folder/b.html' ) ],
		} );
		expect( await commit( { actions } ) ).toMatchObject( {
			status: 400,
			body: { message },
		} );
	} );

	it( 'lets a file become a folder when the deletion comes first', async () => {
		await commit( { actions: [ create( 'a' ) ] } );
		const { status } = await commit( {
			actions: [
				{ action: 'delete', file_path: 'a' },
				create( 'a/index.html' ),
			],
		} );
		expect( status ).toBe( 201 );
	} );

	it( 'refuses a commit without actions, or with two starts', async () => {
		expect( await commit( { actions: [] } ) ).toMatchObject( {
			status: 400,
			body: { error: 'actions is required' },
		} );
		expect(
			await commit( {
				actions: [ create( 'a' ) ],
				start_branch: 'a',
				start_sha: 'b',
			} )
		).toMatchObject( {
			status: 400,
			body: { error: 'start_branch, start_sha are mutually exclusive' },
		} );
	} );

	it( 'lists a tree by keyset, page for page, and at once', async () => {
		await commit( {
			actions: Array.from( { length: 101 }, ( _, index ) =>
				create( `page-${ index }`, 'the same everywhere' )
			),
		} );
		const tree = '/projects/1/repository/tree?recursive=true';
		const first = await api( `${ tree }&pagination=keyset&per_page=100` );
		expect( first.body ).toHaveLength( 100 );
		const link = first.response.headers.get( 'Link' ) ?? '';
		const next = link.slice( 1, link.indexOf( '>' ) );
		const second = await api(
			next.slice( `${ stand.url }/api/v4`.length )
		);
		expect( second.body ).toHaveLength( 1 );
		expect( second.response.headers.get( 'Link' ) ).toBeNull();
		expect(
			( await api( `${ tree }&pagination=none` ) ).body
		).toHaveLength( 101 );
	} );

	it( 'knows who may read, write and push', async () => {
		project.protect( 'main' );
		const someone = ( scope: string, accessLevel: number ) => {
			stand.tokens = [
				{
					value: STAND_TOKEN,
					scopes: [ scope ],
					expiresAt: null,
					accessLevel,
				},
			];
			return commit( { actions: [ create( 'a' ) ] } );
		};
		expect( await someone( 'read_api', 40 ) ).toMatchObject( {
			status: 403,
			body: { error: 'insufficient_scope' },
		} );
		expect( await someone( 'api', ACCESS_LEVELS.developer ) ).toMatchObject(
			{
				status: 403,
				body: {
					message:
						'403 Forbidden - You are not allowed to push into this branch',
				},
			}
		);
		expect(
			await someone( 'api', ACCESS_LEVELS.maintainer )
		).toMatchObject( { status: 201 } );
	} );

	it( 'refuses tokens that are wrong or too old', async () => {
		expect(
			await api( '/projects/1', { headers: { 'PRIVATE-TOKEN': 'x' } } )
		).toMatchObject( {
			status: 401,
			body: { message: '401 Unauthorized' },
		} );
		stand.tokens = [
			{
				value: STAND_TOKEN,
				scopes: [ 'api' ],
				expiresAt: '2020-01-01',
				accessLevel: 40,
			},
		];
		expect( await api( '/projects/1' ) ).toMatchObject( {
			status: 401,
			body: { error: 'invalid_token' },
		} );
	} );

	it( 'lets any origin call, and hides its rate limits from it', async () => {
		stand.faults.arm( 'getProject', { kind: 'status', status: 429 } );
		const { response } = await api( '/projects/1' );
		expect( response.status ).toBe( 429 );
		expect( response.headers.get( 'Access-Control-Allow-Origin' ) ).toBe(
			'*'
		);
		expect(
			response.headers.get( 'Access-Control-Expose-Headers' )
		).not.toContain( 'Retry-After' );
	} );

	it( 'gives anybody the files of a public project as they are, for pages of other origins, too', async () => {
		await commit( { actions: [ create( 'a b/c#1.zip', 'PK' ) ] } );
		const get = ( path: string ) => fetch( `${ stand.url }${ path }` );
		const raw =
			'/api/v4/projects/acme%2Fsite/repository/files/a%20b%2Fc%231.zip/raw?ref=main&lfs=true';
		expect( ( await get( raw ) ).status ).toBe( 404 );
		project.visibility = 'public';
		const response = await get( raw );
		expect( response.status ).toBe( 200 );
		expect( response.headers.get( 'Access-Control-Allow-Origin' ) ).toBe(
			'*'
		);
		expect( await response.text() ).toBe( 'PK' );
		expect( ( await get( raw.replace( 'main', 'no' ) ) ).status ).toBe(
			404
		);
		// What GitLab shows people belongs to its own origin.
		const page = await get( '/acme/site/-/raw/main/a' );
		expect( page.headers.get( 'Access-Control-Allow-Origin' ) ).toBeNull();
	} );

	it( 'runs the pages job and serves what it left', async () => {
		await commit( {
			actions: [
				create( 'public/index.html', 'hello' ),
				create(
					'.gitlab-ci.yml',
					'pages:\n  script: [ "true" ]\n  artifacts: { paths: [ public ] }\n'
				),
			],
		} );
		const statuses: string[] = [];
		for ( let look = 0; look < 3; look++ ) {
			statuses.push(
				( await api( '/projects/1/pipelines/1' ) ).body.status
			);
		}
		expect( statuses ).toEqual( [ 'pending', 'running', 'success' ] );
		const { url } = ( await api( '/projects/1/pages' ) ).body;
		expect( await ( await fetch( `${ url }/` ) ).text() ).toBe( 'hello' );
		expect( stand.violations ).toEqual( [] );
	} );

	it( 'can apply a commit and still answer 502', async () => {
		stand.faults.arm( 'createCommit', {
			kind: 'status',
			status: 502,
			applied: true,
		} );
		const { status } = await commit( { actions: [ create( 'a' ) ] } );
		expect( status ).toBe( 502 );
		expect( await project.repository.resolve( 'main' ) ).not.toBeNull();
	} );

	it( 'cuts connections on command', async () => {
		stand.faults.arm( 'getProject', { kind: 'cut' } );
		await expect( api( '/projects/1' ) ).rejects.toThrow( 'fetch failed' );
		expect( ( await api( '/projects/1' ) ).status ).toBe( 200 );
	} );

	it( 'takes three large commits in half a minute, and none beyond its limit', async () => {
		await stand.stop();
		stand = await GitLabStand.start( {
			limits: { largeBody: 1000, largestBody: 5000 },
			now: () => Date.UTC( 2026, 0, 1 ),
		} );
		await stand.createProject( { path: 'acme/site' } );
		const statuses: number[] = [];
		for ( let nth = 0; nth < 4; nth++ ) {
			const { status } = await commit( {
				actions: [ create( `file-${ nth }`, 'x'.repeat( 1000 ) ) ],
			} );
			statuses.push( status );
		}
		expect( statuses ).toEqual( [ 201, 201, 201, 429 ] );
		const { status } = await commit( {
			actions: [ create( 'huge', 'x'.repeat( 5000 ) ) ],
		} );
		expect( status ).toBe( 413 );
	} );
} );
