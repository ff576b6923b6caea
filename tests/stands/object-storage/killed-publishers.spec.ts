import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleEdgeWorker } from '../cloudflare/bundle-worker';
import { Gate, ObjectStorage } from '.';
import { bucketConfig } from './open-bucket';
import type { PublisherInput } from './publisher-process';
import { pageOfRound, readRound } from './rounds';
import { standTime } from './stand-time';
import type { VisitorInput, VisitorReport } from './visitor-process';

const IS_FULL_SIZE = process.env.AETHER_TEST_FULL_SIZE === '1';
const PUBLISHES = IS_FULL_SIZE ? 100 : 20;
const PAGES = IS_FULL_SIZE ? 60 : 10;
/** Of a publish: reading, blobs, table, release, pointer. */
const REQUESTS = PAGES + 7;
const SEED = 20261121;
const TIMEOUT_MS = IS_FULL_SIZE ? 900_000 : 180_000;

let stand: ObjectStorage;
let directory: string;
const running = new Set< ChildProcess >();

beforeAll( async () => {
	stand = await ObjectStorage.start();
	await stand.r2.run( [
		{
			name: 'site',
			modules: [
				{ name: 'worker.mjs', contents: await bundleEdgeWorker() },
			],
			variables: { PREFIX: 'blog/', POINTER_TTL_MS: '0' },
			bucketBindings: [ 'SITE' ],
		},
	] );
	directory = await mkdtemp( join( tmpdir(), 'aether-killed-' ) );
	await build( {
		entryPoints: [ 'publisher-process.ts', 'visitor-process.ts' ].map(
			( name ) => join( import.meta.dirname, name )
		),
		outdir: directory,
		outExtension: { '.js': '.mjs' },
		bundle: true,
		minify: true,
		platform: 'node',
		format: 'esm',
		// What is CommonJS in there asks for Node's modules.
		banner: {
			js: "import { createRequire } from 'node:module'; const require = createRequire( import.meta.url );",
		},
	} );
}, TIMEOUT_MS );
afterAll( async () => {
	running.forEach( ( child ) => child.kill( 'SIGKILL' ) );
	await stand.stop();
	await rm( directory, { recursive: true, force: true } );
} );

function start( name: string, input: PublisherInput | VisitorInput ) {
	const child = spawn(
		process.execPath,
		[ join( directory, `${ name }.mjs` ), JSON.stringify( input ) ],
		{ stdio: [ 'pipe', 'pipe', 'pipe' ] }
	);
	running.add( child );
	const errors = text( child.stderr );
	const ended = once( child, 'exit' ).then( () => {
		running.delete( child );
		return child.exitCode;
	} );
	return { child, ended, errors };
}

const startPublish = ( round: number ) => {
	standTime.pass( 1000 );
	return start( 'publisher-process', {
		config: bucketConfig( stand, { prefix: 'blog' } ) as Record<
			string,
			string
		>,
		secret: stand.secretAccessKey,
		round,
		pages: PAGES,
	} );
};

/**
 * A small generator, so that a run can be repeated. Mulberry32.
 * @param seed
 */
function createRandom( seed: number ): () => number {
	let state = seed;
	return () => {
		/* eslint-disable no-bitwise -- A generator is made of bits. */
		state = ( state + 0x6d2b79f5 ) | 0;
		let mixed = Math.imul( state ^ ( state >>> 15 ), state | 1 );
		mixed ^= mixed + Math.imul( mixed ^ ( mixed >>> 7 ), mixed | 61 );
		return ( ( mixed ^ ( mixed >>> 14 ) ) >>> 0 ) / 2 ** 32;
		/* eslint-enable no-bitwise */
	};
}

async function publishWhole( round: number ): Promise< void > {
	const { ended, errors } = startPublish( round );
	const code = await ended;
	expect( code, await errors ).toBe( 0 );
}

/**
 * Kills a publish while its nth request is on its way; the bucket acts on that one afterwards, or never.
 *
 * @param round
 * @param nth
 * @param isLost
 * @return Whether it was killed before its end.
 */
async function publishAndKill(
	round: number,
	nth: number,
	isLost: boolean
): Promise< boolean > {
	const gate = new Gate();
	stand.faults.on( {}, gate.delay, nth );
	const { child, ended } = startPublish( round );
	const isHeld = await Promise.race( [
		gate.reached.then( () => true ),
		ended.then( () => false ),
	] );
	child.kill( 'SIGKILL' );
	await ended;
	( isLost ? gate.lose : gate.open )();
	stand.faults.clear();
	return isHeld;
}

describe( 'a site whose publishers are killed', { timeout: TIMEOUT_MS }, () => {
	it( `shows a visitor whole releases only, through ${ PUBLISHES } publishes`, async () => {
		const random = createRandom( SEED );
		await publishWhole( 0 );
		const visitor = start( 'visitor-process', {
			address: String( await stand.r2.address( 'site' ) ),
			pages: PAGES,
		} );
		await once( visitor.child.stdout, 'data' );
		const printed = text( visitor.child.stdout );

		let killed = 0;
		for ( let round = 1; round <= PUBLISHES; round++ ) {
			if ( round % 2 === 0 ) {
				const nth = 1 + Math.floor( random() * REQUESTS );
				const isKilled = await publishAndKill(
					round,
					nth,
					random() < 0.5
				);
				killed += isKilled ? 1 : 0;
			} else {
				await publishWhole( round );
			}
		}
		await publishWhole( PUBLISHES + 1 );
		visitor.child.stdin.end();
		expect( await visitor.ended, await visitor.errors ).toBe( 0 );

		const report = JSON.parse( await printed ) as VisitorReport;
		expect( report.failures ).toEqual( [] );
		const mixed = Object.values( report.rounds ).filter(
			( rounds ) => rounds.length !== 1
		);
		expect( mixed ).toEqual( [] );
		expect( killed ).toBe( PUBLISHES / 2 );
		// It has seen the switches, not only the end of each.
		expect( Object.keys( report.rounds ).length ).toBeGreaterThan(
			PUBLISHES / 4
		);
		expect( report.visits ).toBeGreaterThan( 10 * PUBLISHES );
		const last = await stand.r2.fetch( 'site', 'https://site.test/0/' );
		expect( await last.text() ).toBe( pageOfRound( 0, PUBLISHES + 1 ) );
	} );

	it( 'has a visitor who would notice', () => {
		const whole = pageOfRound( 3, 7 );
		expect( readRound( 3, whole ) ).toBe( 7 );
		expect( readRound( 3, whole.slice( 0, -1 ) ) ).toBeNull();
		expect( readRound( 4, whole ) ).toBeNull();
		const half = whole.length / 2;
		expect(
			readRound(
				3,
				whole.slice( 0, half ) + pageOfRound( 3, 8 ).slice( half )
			)
		).toBeNull();
		expect( readRound( 3, 'Not found' ) ).toBeNull();
	} );
} );
