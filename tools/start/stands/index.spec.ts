import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseDemoOptions } from '../options';
import { PortMemory, PortOptionError, startOnPorts } from '../ports';
import { startStands } from '.';

const TIMEOUT_MS = 60_000;
const ANY_PORT = [ 'storage', 'cloudflare', 'worker', 'gitlab', 'pages' ].map(
	( name ) => `--${ name }-port=0`
);

let directory: string;
let other: Server;
let taken: number;

beforeEach( async () => {
	directory = await mkdtemp( join( tmpdir(), 'aether-stands-' ) );
	other = createServer();
	await new Promise< void >( ( resolve ) =>
		other.listen( 0, '127.0.0.1', resolve )
	);
	taken = ( other.address() as AddressInfo ).port;
} );
afterEach( async () => {
	other.close();
	await rm( directory, { recursive: true, force: true } );
} );

describe( 'the stands of the demo', { timeout: TIMEOUT_MS }, () => {
	it( 'run on, and say so, when one of them cannot start; they come back to their addresses', async () => {
		const ids = ( stands: Awaited< ReturnType< typeof startStands > > ) =>
			stands.providers.map( ( { id } ) => id );
		const broken = await startStands(
			parseDemoOptions( [ ...ANY_PORT, `--worker-port=${ taken }` ] ),
			directory
		);
		const gitlab = broken.providers[ 1 ]!.address;
		await broken.stop();
		expect( ids( broken ) ).toEqual( [ 'gitlab', 'gitlab-pages' ] );
		expect( broken.failures ).toEqual( [
			expect.stringMatching( /^Cloudflare does not run.*--worker-port/s ),
		] );
		const listeners = process.listenerCount( 'SIGINT' );
		const whole = await startStands(
			parseDemoOptions( ANY_PORT ),
			directory
		);
		const again = whole.providers.find(
			( { id } ) => id === 'gitlab-pages'
		);
		expect( process.listenerCount( 'SIGINT' ) ).toBe( listeners );
		await whole.stop();
		expect( whole.failures ).toEqual( [] );
		expect( ids( whole ) ).toEqual( [
			'cloudflare-r2',
			'cloudflare-workers',
			'gitlab',
			'gitlab-pages',
		] );
		expect( again!.address ).toBe( gitlab );
	} );

	it( 'take another port where the one of the last time is taken, and never one that was asked for', async () => {
		const listenOn = ( [ port = 0 ]: readonly number[] ) =>
			new Promise< number >( ( resolve, reject ) => {
				const server = createServer().once( 'error', reject );
				server.listen( port, '127.0.0.1', () => {
					const found = ( server.address() as AddressInfo ).port;
					server.close( () => resolve( found ) );
				} );
			} );
		const ports = await PortMemory.open( directory );
		await ports.remember( '--x-port', `http://127.0.0.1:${ taken }` );
		const reopened = await PortMemory.open( directory );
		const found = await startOnPorts(
			[ reopened.choice( '--x-port', 0 ) ],
			listenOn
		);
		expect( [ 0, taken ] ).not.toContain( found );
		await expect(
			startOnPorts( [ reopened.choice( '--x-port', taken ) ], listenOn )
		).rejects.toThrow( PortOptionError );
	} );
} );
