import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WITHOUT_NETWORK } from './index';

const run = promisify( execFile );

let directory: string;
const server = createServer( ( _, response ) => response.end( 'from here' ) );

beforeAll( async () => {
	directory = await mkdtemp( join( tmpdir(), 'aether-offline-' ) );
	server.listen( 0, '127.0.0.1' );
	await once( server, 'listening' );
} );

afterAll( async () => {
	server.close();
	await rm( directory, { recursive: true } );
} );

/** Documentation's own addresses and names: nobody is there. */
const PROGRAM = `
	import dns, { lookup } from 'node:dns';
	import { createSocket } from 'node:dgram';
	import { connect } from 'node:net';
	import { connect as connectSafely } from 'node:tls';
	import { isMainThread, Worker } from 'node:worker_threads';
	const failed = ( socket ) => new Promise( ( resolve ) => socket.on( 'error', resolve ) );
	const refused = async ( attempt ) => attempt.then( () => 'reached', ( error ) => error.cause?.code ?? error.code );
	const udp = createSocket( 'udp4' );
	const answers = [
		await ( await fetch( process.env.HERE ) ).text(),
		await refused( fetch( 'https://fetched.example/' ) ),
		( await failed( connect( 443, '192.0.2.1' ) ) ).code,
		( await failed( connect( { host: 'tcp.example', port: 1 } ) ) ).code,
		( await failed( connectSafely( 443, 'tls.example' ) ) ).code,
		await refused( dns.promises.resolve4( 'resolved.example' ) ),
		await new Promise( ( resolve ) => lookup( 'looked-up.example', ( error ) => resolve( error.code ) ) ),
		await refused( ( async () => udp.send( 'x', 53, 'udp.example' ) )() ),
	];
	udp.close();
	console.log( JSON.stringify( answers ) );
	if ( isMainThread ) {
		new Worker( new URL( import.meta.url ) );
	}
`;

it( 'refuses everything beyond this machine, in the process and in its workers, and writes it down', async () => {
	const program = join( directory, 'program.mjs' );
	const journal = join( directory, 'journal' );
	await writeFile( program, PROGRAM );
	await writeFile( journal, '' );
	const { port } = server.address() as AddressInfo;
	const { stdout } = await run(
		process.execPath,
		[ '--import', WITHOUT_NETWORK, program ],
		{
			env: {
				...process.env,
				AETHER_NETWORK_JOURNAL: journal,
				HERE: `http://127.0.0.1:${ port }`,
			},
		}
	);
	const answers = JSON.stringify( [
		'from here',
		...Array.from( { length: 7 }, () => 'ENETUNREACH' ),
	] );
	expect( stdout.trim().split( '\n' ) ).toEqual( [ answers, answers ] );
	const attempts = [
		'connect fetched.example',
		'connect 192.0.2.1',
		'connect tcp.example',
		'connect tls.example',
		'resolve4 resolved.example',
		'lookup looked-up.example',
		'dgram.send udp.example',
	];
	expect(
		( await readFile( journal, 'utf8' ) ).trim().split( '\n' )
	).toEqual( [ ...attempts, ...attempts ] );
} );
