import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	checkPackage,
	createPackageFromTarballData,
} from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../root';
import { npmPack } from './npm-pack';
import { stagedSdk } from './sdk-package';

/** npm and a compiler start on a machine that may be busy. */
const PATIENCE_MS = 240_000;

let directory: string;

beforeAll( async () => {
	directory = await mkdtemp( join( tmpdir(), 'aether-packed-' ) );
} );

afterAll( () => rm( directory, { recursive: true, force: true } ) );

/**
 * The file that npm would publish.
 * @param folder
 */
const pack = async ( folder: string ): Promise< Uint8Array< ArrayBuffer > > =>
	new Uint8Array( await readFile( await npmPack( folder, directory ) ) );

const lint = async ( archive: Uint8Array< ArrayBuffer > ) => {
	const { messages, pkg } = await publint( {
		pack: { tarball: archive.buffer },
		strict: true,
	} );
	return messages.map( ( message ) => formatMessage( message, pkg ) );
};

describe( 'The SDK, as npm would publish it', () => {
	let archive: Uint8Array< ArrayBuffer >;

	beforeAll( async () => {
		archive = await pack( await stagedSdk() );
	}, PATIENCE_MS );

	it( 'has nothing that publint would mend', async () => {
		expect( await lint( archive ) ).toEqual( [] );
	} );

	it(
		'has types for each entry, whoever resolves them',
		async () => {
			const checked = await checkPackage(
				createPackageFromTarballData( archive )
			);
			// It is ESM alone: the oldest Node that it supports can require() that.
			const problems =
				checked.types === false
					? null
					: checked.problems.filter(
							( { kind } ) => kind !== 'CJSResolvesToESM'
						);
			expect( problems ).toEqual( [] );
		},
		PATIENCE_MS
	);
} );

describe( 'The command that begins a plugin, as npm would publish it', () => {
	it(
		'has nothing that publint would mend',
		async () => {
			const archive = await pack(
				join( ROOT, 'packages/create-provider' )
			);
			expect( await lint( archive ) ).toEqual( [] );
		},
		PATIENCE_MS
	);
} );
