import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	htmlPage,
	startWordPressStand,
	type WordPressStand,
} from '../../../packages/cli/testing/wordpress-stand';
import { ObjectStorage } from '../object-storage';
import { standTime } from '../object-storage/stand-time';
import { bucketConfig } from '../object-storage/open-bucket';
import { bundleEdgeWorker } from './bundle-worker';

/** The whole measure takes minutes; the small one makes the same requests after the first publish. */
const POSTS = process.env.AETHER_TEST_FULL_SIZE === '1' ? 3000 : 60;
const TIMEOUT_MS = 600_000;
const POSTS_PER_ARCHIVE = 10;
/** Shards, release, pointer, and one that clears up. */
const MOST_OTHER_WRITES = 4;
const VISITORS = 8;

const COMMAND = fileURLToPath(
	new URL( '../../../packages/cli/bin/aether.js', import.meta.url )
);

let storage: ObjectStorage;
let wordPress: WordPressStand;

const archives = Math.ceil( POSTS / POSTS_PER_ARCHIVE );
const postPath = ( post: number ) => `/post-${ post }/`;
const archivePath = ( archive: number ) =>
	archive === 1 ? '/' : `/page/${ archive }/`;
const link = ( path: string, text: string ) =>
	`<a href="${ wordPress.url.slice( 0, -1 ) }${ path }">${ text }</a>`;

/**
 * A post, and the archive that begins it: as WordPress does, an edit changes both.
 *
 * @param post
 * @param wording
 */
function write( post: number, wording: string ): void {
	const neighbours = [ post - 1, post + 1 ]
		.filter( ( other ) => other >= 1 && other <= POSTS )
		.map( ( other ) => link( postPath( other ), `Post ${ other }` ) );
	wordPress.pages.set(
		postPath( post ),
		htmlPage(
			`Post ${ post }`,
			`<p>${ `${ wording } ${ post }. `.repeat( 40 ) }</p>${ neighbours.join( '' ) }`
		)
	);
	wordings.set( post, wording );
	const archive = Math.ceil( post / POSTS_PER_ARCHIVE );
	const first = ( archive - 1 ) * POSTS_PER_ARCHIVE + 1;
	const listed = Array.from(
		{ length: POSTS_PER_ARCHIVE },
		( _, at ) => first + at
	)
		.filter( ( other ) => other <= POSTS )
		.map( ( other ) =>
			link(
				postPath( other ),
				`${ wordings.get( other ) ?? '' } ${ other }`
			)
		);
	wordPress.pages.set(
		archivePath( archive ),
		htmlPage(
			`Page ${ archive }`,
			listed.join( '' ) +
				( archive < archives
					? link( archivePath( archive + 1 ), 'Older posts' )
					: '' )
		)
	);
}
const wordings = new Map< number, string >();

async function aether( ...words: readonly string[] ): Promise< void > {
	const child = spawn( process.execPath, [ COMMAND, ...words, '--json' ], {
		env: {
			PATH: process.env.PATH,
			AETHER_URL: wordPress.url,
			AETHER_USER: wordPress.user,
			AETHER_PASSWORD: wordPress.password,
			AETHER_SECRET_CLOUDFLARE_R2_SECRET_ACCESS_KEY:
				storage.secretAccessKey,
		},
		stdio: [ 'ignore', 'pipe', 'pipe' ],
	} );
	let said = '';
	for ( const stream of [ child.stdout, child.stderr ] ) {
		stream.on( 'data', ( part: Buffer ) => {
			said = ( said + part.toString() ).slice( -4000 );
		} );
	}
	const [ code ] = await once( child, 'close' );
	expect( code, said ).toBe( 0 );
	// Nor of the parts that it is built from.
	expect( said ).not.toContain( 'Warning' );
}

/** What the Worker answers for every page, by path. */
async function visitAll(): Promise< ReadonlyMap< string, string > > {
	const bodies = new Map< string, string >();
	const paths = [ ...wordPress.pages.keys() ].values();
	await Promise.all(
		Array.from( { length: VISITORS }, async () => {
			for ( const path of paths ) {
				const answer = await storage.r2.fetch(
					'site',
					`https://published.test${ path }`
				);
				expect( answer.status, path ).toBe( 200 );
				bodies.set( path, await answer.text() );
			}
		} )
	);
	return bodies;
}

beforeAll( async () => {
	storage = await ObjectStorage.start();
	await storage.r2.run( [
		{
			name: 'site',
			modules: [
				{ name: 'worker.mjs', contents: await bundleEdgeWorker() },
			],
			variables: { POINTER_TTL_MS: '0' },
			bucketBindings: [ 'SITE' ],
		},
	] );
	wordPress = await startWordPressStand();
	for ( let post = 1; post <= POSTS; post++ ) {
		write( post, 'First wording of post' );
	}
	wordPress.routes.set( 'POST publishes', () => {
		const id = randomUUID();
		wordPress.routes.set( `PATCH publishes/${ id }`, () => ( {
			body: {},
		} ) );
		return {
			status: 201,
			body: { id, lease: 'lease', heartbeatMs: 60_000 },
		};
	} );
	wordPress.routes.set( 'GET settings', () => ( {
		body: {
			revision: 1,
			providers: {
				'cloudflare-r2': {
					deployment_types: [ 'static_site' ],
					...bucketConfig( storage ),
				},
			},
			secrets: { 'cloudflare-r2': { secret_access_key: 'set' } },
		},
	} ) );
} );
afterAll( async () => {
	await wordPress?.stop();
	await storage?.stop();
} );

describe(
	`A site of ${ POSTS } posts, from the command line into a bucket that the Worker serves`,
	{ timeout: TIMEOUT_MS },
	() => {
		let before: ReadonlyMap< string, string >;

		it( 'has every page there', async () => {
			await aether( 'publish' );
			before = await visitAll();
			expect( before.size ).toBe( POSTS + archives );
			for ( let post = 1; post <= POSTS; post++ ) {
				expect( before.get( postPath( post ) ) ).toContain(
					`First wording of post ${ post }.`
				);
			}
		} );

		it( 'writes nothing when nothing changed', async () => {
			storage.log.clear();
			await aether( 'publish' );
			expect( storage.log.writes ).toEqual( [] );
		} );

		it( 'writes at most four objects more than an edited post changed', async () => {
			write( Math.ceil( POSTS / 2 ), 'Second wording of post' );
			storage.log.clear();
			await aether( 'publish' );
			const writes = storage.log.writes.length;
			const after = await visitAll();
			const changed = [ ...after ].filter(
				( [ path, body ] ) => before.get( path ) !== body
			);
			expect( changed.map( ( [ path ] ) => path ).sort() ).toEqual(
				[
					postPath( Math.ceil( POSTS / 2 ) ),
					archivePath( Math.ceil( POSTS / 2 / POSTS_PER_ARCHIVE ) ),
				].sort()
			);
			expect( writes ).toBeGreaterThan( changed.length );
			expect( writes ).toBeLessThanOrEqual(
				MOST_OTHER_WRITES + changed.length
			);
		} );

		it( 'and serves every old byte again after one write', async () => {
			// Nobody goes back within the second after a publish, in which the store takes no other pointer.
			standTime.pass( 1000 );
			storage.log.clear();
			await aether( 'rollback', 'cloudflare-r2' );
			expect( storage.log.writes ).toHaveLength( 1 );
			expect( await visitAll() ).toEqual( before );
		} );
	}
);
