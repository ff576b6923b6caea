import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { measureProcess } from './measured-process';

const { signal } = new AbortController();

describe( 'a measured process', () => {
	let directory: string;
	beforeEach( async () => {
		directory = await mkdtemp( join( tmpdir(), 'aether-bench-spec-' ) );
	} );
	afterEach( () => rm( directory, { recursive: true, force: true } ) );

	const program = async ( source: string ): Promise< string > => {
		const path = join( directory, 'program.mjs' );
		await writeFile( path, source );
		return path;
	};

	it( 'reports its output, its exit code and its peak memory', async () => {
		const measured = await measureProcess(
			[
				await program(
					`Buffer.alloc( 200e6, 1 ); console.log( process.env.GREETING ); process.exitCode = 3;`
				),
			],
			{ signal, environment: { GREETING: 'hello' } }
		);
		expect( measured ).toMatchObject( { stdout: 'hello\n', exitCode: 3 } );
		expect( measured.peakBytes ).toBeGreaterThan( 200e6 );
		expect( measured.wallMs ).toBeGreaterThan( 0 );
		expect( measured.cpuMs ).toBeGreaterThan( 0 );
	} );

	it( 'ends with its signal', async () => {
		const controller = new AbortController();
		const measured = measureProcess(
			[ await program( 'setInterval( () => {}, 1000 );' ) ],
			{ signal: controller.signal }
		);
		controller.abort();
		await expect( measured ).rejects.toThrow();
	} );

	it( 'fetches every address of a list and throws the bodies away', async () => {
		const seen: string[] = [];
		const server = createServer( ( request, response ) => {
			seen.push( request.url ?? '' );
			response.end( 'four' );
		} );
		await new Promise< void >( ( resolve ) =>
			server.listen( 0, '127.0.0.1', resolve )
		);
		try {
			const { port } = server.address() as AddressInfo;
			const paths = [ '/a', '/b', '/c' ];
			const list = join( directory, 'list.txt' );
			await writeFile(
				list,
				paths
					.map( ( path ) => `http://127.0.0.1:${ port }${ path }` )
					.join( '\n' )
			);
			const { stdout } = await measureProcess(
				[
					fileURLToPath(
						new URL( './fetch-and-forget.mjs', import.meta.url )
					),
					list,
					'2',
				],
				{ signal }
			);
			expect( JSON.parse( stdout ) ).toEqual( {
				requests: 3,
				bytes: 12,
			} );
			expect( seen.sort() ).toEqual( paths );
		} finally {
			server.closeAllConnections();
			server.close();
		}
	} );
} );
