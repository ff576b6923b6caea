import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	startWordPressStand,
	type WordPressStand,
} from '../testing/wordpress-stand';

const PROGRAM = `
	import { main } from ${ JSON.stringify( new URL( './main.ts', import.meta.url ).href ) };
	process.exitCode = await main();
`;

describe( 'the program', () => {
	let stand: WordPressStand;
	let temporary: string;
	let child: ChildProcess;

	beforeEach( async () => {
		stand = await startWordPressStand();
		temporary = await mkdtemp( join( tmpdir(), 'aether-main-spec-' ) );
	} );
	afterEach( async () => {
		child.kill( 'SIGKILL' );
		await stand.stop();
		await rm( temporary, { recursive: true, force: true } );
	} );

	const start = () => {
		child = spawn(
			process.execPath,
			[
				'--import=tsx/esm',
				'--input-type=module',
				'--eval',
				PROGRAM,
				'--',
				// Where a script has its path.
				'aether',
				'publish',
			],
			{
				env: {
					...process.env,
					TMPDIR: temporary,
					TSX_DISABLE_CACHE: '1',
					AETHER_URL: stand.url,
					AETHER_USER: stand.user,
					AETHER_PASSWORD: stand.password,
				},
				stdio: 'ignore',
			}
		);
		return new Promise< number | null >( ( resolve ) =>
			child.once( 'close', resolve )
		);
	};
	const never = () => new Promise< never >( () => {} );

	it.each( [ 'SIGINT', 'SIGTERM' ] as const )(
		'cancels on %s, closes the record and leaves nothing behind',
		async ( signal ) => {
			stand.pages.set( '/slow/', () => {
				child.kill( signal );
				return never();
			} );
			expect( await start() ).toBe( 130 );
			expect( stand.patches.at( -1 ) ).toMatchObject( {
				summary: { status: 'cancelled' },
			} );
			expect( await readdir( temporary ) ).toEqual( [] );
		},
		30_000
	);

	it( 'ends at once on a second SIGINT, and still leaves nothing behind', async () => {
		stand.pages.set( '/slow/', () => {
			child.kill( 'SIGINT' );
			return never();
		} );
		stand.routes.set(
			'PATCH publishes/0b0f9c1e-8a55-4d2c-9a1d-2f6a0e8f1b11',
			() => {
				child.kill( 'SIGINT' );
				return never();
			}
		);
		expect( await start() ).toBe( 130 );
		expect( await readdir( temporary ) ).toEqual( [] );
	}, 30_000 );
} );
