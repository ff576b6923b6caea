import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { cpuTimeOf } from './cpu-time';

const BUSY = `const until = process.cpuUsage().user + 200_000; while ( process.cpuUsage().user < until ); console.log( 'done' ); setInterval( () => {}, 1000 );`;

it.runIf( process.platform === 'linux' )(
	'counts what a process and its children have used',
	async () => {
		const child = spawn(
			process.execPath,
			[
				'--eval',
				`require( 'node:child_process' ).spawn( process.execPath, [ '--eval', ${ JSON.stringify( BUSY ) } ], { stdio: 'inherit' } ).on( 'exit', process.exit ); process.on( 'SIGTERM', () => {} );`,
			],
			{ stdio: [ 'ignore', 'pipe', 'inherit' ], detached: true }
		);
		try {
			await once( child.stdout!, 'data' );
			const used = await cpuTimeOf( [ child.pid! ] );
			expect( used ).toBeGreaterThanOrEqual( 200 );
			expect( used ).toBeLessThan( 5000 );
		} finally {
			process.kill( -child.pid!, 'SIGKILL' );
		}
	}
);
