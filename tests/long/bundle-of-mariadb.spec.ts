import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAether } from '@aether/cli';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
	type NativeStack,
	setUpNativeStack,
	startNativeStack,
} from '../../tools/bench/stack';
import { wordPressCore } from '../stands/wordpress/core';
import { startCopy } from '../stands/wordpress/copy';
import { CORE_CACHE, PROJECT } from '../stands/wordpress/project';
import { compareCopy, pagePaths } from '../support/compare-copy';

const PROGRAMS = join( PROJECT, '.cache/bench' );
const say = ( line: string ) => process.stderr.write( `${ line }\n` );

let stack: NativeStack;
let directory: string;

beforeAll( async () => {
	directory = await mkdtemp( join( tmpdir(), 'aether-bundle-' ) );
	await setUpNativeStack( PROGRAMS, say );
	stack = await startNativeStack( {
		directory: PROGRAMS,
		core: await wordPressCore( '7.1', {
			cache: CORE_CACHE,
			explicit: process.env.AETHER_WORDPRESS_CORE,
			log: say,
		} ),
		plugins: [
			'aether-site-exporter',
			'aether-site-exporter-providers',
		].map( ( name ) => join( PROJECT, name ) ),
		posts: 60,
		report: say,
	} );
}, 900_000 );

afterAll( async () => {
	await stack.stop();
	await rm( directory, { recursive: true } );
} );

it( 'A bundle of a site in MariaDB opens in SQLite and reads the same', async () => {
	const bundle = join( directory, 'blueprint.zip' );
	let said = '';
	const write = ( text: string ) => void ( said += text );
	const code = await runAether( [ 'bundle', bundle ], {
		stdout: { write },
		stderr: { write },
		env: {
			AETHER_URL: stack.url,
			AETHER_USER: stack.user,
			AETHER_PASSWORD: stack.applicationPassword,
		},
		signal: new AbortController().signal,
	} );
	expect( code, said ).toBe( 0 );
	const paths = await pagePaths( ( path ) =>
		fetch( `${ stack.url }/wp-json/${ path }`, {
			headers: {
				Authorization: `Basic ${ btoa( `${ stack.user }:${ stack.applicationPassword }` ) }`,
			},
		} )
	);
	expect( paths.length ).toBeGreaterThan( 100 );
	const copy = await startCopy( bundle, '7.1' );
	try {
		const { differences, images } = await compareCopy(
			stack.url,
			copy.url,
			paths
		);
		expect( differences ).toEqual( [] );
		expect( images ).toBeGreaterThan( 10 );
	} finally {
		await copy.stop();
	}
}, 1_800_000 );
