import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	htmlPage,
	startWordPressStand,
	type WordPressStand,
} from '../../../packages/cli/testing/wordpress-stand';
import { GitLabStand, type Project, STAND_TOKEN } from './index';

const MEBIBYTE = 1024 * 1024;
/** The whole measure takes minutes; the small one crosses the same limits. */
const SIZE =
	process.env.AETHER_TEST_FULL_SIZE === '1'
		? { files: 3000, bytes: 40 * 1024, timeoutMs: 1_200_000 }
		: { files: 50, bytes: 640 * 1024, timeoutMs: 300_000 };
/** What the process of the host may take at most, engine, provider and Node together. Bytes. */
const MOST_MEMORY = 400 * MEBIBYTE;

const COMMAND = fileURLToPath(
	new URL( '../../../packages/cli/bin/aether.js', import.meta.url )
);
const REPORT_USAGE = new URL(
	'../../../tools/bench/report-usage.mjs',
	import.meta.url
).href;
const TEMPORARY = 'aether-publish/';

let gitlab: GitLabStand;
let project: Project;
let wordPress: WordPressStand;
let place: string;

const names = Array.from(
	{ length: SIZE.files },
	( _, at ) => `media/${ at }.bin`
);

/**
 * Binary, and never the same twice.
 * @param at
 */
function bytesOf( at: number ): Buffer {
	const bytes = Buffer.alloc( SIZE.bytes, 128 + ( at % 127 ) );
	bytes.writeUInt32BE( at );
	return bytes;
}

/** A site of one page and much media. */
async function startSite(): Promise< WordPressStand > {
	const stand = await startWordPressStand();
	const json = ( body: object ) => () => ( { body } );
	stand.pages.set(
		'/',
		htmlPage(
			'Large',
			names.map( ( name ) => `<img src="/${ name }" alt="">` ).join( '' )
		)
	);
	names.forEach( ( name, at ) =>
		stand.pages.set( `/${ name }`, () => ( {
			headers: { 'Content-Type': 'application/octet-stream' },
			body: bytesOf( at ),
		} ) )
	);
	stand.routes.set(
		'GET site/urls',
		json( { items: [ { url: stand.url, kind: 'home' } ], next: null } )
	);
	stand.routes.set( 'POST publishes', () => {
		const id = randomUUID();
		stand.routes.set( `PATCH publishes/${ id }`, () => ( { body: {} } ) );
		return {
			status: 201,
			body: { id, lease: 'lease', heartbeatMs: 60_000 },
		};
	} );
	stand.routes.set(
		'GET settings',
		json( {
			revision: 1,
			providers: {
				gitlab: {
					deployment_types: [ 'static_site' ],
					gitlab_url: gitlab.url,
					project_id: project.path,
					public_url: 'https://large.example/',
				},
			},
			secrets: { gitlab: { personal_access_token: 'set' } },
		} )
	);
	return stand;
}

/** Starts `aether publish`; it ends without a code when it was killed. */
function startPublish() {
	const usage = join( place, 'usage.json' );
	const child = spawn(
		process.execPath,
		[ '--import', REPORT_USAGE, COMMAND, 'publish', '--json' ],
		{
			env: {
				PATH: process.env.PATH,
				AETHER_URL: wordPress.url,
				AETHER_USER: wordPress.user,
				AETHER_PASSWORD: wordPress.password,
				AETHER_SECRET_GITLAB_PERSONAL_ACCESS_TOKEN: STAND_TOKEN,
				AETHER_BENCH_USAGE: usage,
			},
			stdio: [ 'ignore', 'pipe', 'pipe' ],
		}
	);
	let said = '';
	for ( const stream of [ child.stdout, child.stderr ] ) {
		stream.on( 'data', ( part: Buffer ) => {
			said = ( said + part.toString() ).slice( -4000 );
		} );
	}
	const ended = once( child, 'close' ).then(
		( [ code ]: ( number | null )[] ) => ( { code, said } )
	);
	return {
		ended,
		kill: () => child.kill( 'SIGKILL' ),
		peakBytes: async () =>
			(
				JSON.parse( await readFile( usage, 'utf8' ) ) as {
					peakBytes: number;
				}
			 ).peakBytes,
	};
}

const commits = () =>
	gitlab.requests.filter( ( { operation } ) => operation === 'createCommit' );
const branches = () => project.repository.branches();
const head = () => project.repository.resolve( 'main' );

beforeAll( async () => {
	place = await mkdtemp( join( tmpdir(), 'aether-large-' ) );
	gitlab = await GitLabStand.start();
	project = await gitlab.createProject( { path: 'acme/large' } );
	const { repository } = project;
	const [ id = '' ] = await repository.writeBlobs( [
		Buffer.from( 'theirs' ),
	] );
	const first = await repository.writeCommit(
		null,
		[ { path: 'README.md', file: { mode: '100644', id } } ],
		'Somebody was here first'
	);
	await repository.moveBranch( 'main', first, null );
	wordPress = await startSite();
} );
afterAll( async () => {
	await wordPress.stop();
	await gitlab.stop();
	await rm( place, { recursive: true, force: true } );
} );

describe(
	'A publish of many commits by a process of its own',
	{ timeout: SIZE.timeoutMs },
	() => {
		it( 'leaves the branch as it was when it is killed at any of them, whether that one was applied or not', async () => {
			const before = await head();
			const expectedCommits = Math.ceil(
				( SIZE.files * SIZE.bytes * 4 ) / 3 / ( 15 * MEBIBYTE )
			);
			expect( expectedCommits ).toBeGreaterThan( 2 );
			for ( let at = 0; at < expectedCommits; at++ ) {
				const isLast = at === expectedCommits - 1;
				const publish = startPublish();
				gitlab.faults.arm(
					'createCommit',
					{
						kind: 'meanwhile',
						run: async () => {
							publish.kill();
							if ( isLast || at % 2 === 1 ) {
								throw new Error( 'It never reached GitLab.' );
							}
						},
					},
					{ skip: at }
				);
				const { code, said } = await publish.ended;
				expect( code, said ).toBeNull();
				gitlab.faults.clear();
				expect( await head() ).toBe( before );
			}
			expect( await branches() ).not.toEqual( [ 'main' ] );
		} );

		it( 'then moves the branch once, removes every temporary branch, and stays small', async () => {
			const before = await head();
			gitlab.requests.length = 0;
			const publish = startPublish();
			const { code, said } = await publish.ended;
			expect( code, said ).toBe( 0 );
			expect( await branches() ).toEqual( [ 'main' ] );
			const onMain = commits().filter(
				( { body } ) => ( body as { branch: string } ).branch === 'main'
			);
			expect( onMain ).toHaveLength( 1 );
			expect( commits().length ).toBeGreaterThan( 2 );
			expect(
				commits().filter( ( { body } ) =>
					( body as { branch: string } ).branch.startsWith(
						TEMPORARY
					)
				)
			).toHaveLength( commits().length - 1 );
			expect( gitlab.violations ).toEqual( [] );

			const { repository } = project;
			const now = ( await head() ) ?? '';
			expect( now ).not.toBe( before );
			const rows = ( await repository.tree( now ) ) ?? [];
			const files = rows.filter( ( { type } ) => type === 'blob' );
			expect( files.map( ( { path } ) => path ) ).toEqual(
				expect.arrayContaining( [
					'README.md',
					'index.html',
					...names,
				] )
			);
			const last = files.find(
				( { path } ) => path === names[ names.length - 1 ]
			);
			expect( await repository.blob( last?.id ?? '' ) ).toEqual(
				bytesOf( names.length - 1 )
			);
			expect( await publish.peakBytes() ).toBeLessThan( MOST_MEMORY );
		} );

		it( 'and sends nothing the next time', async () => {
			gitlab.requests.length = 0;
			const { code, said } = await startPublish().ended;
			expect( code, said ).toBe( 0 );
			expect( gitlab.writes ).toEqual( [] );
		} );
	}
);
