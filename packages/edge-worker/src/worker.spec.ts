import { createHash } from 'node:crypto';
import { get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { R2 } from '../../../tests/stands/object-storage';
import {
	type FileEntry,
	hashOf,
	type PointerDocument,
	type ReleaseDocument,
	shardOf,
	type ShardPlace,
} from './format';

const TIMEOUT_MS = 60_000;
const HTML = 'text/html; charset=UTF-8';
const FOREVER = 'public, max-age=31536000, immutable';
const ONE_HOUR_MS = 60 * 60 * 1000;
const ONE_DAY_MS = 24 * ONE_HOUR_MS;

/**
 * Notes what the Worker reads, and when a read begins and ends, from the outside: its binding is wrapped. Its clock can be
 * put forward, and objects taken away.
 */
const COUNTING_ENTRY = `
import worker from './index.ts';
let reads = [];
let wrapped;
const now = Date.now.bind( Date );
let later = 0;
Date.now = () => now() + later;
const open = ( env ) => ( {
	...env,
	SITE: {
		get: async ( key, options ) => {
			const name = key.split( '/_aether/' )[ 1 ].split( '/' )[ 0 ];
			reads.push( 'begin ' + name );
			const object = await env.BUCKET.get( key, options );
			reads.push( 'end ' + name );
			return object;
		},
	},
} );
export default {
	fetch( request, env ) {
		const url = new URL( request.url );
		if ( url.pathname === '/test-reads' ) {
			const seen = reads;
			reads = [];
			return Response.json( seen );
		}
		if ( url.pathname === '/test-remove' ) {
			return env.BUCKET.delete( url.searchParams.get( 'key' ) ).then( () => new Response() );
		}
		if ( url.pathname === '/test-later' ) {
			later += Number( url.searchParams.get( 'ms' ) );
			return new Response();
		}
		wrapped ??= open( env );
		return worker.fetch( request, wrapped );
	},
};
`;

async function bundle( contents: string | null ): Promise< string > {
	const directory = fileURLToPath( new URL( '.', import.meta.url ) );
	const result = await build( {
		...( contents === null
			? { entryPoints: [ `${ directory }index.ts` ] }
			: { stdin: { contents, resolveDir: directory, loader: 'ts' } } ),
		bundle: true,
		format: 'esm',
		target: 'es2022',
		minify: true,
		write: false,
	} );
	return result.outputFiles[ 0 ]!.text;
}

const sha256 = ( text: string ) =>
	createHash( 'sha256' ).update( text ).digest( 'hex' );

interface TestFile {
	readonly body: string;
	readonly type?: string;
	readonly cache?: string;
	readonly brotli?: string;
}

/**
 * The objects of a release, written down without any code of the product but `shardOf()`.
 * @param root
 * @param id
 * @param files
 * @param more
 */
function releaseObjects(
	root: string,
	id: string,
	files: Readonly< Record< string, TestFile > >,
	more: Partial< ReleaseDocument > = {}
): Record< string, string > {
	const objects: Record< string, string > = {};
	const tables = new Map< number, Record< string, FileEntry > >();
	for ( const [ path, file ] of Object.entries( files ) ) {
		const add = ( body: string ) => {
			objects[ `${ root }_aether/blobs/${ sha256( body ) }` ] = body;
			return { blob: sha256( body ), size: Buffer.byteLength( body ) };
		};
		const table = tables.get( shardOf( path ) ) ?? {};
		tables.set( shardOf( path ), table );
		table[ path ] = {
			...add( file.body ),
			type: file.type ?? HTML,
			...( file.cache ? { cache: file.cache } : {} ),
			...( file.brotli ? { encoded: { br: add( file.brotli ) } } : {} ),
		};
	}
	let pack = '';
	const places: ( readonly [ number, number ] | null )[] = Array.from(
		{ length: 256 },
		( _, index ) => {
			const table = tables.get( index );
			if ( ! table ) {
				return null;
			}
			const text = JSON.stringify( table );
			const offset = Buffer.byteLength( pack );
			pack += text;
			return [ offset, Buffer.byteLength( text ) ] as const;
		}
	);
	objects[ `${ root }_aether/shards/${ sha256( pack ) }` ] = pack;
	const release: ReleaseDocument = {
		format: 1,
		id,
		publishId: id,
		createdAt: '2026-01-01T00:00:00.000Z',
		fileCount: Object.keys( files ).length,
		shards: places.map( ( place ): ShardPlace =>
			place ? [ sha256( pack ), ...place ] : null
		),
		redirects: [],
		notFound: '404.html',
		headers: {},
		...more,
	};
	objects[ `${ root }_aether/releases/${ id }.json` ] =
		JSON.stringify( release );
	return objects;
}

const pointTo = (
	root: string,
	release: string,
	more: Partial< PointerDocument > = {}
) => ( {
	[ `${ root }_aether/current.json` ]: JSON.stringify( {
		format: 1,
		release,
		previous: null,
		...more,
	} ),
} );

/**
 * @param release
 * @param hours   So long ago.
 */
const replaced = ( release: string, hours: number ) => ( {
	release,
	until: new Date( Date.now() - hours * ONE_HOUR_MS ).toISOString(),
} );

const SITE: Readonly< Record< string, TestFile > > = {
	'index.html': { body: 'front', cache: 'no-cache' },
	'about/index.html': { body: 'about' },
	'ein/zwei/index.html': { body: 'deep' },
	'über uns/index.html': { body: 'Grüße' },
	'日本/😀.html': { body: 'far' },
	'100%/index.html': { body: 'all of it' },
	'a+b.txt': { body: 'plus', type: 'text/plain' },
	'empty.txt': { body: '', type: 'text/plain' },
	'style.css': {
		body: 'body { color: red }',
		type: 'text/css',
		cache: FOREVER,
		brotli: 'compressed',
	},
	'view.3f2a9c81.js': {
		body: 'view()',
		type: 'text/javascript',
		cache: FOREVER,
	},
	'price-list.pdf': {
		body: 'secret',
		type: 'application/pdf',
		cache: 'public, max-age=86400',
	},
	'digits.bin': { body: '0123456789', type: 'application/octet-stream' },
	'feed/index.xml': { body: '<rss/>', type: 'application/rss+xml' },
	'rss/index.xml': { body: '<rss-only/>', type: 'application/rss+xml' },
	'both/index.html': { body: 'the page' },
	'both/index.xml': { body: '<not-the-page/>', type: 'text/xml' },
	'404.html': { body: 'not here' },
	'__proto__/index.html': { body: 'only a name' },
	'drawing.svgz': { body: 'compressed already', type: 'image/svg+xml' },
};

const REDIRECTS = [
	{ from: '/old/', to: '/about/', status: 301 },
	{ from: '/gone-away', to: 'https://elsewhere.test/x', status: 302 },
	{ from: '/alt-%C3%BC/', to: '/%C3%BCber%20uns/', status: 308 },
	{ from: '/?p=7', to: '/about/', status: 301 },
	{ from: '/query/', to: '/about/?from=old#top', status: 301 },
	{ from: '/one%2Btwo/', to: '/about/', status: 301 },
	{ from: '/caf%C3%A9/?p=8', to: '/about/', status: 301 },
	{ from: '/both/', to: '/about/', status: 301 },
	{ from: '/rss', to: '/about/', status: 301 },
	{ from: '/a+b.txt/', to: '/about/', status: 301 },
	{ from: '/two/', to: '/ein/zwei/', status: 301 },
	{ from: '/two', to: '/about/', status: 308 },
	{ from: '/round', to: '/round/', status: 301 },
	{ from: '/c%C3%ADrculo/', to: '/c%c3%adrculo?x=1#top', status: 301 },
];

interface Expected {
	readonly status: number;
	readonly body?: string;
	readonly headers?: Readonly< Record< string, string | null > >;
}

type Case = readonly [
	path: string,
	init: Readonly< Record< string, string > >,
	expected: Expected,
];

const etagOf = ( body: string, type = HTML, coding = '' ) =>
	`"${ sha256( body ).slice( 0, 32 ) }-${ hashOf( `${ type }\n${ coding }` )
		.toString( 16 )
		.padStart( 8, '0' ) }"`;
const markOf = ( release: string ) => sha256( release ).slice( 0, 12 );
const ok = (
	body: string,
	headers: Expected[ 'headers' ] = {}
): Expected => ( {
	status: 200,
	body,
	headers,
} );
const to = ( location: string, status = 301 ): Expected => ( {
	status,
	body: '',
	// Else browsers keep it for ever, though the release that says so was taken back.
	headers: { location, 'cache-control': 'no-cache' },
} );
const missing: Expected = {
	status: 404,
	body: 'not here',
	headers: { 'cache-control': 'no-cache', 'content-type': HTML },
};
const malformed: Expected = { status: 400, body: 'Bad request\n' };
const part = ( body: string, range: string ): Expected => ( {
	status: 206,
	body,
	headers: { 'content-range': `bytes ${ range }/10` },
} );
const notModified: Expected = {
	status: 304,
	body: '',
	headers: { etag: etagOf( 'front' ), 'content-type': null },
};
const refused: Expected = {
	status: 405,
	body: 'Method not allowed\n',
	headers: { allow: 'GET, HEAD' },
};
const beyond: Expected = {
	status: 416,
	body: '',
	headers: { 'content-range': 'bytes */10' },
};
const range = ( value: string ) => ( { Range: value } );
const accept = ( value: string ) => ( { 'Accept-Encoding': value } );
const known = ( value: string ) => ( { 'If-None-Match': value } );
const css = SITE[ 'style.css' ]!.body;

// The client of the stand undoes a coding and drops its header; the ETag says which variant came.
const CASES: readonly Case[] = [
	[ '/', {}, ok( 'front', { 'content-type': HTML, 'content-length': '5' } ) ],
	[ '/', {}, ok( 'front', { 'cache-control': 'no-cache' } ) ],
	[ '/', {}, ok( 'front', { etag: etagOf( 'front' ) } ) ],
	[ '/', {}, ok( 'front', { 'x-content-type-options': 'nosniff' } ) ],
	[ '/', {}, ok( 'front', { 'x-aether-release': markOf( 'one' ) } ) ],
	[ '/', {}, ok( 'front', { 'x-site': 'yes', 'x-frame-options': 'DENY' } ) ],
	[ '/about', {}, { status: 301, headers: { 'x-site': 'yes' } } ],
	[ '/nothing', {}, { status: 404, headers: { 'x-site': 'yes' } } ],
	[
		'/%',
		{},
		{ status: 400, headers: { 'x-content-type-options': 'nosniff' } },
	],
	[ '/', {}, ok( 'front', { 'access-control-allow-origin': null } ) ],
	[ '/', {}, ok( 'front', { 'set-cookie': null } ) ],
	[ '/?utm=1', {}, ok( 'front' ) ],
	[ '/index.html', {}, ok( 'front' ) ],
	[ '/about/', {}, ok( 'about' ) ],
	[ '/about', {}, to( '/about/' ) ],
	[ '/about?x=1', {}, to( '/about/?x=1' ) ],
	[ '/about/index.html', {}, ok( 'about' ) ],
	[ '/ein/zwei/', {}, ok( 'deep' ) ],
	[ '/ein/zwei', {}, to( '/ein/zwei/' ) ],
	[ '/ein/', {}, missing ],
	[ '/%C3%BCber%20uns/', {}, ok( 'Grüße' ) ],
	[ '/%c3%bcber%20uns/', {}, ok( 'Grüße' ) ],
	[ '/u%CC%88ber%20uns/', {}, ok( 'Grüße' ) ],
	[ '/%C3%BCber%20uns', {}, to( '/%C3%BCber%20uns/' ) ],
	[ '/%E6%97%A5%E6%9C%AC/%F0%9F%98%80.html', {}, ok( 'far' ) ],
	[ '/100%25/', {}, ok( 'all of it' ) ],
	[ '/100%/', {}, malformed ],
	[ '/%', {}, malformed ],
	[ '/%zz', {}, malformed ],
	[ '/%ff', {}, malformed ],
	[ '/%C3', {}, malformed ],
	[ '/a%00b', {}, malformed ],
	[ '/a%0ab', {}, malformed ],
	[ '/a%5cb', {}, malformed ],
	[ '/a//b', {}, malformed ],
	[ '//about/', {}, malformed ],
	[ '//elsewhere.test/?aether-preview=two', {}, malformed ],
	[ '/%2Felsewhere.test/?aether-preview=two', {}, malformed ],
	[ '/..%2f..%2fetc', {}, malformed ],
	[ '/a/..%2fb', {}, malformed ],
	[ '/.%2f', {}, malformed ],
	[ '/a+b.txt', {}, ok( 'plus', { 'content-type': 'text/plain' } ) ],
	[ '/a%2Bb.txt', {}, ok( 'plus' ) ],
	[ '/a%20b.txt', {}, missing ],
	[ '/empty.txt', {}, ok( '', { 'content-length': '0' } ) ],
	[
		'/feed/index.xml',
		{},
		ok( '<rss/>', { 'content-type': 'application/rss+xml' } ),
	],
	[ '/feed/', {}, ok( '<rss/>', { 'content-type': 'application/rss+xml' } ) ],
	[ '/feed', {}, to( '/feed/' ) ],
	[ '/feed?x=1', {}, to( '/feed/?x=1' ) ],
	[ '/feed/index.html', {}, missing ],
	[ '/both/', {}, ok( 'the page' ) ],
	[ '/About/', {}, missing ],
	[ '/nothing', {}, missing ],
	[ '/nothing/', {}, missing ],
	[ '/style.css/', {}, missing ],
	[ '/404.html', {}, ok( 'not here' ) ],
	[ '/__proto__/', {}, ok( 'only a name' ) ],
	[ '/constructor', {}, missing ],
	[ '/toString/', {}, missing ],
	[ '/_aether/current.json', {}, missing ],
	[ '/_aether/releases/one.json', {}, missing ],
	[ `/_aether/blobs/${ sha256( 'front' ) }`, {}, missing ],
	[ '/_aether/', {}, missing ],
	[ '/?list', {}, ok( 'front' ) ],
	[ '/?list-type=2&prefix=', {}, ok( 'front' ) ],
	[ '/old/', {}, to( '/about/' ) ],
	[ '/old/?a=1', {}, to( '/about/?a=1' ) ],
	// WordPress takes an address with and without its slash for one.
	[ '/old', {}, to( '/about/' ) ],
	[ '/old?a=1', {}, to( '/about/?a=1' ) ],
	[ '/old', { method: 'HEAD' }, to( '/about/' ) ],
	[ '/old/old', {}, missing ],
	[ '/alt-%c3%bc', {}, to( '/%C3%BCber%20uns/', 308 ) ],
	[ '/query?a=1', {}, to( '/about/?from=old&a=1#top' ) ],
	[ '/cafe%CC%81?p=8', {}, to( '/about/' ) ],
	[ '/caf%C3%A9', {}, missing ],
	[ '/gone-away/', {}, to( 'https://elsewhere.test/x', 302 ) ],
	[ '/gone-away/?a=1', {}, to( 'https://elsewhere.test/x?a=1', 302 ) ],
	[ '/two/', {}, to( '/ein/zwei/' ) ],
	[ '/two', {}, to( '/about/', 308 ) ],
	// What lies there comes first.
	[ '/both', {}, to( '/both/' ) ],
	[ '/rss/', {}, ok( '<rss-only/>' ) ],
	[ '/a+b.txt', {}, ok( 'plus' ) ],
	// Nothing leads to itself.
	[ '/round', {}, to( '/round/' ) ],
	[ '/round/', {}, missing ],
	[ '/c%C3%ADrculo', {}, missing ],
	[ '/query/', {}, to( '/about/?from=old#top' ) ],
	[ '/query/?a=1', {}, to( '/about/?from=old&a=1#top' ) ],
	[ '/?p=7', {}, to( '/about/' ) ],
	[ '/?p=8', {}, ok( 'front' ) ],
	[ '/one%2btwo/', {}, to( '/about/' ) ],
	[ '/one%2Btwo/', {}, to( '/about/' ) ],
	[ '/one+two/', {}, to( '/about/' ) ],
	[ '/cafe%CC%81/?p=8', {}, to( '/about/' ) ],
	[ '/caf%c3%a9/?p=8', {}, to( '/about/' ) ],
	[ '/caf%C3%A9/', {}, missing ],
	[ '/caf%C3%A9/%3Fp=8', {}, missing ],
	[ '/alt-u%CC%88/', {}, to( '/%C3%BCber%20uns/', 308 ) ],
	[ '/gone-away', {}, to( 'https://elsewhere.test/x', 302 ) ],
	[ '/alt-%C3%BC/', {}, to( '/%C3%BCber%20uns/', 308 ) ],
	[ '/alt-%c3%bc/', {}, to( '/%C3%BCber%20uns/', 308 ) ],
	[
		'/',
		{ method: 'HEAD' },
		{
			status: 200,
			body: '',
			headers: { etag: etagOf( 'front' ), 'content-length': '5' },
		},
	],
	[ '/nothing', { method: 'HEAD' }, { status: 404, body: '' } ],
	[ '/about', { method: 'HEAD' }, to( '/about/' ) ],
	[ '/', { method: 'POST' }, refused ],
	[ '/', { method: 'PUT' }, refused ],
	[ '/', { method: 'DELETE' }, refused ],
	[ '/', { method: 'PATCH' }, refused ],
	[ '/', { method: 'OPTIONS' }, refused ],
	[ '/', known( etagOf( 'front' ) ), notModified ],
	[ '/', known( `W/${ etagOf( 'front' ) }` ), notModified ],
	[ '/', known( `"other", ${ etagOf( 'front' ) }` ), notModified ],
	[ '/', known( '*' ), notModified ],
	[ '/', known( '"other"' ), ok( 'front' ) ],
	[ '/nothing', known( '*' ), missing ],
	[ '/digits.bin', range( 'bytes=0-3' ), part( '0123', '0-3' ) ],
	[ '/digits.bin', range( 'bytes=4-' ), part( '456789', '4-9' ) ],
	[ '/digits.bin', range( 'bytes=-3' ), part( '789', '7-9' ) ],
	[ '/digits.bin', range( 'bytes=-30' ), part( '0123456789', '0-9' ) ],
	[ '/digits.bin', range( 'bytes=8-100' ), part( '89', '8-9' ) ],
	[ '/digits.bin', range( 'bytes=9-9' ), part( '9', '9-9' ) ],
	[ '/digits.bin', range( 'Bytes=0-3' ), part( '0123', '0-3' ) ],
	[
		'/digits.bin',
		{ method: 'HEAD', ...range( 'bytes=0-3' ) },
		{
			status: 200,
			body: '',
			headers: { 'content-length': '10', 'content-range': null },
		},
	],
	[
		'/digits.bin',
		{ method: 'HEAD', ...range( 'bytes=10-' ) },
		{ status: 200, body: '' },
	],
	[ '/', { 'If-Match': etagOf( 'front' ) }, ok( 'front' ) ],
	[ '/', { 'If-Match': `"other", ${ etagOf( 'front' ) }` }, ok( 'front' ) ],
	[ '/', { 'If-Match': '*' }, ok( 'front' ) ],
	[
		'/',
		{ 'If-Match': '"other"' },
		{
			status: 412,
			body: '',
			headers: { 'cache-control': 'no-store', 'content-type': null },
		},
	],
	[
		'/',
		{ 'If-Match': `W/${ etagOf( 'front' ) }` },
		{ status: 412, body: '' },
	],
	[
		'/',
		{ 'If-Match': '"other"', 'If-None-Match': '*' },
		{ status: 412, body: '' },
	],
	[ '/digits.bin', range( 'bytes=10-' ), beyond ],
	[ '/digits.bin', range( 'bytes=-0' ), beyond ],
	[ '/digits.bin', range( 'bytes=5-2' ), ok( '0123456789' ) ],
	[ '/digits.bin', range( 'bytes=0-1,4-5' ), ok( '0123456789' ) ],
	[ '/digits.bin', range( 'lines=1-2' ), ok( '0123456789' ) ],
	[ '/digits.bin', range( 'bytes=-' ), ok( '0123456789' ) ],
	[
		'/digits.bin',
		{ Range: 'bytes=0-1', 'If-Range': '"other"' },
		ok( '0123456789' ),
	],
	[
		'/digits.bin',
		{
			Range: 'bytes=0-1',
			'If-Range': etagOf( '0123456789', 'application/octet-stream' ),
		},
		part( '01', '0-1' ),
	],
	[ '/nothing', range( 'bytes=0-1' ), missing ],
	[
		'/style.css',
		accept( 'identity' ),
		ok( css, { 'content-encoding': null, vary: 'Accept-Encoding' } ),
	],
	[
		'/style.css',
		{ method: 'HEAD', ...accept( 'br' ) },
		{
			status: 200,
			body: '',
			headers: {
				etag: etagOf( 'compressed', 'text/css', 'br' ),
				'content-length': '10',
				'content-type': 'text/css',
				vary: 'Accept-Encoding',
			},
		},
	],
	[
		'/style.css',
		{ method: 'HEAD', ...accept( 'gzip, br;q=0' ) },
		{ status: 200, body: '', headers: { 'content-encoding': null } },
	],
	[
		'/style.css',
		{ method: 'HEAD', ...accept( 'gzip' ) },
		{ status: 200, body: '', headers: { 'content-encoding': null } },
	],
	[
		'/style.css',
		accept( 'identity' ),
		ok( css, { 'cache-control': FOREVER } ),
	],
	[
		'/_aether-blueprint/blueprint.json',
		{},
		ok( '{}', { 'access-control-allow-origin': '*' } ),
	],
	[
		'/_aether-blueprint/nothing',
		{},
		{ status: 404, headers: { 'access-control-allow-origin': '*' } },
	],
	[
		'/_aether-blueprint/blueprint.json',
		{ method: 'POST' },
		{ status: 405, headers: { 'access-control-allow-origin': '*' } },
	],
	[
		'/_aether-blueprint/%',
		{},
		{ status: 400, headers: { 'access-control-allow-origin': '*' } },
	],
	[ '/blueprint.json', {}, missing ],
];

let r2: R2;

/**
 * @param script
 * @param ttl    Of the pointer; null: what a Worker in the wild has.
 */
async function deploy(
	script: string,
	ttl: string | null = '0'
): Promise< void > {
	await r2.run( [
		{
			name: 'site',
			modules: [ { name: 'worker.mjs', contents: script } ],
			variables: {
				PREFIX: 'blog/',
				...( ttl === null ? {} : { POINTER_TTL_MS: ttl } ),
			},
			bucketBindings: [ 'SITE', 'BUCKET' ],
		},
	] );
}

const ask = (
	path: string,
	headers: Record< string, string > = {},
	method = 'GET'
) => r2.fetch( 'site', `https://site.test${ path }`, { method, headers } );

/**
 * An answer as it goes over the wire: no client undoes the coding.
 *
 * @param url
 * @param accepted `Accept-Encoding`.
 */
const askWorkerd = ( url: URL, accepted: string | undefined ) =>
	new Promise< {
		coding: string | undefined;
		body: string;
		length: string | undefined;
	} >( ( resolve, reject ) => {
		get(
			url,
			{ headers: accepted ? { 'Accept-Encoding': accepted } : {} },
			( response ) => {
				let body = '';
				response.on( 'data', ( bytes: Buffer ) => ( body += bytes ) );
				response.on( 'end', () =>
					resolve( {
						coding: response.headers[ 'content-encoding' ],
						body,
						length: response.headers[ 'content-length' ],
					} )
				);
			}
		).on( 'error', reject );
	} );

beforeAll( async () => {
	r2 = new R2( {
		bucket: 'site',
		credentials: { accessKeyId: 'a'.repeat( 32 ), secretAccessKey: 'b' },
	} );
	await r2.fill( {
		...releaseObjects( 'blog/', 'one', SITE, {
			redirects: REDIRECTS,
			headers: { 'X-Site': 'yes', 'X-Frame-Options': 'DENY' },
		} ),
		...releaseObjects( 'blog/', 'two', {
			'index.html': { body: 'second' },
			'404.html': { body: 'not here either' },
			'a+b.txt': { body: 'plus', type: 'text/html' },
			'style.css': {
				body: 'body { color: blue }',
				type: 'text/css',
				cache: FOREVER,
			},
			'only-in-two.css': { body: 'late', type: 'text/css' },
		} ),
		...releaseObjects(
			'blog/',
			'closed',
			{
				'index.html': { body: 'front' },
				'about/index.html': { body: 'about' },
				'404.html': { body: 'not here' },
			},
			{
				redirects: REDIRECTS,
				headers: { 'X-Robots-Tag': 'noindex' },
			}
		),
		...releaseObjects( 'blog/_aether-blueprint/', 'bundle', {
			'blueprint.json': { body: '{}', type: 'application/json' },
		} ),
		...pointTo( 'blog/_aether-blueprint/', 'bundle' ),
	} );
}, TIMEOUT_MS );
afterAll( () => r2.stop() );
beforeEach( () => r2.fill( pointTo( 'blog/', 'one' ) ) );

describe( 'the edge worker', { timeout: TIMEOUT_MS }, () => {
	it( 'is smaller than 30 KB', async () => {
		const script = await bundle( null );
		expect( Buffer.byteLength( script ) ).toBeLessThan( 30_000 );
		await deploy( script );
	} );

	it.each( CASES )( '%s %j → %j', async ( path, init, expected ) => {
		const { method, ...headers } = init;
		const response = await ask( path, headers, method );
		expect( response.status ).toBe( expected.status );
		if ( expected.body !== undefined ) {
			expect( await response.text() ).toBe( expected.body );
		}
		for ( const [ name, value ] of Object.entries(
			expected.headers ?? {}
		) ) {
			expect( [ name, response.headers.get( name ) ] ).toEqual( [
				name,
				value,
			] );
		}
	} );

	it( 'sends compressed files as they lie in the bucket, and says so', async () => {
		const site = await r2.address( 'site' );
		for ( const [ path, accepted, coding, body ] of [
			[ '/style.css', 'gzip, br', 'br', 'compressed' ],
			[ '/style.css', 'gzip', undefined, css ],
			[ '/style.css', 'br;q=0.5, identity;q=0', 'br', 'compressed' ],
			[ '/style.css', 'identity, br;q=0.5', undefined, css ],
			[ '/style.css', 'br;q=0.5, identity;q=0.6', undefined, css ],
			[ '/style.css', 'identity;q=0.5, br', 'br', 'compressed' ],
			[ '/style.css', 'identity, br', 'br', 'compressed' ],
			[ '/style.css', 'br;q=0.5', 'br', 'compressed' ],
			[ '/style.css', 'identity;q=0.5, *', 'br', 'compressed' ],
			[ '/style.css', 'identity, *;q=0.5', undefined, css ],
			[ '/style.css', undefined, undefined, css ],
			[ '/drawing.svgz', 'gzip', 'gzip', 'compressed already' ],
			[ '/digits.bin', 'br, gzip', undefined, '0123456789' ],
		] as const ) {
			const answer = await askWorkerd( new URL( path, site ), accepted );
			expect( [ path, accepted, answer ] ).toEqual( [
				path,
				accepted,
				{ coding, body, length: String( body.length ) },
			] );
		}
	} );

	it( 'follows the pointer, forwards and back', async () => {
		await r2.fill( pointTo( 'blog/', 'two' ) );
		expect( await ( await ask( '/' ) ).text() ).toBe( 'second' );
		await r2.fill( pointTo( 'blog/', 'one' ) );
		expect( await ( await ask( '/' ) ).text() ).toBe( 'front' );
	} );

	it( 'keeps search engines out with every answer of a release that says so, and of no other', async () => {
		const CLOSED: readonly ( readonly [
			status: number,
			path: string,
			headers?: Record< string, string >,
			method?: string,
		] )[] = [
			[ 200, '/' ],
			[ 200, '/', {}, 'HEAD' ],
			[ 304, '/', known( etagOf( 'front' ) ) ],
			[ 206, '/', range( 'bytes=0-1' ) ],
			[ 416, '/', range( 'bytes=9-' ) ],
			[ 301, '/about' ],
			[ 301, '/old/' ],
			[ 301, '/?p=7' ],
			[ 404, '/nothing' ],
		];
		const answers = async () => {
			const seen: object[] = [];
			for ( const [ status, path, headers, method ] of CLOSED ) {
				const answer = await ask( path, headers, method );
				expect( [ path, answer.status ] ).toEqual( [ path, status ] );
				seen.push( [ path, answer.headers.get( 'x-robots-tag' ) ] );
			}
			return seen;
		};
		const expected = ( value: string | null ) =>
			CLOSED.map( ( [ , path ] ) => [ path, value ] );
		expect( await answers() ).toEqual( expected( null ) );
		await r2.fill( pointTo( 'blog/', 'closed' ) );
		expect( await answers() ).toEqual( expected( 'noindex' ) );
	} );

	it( 'sends redirects with the cache policy of a release that has one, and never to shared caches while a canary runs', async () => {
		await r2.fill( {
			...releaseObjects(
				'blog/',
				'policy',
				{ 'about/index.html': { body: 'about' } },
				{
					redirects: REDIRECTS,
					headers: { 'Cache-Control': 'public, max-age=60' },
				}
			),
		} );
		const policies = async () => {
			const seen: ( string | null )[] = [];
			for ( const path of [ '/about', '/old/', '/?p=7', '/gone-away' ] ) {
				const answer = await ask( path );
				expect( [ path, answer.headers.has( 'location' ) ] ).toEqual( [
					path,
					true,
				] );
				seen.push( answer.headers.get( 'cache-control' ) );
			}
			return seen;
		};
		await r2.fill( pointTo( 'blog/', 'policy' ) );
		expect( await policies() ).toEqual(
			Array( 4 ).fill( 'public, max-age=60' )
		);
		await r2.fill(
			pointTo( 'blog/', 'policy', {
				canary: { release: 'one', percent: 50 },
			} )
		);
		expect( await policies() ).toEqual(
			Array( 4 ).fill( 'private, no-cache' )
		);
	} );

	it( 'shows a kept release to whoever opened its preview, and to nobody else', async () => {
		const opened = await ask( '/?aether-preview=two' );
		expect( opened.status ).toBe( 302 );
		expect( opened.headers.get( 'location' ) ).toBe( '/' );
		const Cookie = opened.headers.get( 'set-cookie' )!.split( ';' )[ 0 ]!;
		const preview = await ask( '/', { Cookie } );
		expect( await preview.text() ).toBe( 'second' );
		expect( preview.headers.get( 'cache-control' ) ).toContain( 'private' );
		expect( preview.headers.get( 'x-robots-tag' ) ).toBe( 'noindex' );
		expect( await ( await ask( '/' ) ).text() ).toBe( 'front' );
	} );

	it.each( [
		[ 'table', '/shards/', [ '/', '/about/', '/nothing/' ] ],
		[ 'bytes', '/blobs/', [ '/', '/about/', '/nothing/' ] ],
	] )(
		'shows the current release where a preview that it has read has been cleared away meanwhile: its %s',
		async ( _, folder, paths ) => {
			const id = `cleared${ folder.replaceAll( '/', '-' ) }`;
			const objects = releaseObjects( 'blog/', id, {
				'index.html': { body: `front of ${ id }` },
				'about/index.html': { body: `about ${ id }` },
				'404.html': { body: `not in ${ id }` },
			} );
			await r2.fill( objects );
			await deploy( await bundle( COUNTING_ENTRY ), null );
			for ( const path of paths ) {
				const Cookie = `aether-preview=${ id }`;
				await r2.fill( objects );
				const before = await ask( path, { Cookie } );
				expect( before.headers.get( 'x-aether-release' ) ).toBe(
					markOf( id )
				);
				for ( const key of Object.keys( objects ) ) {
					if (
						/\/releases\//.test( key ) ||
						key.includes( folder )
					) {
						await ask( `/test-remove?key=${ key }` );
					}
				}
				// Once by falling back, once because it is known to be gone.
				for ( let time = 0; time < 2; time++ ) {
					const after = await ask( path, { Cookie } );
					const current = await ask( path );
					expect( [
						path,
						after.status,
						await after.text(),
					] ).toEqual( [
						path,
						current.status,
						await current.text(),
					] );
					expect( after.headers.get( 'x-aether-release' ) ).toBe(
						markOf( 'one' )
					);
					expect( after.headers.get( 'cache-control' ) ).toContain(
						'private'
					);
				}
			}
		}
	);

	it( 'shows the current release where a part of a previewed one is lost, and says so where it is the current one', async () => {
		const id = 'torn';
		const objects = Object.entries(
			releaseObjects( 'blog/', id, { 'index.html': { body: 'torn' } } )
		).filter( ( [ key ] ) => ! key.includes( '/blobs/' ) );
		await r2.fill( Object.fromEntries( objects ) );
		await deploy( await bundle( null ) );
		const Cookie = `aether-preview=${ id }`;
		expect( await ( await ask( '/', { Cookie } ) ).text() ).toBe( 'front' );
		await r2.fill( pointTo( 'blog/', id ) );
		expect( ( await ask( '/', { Cookie } ) ).status ).toBe( 503 );
	} );

	it( 'gives a canary to the visitors that drew it, always the same', async () => {
		await r2.fill(
			pointTo( 'blog/', 'one', {
				canary: { release: 'two', percent: 30 },
			} )
		);
		for ( let visitor = 0; visitor < 20; visitor++ ) {
			const first = await ask( '/' );
			const draw = /^aether-canary=(\d{1,2});/.exec(
				first.headers.get( 'set-cookie' ) ?? ''
			)?.[ 1 ];
			expect( [ draw, await first.text() ] ).toEqual( [
				expect.any( String ),
				Number( draw ) < 30 ? 'second' : 'front',
			] );
		}
		const nothing = await ask( '/nothing' );
		expect( nothing.status ).toBe( 404 );
		expect( nothing.headers.get( 'cache-control' ) ).toBe(
			'private, no-cache'
		);
		for ( const [ draw, body ] of [
			[ '29', 'second' ],
			[ '30', 'front' ],
			[ '0', 'second' ],
			[ '99', 'front' ],
		] as const ) {
			const answer = await ask( '/', {
				Cookie: `aether-canary=${ draw }`,
			} );
			expect( await answer.text() ).toBe( body );
			expect( answer.headers.get( 'set-cookie' ) ).toBeNull();
		}
	} );

	it( 'has the files of a canary that began after it last read the pointer', async () => {
		await deploy( await bundle( COUNTING_ENTRY ), '60000' );
		const Cookie = 'aether-canary=0';
		expect( await ( await ask( '/', { Cookie } ) ).text() ).toBe( 'front' );
		await r2.fill(
			pointTo( 'blog/', 'one', {
				canary: { release: 'two', percent: 30 },
			} )
		);
		const answer = await ask( '/only-in-two.css', { Cookie } );
		expect( [ answer.status, await answer.text() ] ).toEqual( [
			200,
			'late',
		] );
	} );

	it( 'sends a file again whose type has changed under the same bytes', async () => {
		const before = await ask( '/a+b.txt' );
		expect( before.headers.get( 'content-type' ) ).toBe( 'text/plain' );
		const etag = before.headers.get( 'etag' )!;
		expect( ( await ask( '/a+b.txt', known( etag ) ) ).status ).toBe( 304 );
		await r2.fill( pointTo( 'blog/', 'two' ) );
		const after = await ask( '/a+b.txt', known( etag ) );
		expect( [ after.status, after.headers.get( 'content-type' ) ] ).toEqual(
			[ 200, 'text/html' ]
		);
	} );

	it( 'keeps for a day what pages of the release before name, and nothing else of it', async () => {
		await deploy( await bundle( COUNTING_ENTRY ), null );
		await r2.fill( pointTo( 'blog/', 'two', { previous: 'one' } ) );
		const asset = await ask( '/view.3f2a9c81.js' );
		expect( [ asset.status, await asset.text() ] ).toEqual( [
			200,
			'view()',
		] );
		expect( asset.headers.get( 'cache-control' ) ).toBe( 'no-cache' );
		expect( asset.headers.get( 'x-aether-release' ) ).toBe(
			markOf( 'one' )
		);
		for ( const gone of [ '/price-list.pdf', '/about/', '/about' ] ) {
			expect( [ gone, ( await ask( gone ) ).status ] ).toEqual( [
				gone,
				404,
			] );
		}
		await ask( `/test-later?ms=${ ONE_DAY_MS + 60_000 }` );
		expect( ( await ask( '/view.3f2a9c81.js' ) ).status ).toBe( 404 );
	} );

	it( 'keeps for a day what pages of any release name that was replaced, not only of the last one', async () => {
		await deploy( await bundle( COUNTING_ENTRY ), null );
		await r2.fill(
			pointTo( 'blog/', 'closed', {
				previous: 'two',
				recent: [ replaced( 'two', 1 ), replaced( 'one', 2 ) ],
			} )
		);
		const asset = await ask( '/view.3f2a9c81.js' );
		expect( [ asset.status, await asset.text() ] ).toEqual( [
			200,
			'view()',
		] );
		expect( asset.headers.get( 'cache-control' ) ).toBe( 'no-cache' );
		expect( asset.headers.get( 'x-aether-release' ) ).toBe(
			markOf( 'one' )
		);
		expect( ( await ask( '/price-list.pdf' ) ).status ).toBe( 404 );
		await ask( `/test-later?ms=${ 21 * ONE_HOUR_MS }` );
		expect( ( await ask( '/view.3f2a9c81.js' ) ).status ).toBe( 200 );
		await ask( `/test-later?ms=${ ONE_HOUR_MS }` );
		expect( ( await ask( '/view.3f2a9c81.js' ) ).status ).toBe( 404 );
	} );

	it( 'counts that day from when the pointer was moved, where the clock of the publisher was ahead', async () => {
		await deploy( await bundle( COUNTING_ENTRY ), null );
		await r2.fill(
			pointTo( 'blog/', 'two', { recent: [ replaced( 'one', -1000 ) ] } )
		);
		expect( ( await ask( '/view.3f2a9c81.js' ) ).status ).toBe( 200 );
		await ask( `/test-later?ms=${ ONE_DAY_MS + 60_000 }` );
		expect( ( await ask( '/view.3f2a9c81.js' ) ).status ).toBe( 404 );
	} );

	it( 'looks into eight releases for a missing asset, newest first and each once, and reads only what it does not know', async () => {
		const ids = Array.from( { length: 32 }, ( _, at ) => `recent-${ at }` );
		for ( const id of ids ) {
			await r2.fill(
				releaseObjects( 'blog/', id, {
					[ `${ id }.js` ]: { body: id, cache: FOREVER },
					// In no release it may be kept, and in each it has to be looked up.
					'gone.js': { body: `gone from ${ id }` },
				} )
			);
		}
		await deploy( await bundle( COUNTING_ENTRY ), null );
		await r2.fill(
			pointTo( 'blog/', 'closed', {
				canary: { release: 'recent-0', percent: 1 },
				previous: 'one',
				recent: [ 'closed', 'recent-0', ...ids, ...ids ].map( ( id ) =>
					replaced( id, 1 )
				),
			} )
		);
		const Cookie = 'aether-canary=99';
		const readsOf = async ( path: string ) => {
			await ask( '/test-reads' );
			const { status } = await ask( path, { Cookie } );
			const reads: string[] = await ( await ask( '/test-reads' ) ).json();
			const count = ( name: string ) =>
				reads.filter( ( read ) => read === `begin ${ name }` ).length;
			return {
				status,
				pointers: count( 'current.json' ),
				releases: count( 'releases' ),
				shards: count( 'shards' ),
				blobs: count( 'blobs' ),
			};
		};
		expect( await readsOf( '/' ) ).toMatchObject( { status: 200 } );
		expect( await readsOf( '/recent-0.js' ) ).toEqual( {
			status: 200,
			pointers: 1,
			releases: 1,
			shards: 1,
			blobs: 1,
		} );
		// The last two are the page that says so.
		const missed = { status: 404, pointers: 1, shards: 7 + 1, blobs: 1 };
		expect( await readsOf( '/gone.js' ) ).toEqual( {
			...missed,
			releases: 6,
		} );
		expect( await readsOf( '/gone.js' ) ).toEqual( {
			...missed,
			releases: 0,
		} );
		expect( await readsOf( '/recent-6.js' ) ).toEqual( {
			status: 200,
			pointers: 1,
			releases: 0,
			shards: 1,
			blobs: 1,
		} );
		expect( await readsOf( '/recent-7.js' ) ).toMatchObject( {
			status: 404,
			releases: 0,
		} );
	} );

	it( 'goes past a release of the last day of which something is gone', async () => {
		await deploy( await bundle( null ) );
		const torn = ( id: string ) =>
			releaseObjects( 'blog/', id, {
				'view.3f2a9c81.js': { body: `of ${ id }`, cache: FOREVER },
			} );
		const without = ( folder: string, objects: Record< string, string > ) =>
			Object.fromEntries(
				Object.entries( objects ).filter(
					( [ key ] ) => ! key.includes( folder )
				)
			);
		await r2.fill( {
			...without( '/shards/', torn( 'no-table' ) ),
			...without( '/blobs/', torn( 'no-bytes' ) ),
			...pointTo( 'blog/', 'two', {
				recent: [ 'never-was', 'no-table', 'no-bytes', 'one' ].map(
					( id ) => replaced( id, 1 )
				),
			} ),
		} );
		expect( await ( await ask( '/view.3f2a9c81.js' ) ).text() ).toBe(
			'view()'
		);
	} );

	it( 'passes over what makes no sense in the pointer', async () => {
		await deploy( await bundle( null ) );
		const { until } = replaced( 'one', 1 );
		for ( const [ recent, status ] of [
			[ undefined, 200 ],
			[ null, 200 ],
			[ 'one', 200 ],
			[ { 0: { release: 'one', until } }, 200 ],
			// It says that nothing was replaced lately.
			[ [], 404 ],
			[ [ null, 7, 'one', {}, [] ], 404 ],
			[ [ { release: 'one' } ], 404 ],
			[ [ { release: 'one', until: 'soon' } ], 404 ],
			[ [ { release: 'one', until: Date.now() } ], 404 ],
			[ [ { release: [ 'one' ], until } ], 404 ],
			[ [ null, { until }, { release: 'one', until } ], 200 ],
			[
				[
					{ release: '../one', until },
					{ release: 'one', until },
				],
				200,
			],
		] as const ) {
			await r2.fill(
				pointTo( 'blog/', 'two', {
					previous: 'one',
					recent: recent as PointerDocument[ 'recent' ] & object,
				} )
			);
			const answer = await ask( '/view.3f2a9c81.js' );
			expect( [ recent, answer.status ] ).toEqual( [ recent, status ] );
		}
	} );

	it( 'has the assets of both releases for whoever lost the cookie of a canary', async () => {
		await deploy( await bundle( null ) );
		await r2.fill(
			pointTo( 'blog/', 'two', {
				canary: { release: 'one', percent: 30 },
			} )
		);
		for ( const draw of [ '0', '99' ] ) {
			const Cookie = `aether-canary=${ draw }`;
			const asset = await ask( '/view.3f2a9c81.js', { Cookie } );
			expect( await asset.text() ).toBe( 'view()' );
			expect( asset.headers.get( 'cache-control' ) ).toBe(
				'private, no-cache'
			);
		}
	} );

	it( 'gives caches nothing to keep for ever out of a release that has just been replaced', async () => {
		await deploy( await bundle( null ), '60000' );
		expect( await ( await ask( '/' ) ).text() ).toBe( 'front' );
		await r2.fill( pointTo( 'blog/', 'two' ) );
		// The page may be a moment old, what the new page names may not.
		expect( await ( await ask( '/style.css?ver=2' ) ).text() ).toBe(
			'body { color: blue }'
		);
	} );

	it( 'says that it cannot be shown, to Playground too, when a part of the release is lost', async () => {
		await deploy( await bundle( null ) );
		for ( const [ root, path, origin ] of [
			[ 'blog/', '/', null ],
			[ 'blog/_aether-blueprint/', '/_aether-blueprint/x.json', '*' ],
		] as const ) {
			await r2.fill( pointTo( root, 'lost' ) );
			const answer = await ask( path );
			expect( [
				answer.status,
				answer.headers.get( 'retry-after' ),
				answer.headers.get( 'access-control-allow-origin' ),
			] ).toEqual( [ 503, '5', origin ] );
		}
		await r2.fill( pointTo( 'blog/_aether-blueprint/', 'bundle' ) );
	} );

	it( 'reads in two steps once it is warm: two objects for a page, and the pointer at the same time for any other file, or after a second', async () => {
		await deploy( await bundle( COUNTING_ENTRY ), null );
		const readsOf = async ( path: string ) => {
			await ask( '/test-reads' );
			expect( ( await ask( path ) ).status ).toBe( 200 );
			return [ path, await ( await ask( '/test-reads' ) ).json() ];
		};
		const two = [
			'begin shards',
			'end shards',
			'begin blobs',
			'end blobs',
		];
		const three = [
			'begin shards',
			'begin current.json',
			expect.stringMatching( /^end (?:shards|current\.json)$/ ),
			expect.stringMatching( /^end (?:shards|current\.json)$/ ),
			'begin blobs',
			'end blobs',
		];
		await ask( '/about/' );
		for ( const path of [ '/about/', '/about/index.html' ] ) {
			expect( await readsOf( path ) ).toEqual( [ path, two ] );
		}
		const others = [ '/style.css', '/price-list.pdf' ];
		for ( const path of others ) {
			expect( await readsOf( path ) ).toEqual( [ path, three ] );
		}
		await ask( '/test-later?ms=1000' );
		expect( await readsOf( '/about/' ) ).toEqual( [ '/about/', three ] );
		for ( const path of others ) {
			expect( await readsOf( path ) ).toEqual( [ path, three ] );
		}
	} );

	it( 'shows no file of an old release beside a new page, whether its name carries a version or not', async () => {
		await deploy( await bundle( null ), '60000' );
		expect(
			( await ask( '/a+b.txt' ) ).headers.get( 'content-type' )
		).toBe( 'text/plain' );
		await r2.fill( pointTo( 'blog/', 'two' ) );
		expect(
			( await ask( '/a+b.txt' ) ).headers.get( 'content-type' )
		).toBe( 'text/html' );
	} );
} );
