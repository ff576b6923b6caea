import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { contentTypeOf } from './content-types';

export interface StaticServer {
	/** Origin, without a slash at the end. */
	readonly url: string;
	readonly stop: () => Promise< void >;
}

export interface StaticServerOptions {
	/** What is served. It may be a link that is renamed while the server runs, and need not exist yet. */
	readonly directory: string;
	/** Default 0: any free port. */
	readonly port?: number;
	/** Of every answer. Default: none. */
	readonly headers?: Readonly< Record< string, string > >;
	/** A host's rules for what is not there. Default: none. */
	readonly ruleFor?: ( path: string ) => Promise< Rule | null >;
}

/** Where something else is: below another path with 200, else by a redirect. */
export interface Rule {
	readonly to: string;
	readonly status: number;
}

interface Found {
	readonly path: string;
	readonly size: number;
}

/**
 * Serves a directory on 127.0.0.1 the way plain web hosts do: `index.html` for a directory, a redirect to the slash
 * that a directory lacks, `404.html` for what is not there. Nothing outside the directory is ever served, whatever the
 * address or a link in the directory says.
 *
 * @param  options           What and where.
 * @param  options.directory
 * @param  options.port
 * @param  options.headers
 * @param  options.ruleFor
 * @throws {Error} With the code `EADDRINUSE` when the port is taken.
 */
export async function startStaticServer( {
	directory,
	port = 0,
	headers = {},
	ruleFor = async () => null,
}: StaticServerOptions ): Promise< StaticServer > {
	const server = createServer( ( request, response ) => {
		for ( const [ name, value ] of Object.entries( headers ) ) {
			response.setHeader( name, value );
		}
		answer( directory, ruleFor, request, response ).catch( () => {
			if ( response.headersSent ) {
				response.destroy();
			} else {
				plain( response, 500, 'Internal error' );
			}
		} );
	} );
	await new Promise< void >( ( resolve, reject ) => {
		server.once( 'error', reject );
		server.listen( { port, host: '127.0.0.1' }, resolve );
	} );
	return {
		url: `http://127.0.0.1:${ ( server.address() as AddressInfo ).port }`,
		stop: () =>
			new Promise( ( resolve ) => {
				server.close( () => resolve() );
				server.closeAllConnections();
			} ),
	};
}

async function answer(
	directory: string,
	ruleFor: NonNullable< StaticServerOptions[ 'ruleFor' ] >,
	request: IncomingMessage,
	response: ServerResponse
): Promise< void > {
	if ( request.method !== 'GET' && request.method !== 'HEAD' ) {
		response.setHeader( 'Allow', 'GET, HEAD' );
		return plain( response, 405, 'Method not allowed' );
	}
	const [ address = '/' ] = ( request.url ?? '/' ).split( '?', 1 );
	const path = decode( address );
	if ( path === null ) {
		return plain( response, 400, 'Bad request' );
	}
	const root = await realpath( directory ).catch( () => null );
	if ( root === null ) {
		return plain( response, 404, 'Nothing is published here yet.' );
	}
	if ( ! path.endsWith( '/' ) && ( await isDirectory( root, path ) ) ) {
		response.writeHead( 301, { Location: `${ address }/` } );
		response.end();
		return;
	}
	const found = await find(
		root,
		path.endsWith( '/' ) ? `${ path }index.html` : path
	);
	if ( found ) {
		return send( request, response, 200, found );
	}
	const rule = await ruleFor( path );
	if ( rule && rule.status !== 200 ) {
		response.writeHead( rule.status, { Location: rule.to } );
		response.end();
		return;
	}
	const other = rule && ( await find( root, rule.to ) );
	if ( other ) {
		return send( request, response, 200, other );
	}
	const missing = await find( root, '/404.html' );
	return missing
		? send( request, response, 404, missing )
		: plain( response, 404, 'Not found' );
}

/**
 * `null` for what is no path of a file: bad escapes, NUL, dot segments, backslashes.
 * @param address
 */
function decode( address: string ): string | null {
	try {
		const path = decodeURIComponent( address );
		return /[\0\\]|(?:^|\/)\.\.?(?:\/|$)/.test( path ) ||
			! path.startsWith( '/' )
			? null
			: path;
	} catch {
		return null;
	}
}

async function inside( root: string, path: string ): Promise< string | null > {
	const real = await realpath( join( root, path ) ).catch( () => null );
	return real !== null && ( real === root || real.startsWith( root + sep ) )
		? real
		: null;
}

async function isDirectory( root: string, path: string ): Promise< boolean > {
	const real = await inside( root, path );
	return real !== null && ( await stat( real ) ).isDirectory();
}

async function find( root: string, path: string ): Promise< Found | null > {
	const real = await inside( root, path );
	if ( real === null ) {
		return null;
	}
	const found = await stat( real );
	return found.isFile() ? { path: real, size: found.size } : null;
}

async function send(
	request: IncomingMessage,
	response: ServerResponse,
	status: number,
	found: Found
): Promise< void > {
	response.writeHead( status, {
		'Content-Type': contentTypeOf( extname( found.path ) ),
		'Content-Length': found.size,
		'Cache-Control': 'no-cache',
		'X-Content-Type-Options': 'nosniff',
	} );
	if ( request.method === 'HEAD' ) {
		response.end();
		return;
	}
	await pipeline( createReadStream( found.path ), response );
}

function plain( response: ServerResponse, status: number, text: string ): void {
	response.writeHead( status, {
		'Content-Type': 'text/plain; charset=utf-8',
	} );
	response.end( `${ text }\n` );
}
