import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkBoundaries } from './check';
import { ROOMS } from './rules';

let root: string;

const file = async ( path: string, content: string ): Promise< void > => {
	await mkdir( dirname( join( root, path ) ), { recursive: true } );
	await writeFile( join( root, path ), content );
};

const messages = async (): Promise< string[] > =>
	( await checkBoundaries( root, ROOMS ) ).map(
		( { file: path, line, message } ) => `${ path }:${ line } ${ message }`
	);

beforeEach( async () => {
	root = await mkdtemp( join( tmpdir(), 'aether-boundaries-' ) );
	await file(
		'packages/provider-sdk/package.json',
		'{ "name": "@aether/provider-sdk", "exports": { ".": "./src/index.ts", "./react": "./src/react/index.ts" } }'
	);
	await file(
		'packages/publish-engine/package.json',
		'{ "name": "@aether/publish-engine", "exports": { ".": "./src/index.ts" } }'
	);
	await file(
		'aether-site-exporter/package.json',
		'{ "name": "aether-site-exporter", "exports": { "./local": "./src/local.ts" } }'
	);
} );

afterEach( () => rm( root, { recursive: true, force: true } ) );

describe( 'the boundaries', () => {
	it( 'allow what the architecture draws', async () => {
		await file(
			'packages/publish-engine/src/a.ts',
			`import { x } from '@aether/provider-sdk'; import { y } from './b'; import p from 'p-limit';`
		);
		await file(
			'packages/provider-sdk/src/react/form.tsx',
			`import { Button } from '@wordpress/components';`
		);
		await file(
			'packages/cli/src/a.ts',
			`import 'node:fs'; import 'aether-site-exporter/local';`
		);
		await file(
			'tools/a.ts',
			`import { stand } from '../tests/stand'; import '@aether/publish-engine';`
		);
		expect( await messages() ).toEqual( [] );
	} );

	it.each( [
		[
			'packages/provider-sdk/src/a.ts',
			`import '@aether/publish-engine';`,
			'packages/provider-sdk may not import @aether/publish-engine',
		],
		[
			'packages/provider-sdk/src/a.ts',
			`export { Button } from '@wordpress/components';`,
			'@wordpress/components may be imported below src/react only',
		],
		[
			'packages/publish-engine/src/a.ts',
			`const fs = await import( 'fs/promises' );`,
			'fs/promises exists only in Node',
		],
		[
			'packages/publish-engine/src/a.ts',
			`import type { Stats } from 'node:fs';`,
			'node:fs exists only in Node',
		],
		[
			'packages/publish-engine/src/a.ts',
			`import 'react';`,
			'react draws, and this package does not',
		],
		[
			'packages/publish-engine/src/a.ts',
			`export const here = window.location;`,
			'window exists only in a page',
		],
		[
			'aether-site-exporter/src/a.ts',
			`export const key = process.env.KEY;`,
			'process exists only in Node',
		],
		[
			'aether-site-exporter-providers/src/a.ts',
			`import 'aether-site-exporter/local';`,
			'aether-site-exporter-providers may not import aether-site-exporter',
		],
		[
			'aether-site-exporter-providers/src/a.ts',
			`import '../../aether-site-exporter/src/local';`,
			'../../aether-site-exporter/src/local reaches into aether-site-exporter; import the package by its name',
		],
		[
			'tests/a.spec.ts',
			`import '@aether/publish-engine/src/private';`,
			'@aether/publish-engine/src/private is not exported by @aether/publish-engine',
		],
	] )( 'refuse in %s: %s', async ( path, content, message ) => {
		await file( path, content );
		expect( await messages() ).toEqual( [ `${ path }:1 ${ message }` ] );
	} );

	it( 'let a file name its own things as it likes', async () => {
		await file(
			'packages/publish-engine/src/a.ts',
			`export function read( document: { window: string } ) { return document.window; }`
		);
		expect( await messages() ).toEqual( [] );
	} );

	it( 'let specs use Node', async () => {
		await file(
			'packages/publish-engine/src/a.spec.ts',
			`import 'node:fs'; console.log( process.pid );`
		);
		expect( await messages() ).toEqual( [] );
	} );
} );
