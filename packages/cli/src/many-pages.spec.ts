import { spawn } from 'node:child_process';
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
} from '../testing/wordpress-stand';

const MEBIBYTE = 1024 * 1024;
/** What the process may take at most, engine, provider and Node together. Bytes. */
const MOST_MEMORY = 512 * MEBIBYTE;
/** Of one page. */
const PAGE_BYTES = 32 * 1024;
/** The whole measure takes minutes, and has more bytes than the process may take; the small one needs a second list. */
const SIZE =
	process.env.AETHER_TEST_FULL_SIZE === '1'
		? { pages: 20_000, timeoutMs: 1_800_000 }
		: { pages: 520, timeoutMs: 120_000 };
/** As many as WordPress lists in one answer. */
const PORTION = 500;

const COMMAND = fileURLToPath( new URL( '../bin/aether.js', import.meta.url ) );
const REPORT_USAGE = new URL(
	'../../../tools/bench/report-usage.mjs',
	import.meta.url
).href;

let wordPress: WordPressStand;
let place: string;
/** Paths that arrived at the target. */
const arrived = new Set< string >();

const pathOf = ( at: number ): string => `/posts/${ at }/`;

/**
 * As a theme makes them: links to neighbours, and prose that is never the same twice.
 * @param at
 */
function page( at: number ): string {
	const links = Array.from(
		{ length: 60 },
		( _, step ) =>
			`<a href="${ wordPress.url.slice( 0, -1 ) }${ pathOf( ( at + step ) % SIZE.pages ) }?utm_source=${ at }#part-${ step }">Post</a>`
	).join( '\n' );
	return `${ links }<p>${ `Post ${ at } says it again. `.repeat( PAGE_BYTES / 25 ) }</p>`;
}

/** Lists and renders its pages as they are asked for, and keeps nothing that it is sent. */
async function startSite(): Promise< WordPressStand > {
	const stand = await startWordPressStand();
	const forget = () => {
		stand.requests.length = 0;
	};
	for ( let at = 0; at < SIZE.pages; at++ ) {
		stand.pages.set( pathOf( at ), () => {
			forget();
			return htmlPage( `Post ${ at }`, page( at ) );
		} );
	}
	stand.routes.set( 'GET site/urls', ( { path } ) => {
		const start = Number(
			new URL( path, stand.url ).searchParams.get( 'cursor' ) ?? 0
		);
		const end = Math.min( start + PORTION, SIZE.pages );
		return {
			body: {
				items: Array.from( { length: end - start }, ( _, index ) => ( {
					url: new URL( pathOf( start + index ), stand.url ).href,
					kind: 'post',
				} ) ),
				next: end < SIZE.pages ? String( end ) : null,
			},
		};
	} );
	stand.routes.set(
		'POST local/static_site/releases/:id/files',
		( { body } ) => {
			forget();
			const files = JSON.parse(
				body.subarray( 4, 4 + body.readUInt32BE( 0 ) ).toString()
			) as readonly { path: string }[];
			files.forEach( ( file ) => arrived.add( file.path ) );
			return { body: { written: files.length } };
		}
	);
	stand.routes.set( 'POST local/static_site/releases/:id/activate', () => ( {
		body: { id: 'release', baseUrl: stand.place.baseUrl },
	} ) );
	return stand;
}

beforeAll( async () => {
	place = await mkdtemp( join( tmpdir(), 'aether-many-pages-' ) );
	wordPress = await startSite();
} );
afterAll( async () => {
	await wordPress.stop();
	await rm( place, { recursive: true, force: true } );
} );

describe( 'A process that publishes a large site', () => {
	it(
		`stays below ${ MOST_MEMORY / MEBIBYTE } MB`,
		async () => {
			const usage = join( place, 'usage.json' );
			const child = spawn(
				process.execPath,
				[ '--import', REPORT_USAGE, COMMAND, 'publish', '--json' ],
				{
					env: {
						PATH: process.env.PATH,
						TMPDIR: place,
						AETHER_URL: wordPress.url,
						AETHER_USER: wordPress.user,
						AETHER_PASSWORD: wordPress.password,
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
			const [ code ] = ( await once( child, 'close' ) ) as [ number ];
			expect( code, said ).toBe( 0 );
			expect( arrived ).toContain(
				`${ pathOf( SIZE.pages - 1 ).slice( 1 ) }index.html`
			);
			expect( arrived.size ).toBeGreaterThanOrEqual( SIZE.pages );
			const { peakBytes } = JSON.parse(
				await readFile( usage, 'utf8' )
			) as { peakBytes: number };
			expect( peakBytes ).toBeLessThan( MOST_MEMORY );
		},
		SIZE.timeoutMs
	);
} );
