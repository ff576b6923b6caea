import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockSite, SiteInUseError } from './lock';

/** Above what Linux and macOS give to a process. */
const NO_PROCESS = 2 ** 30;

let place: string;
let site: string;

beforeEach( async () => {
	place = await mkdtemp( join( tmpdir(), 'aether-lock-' ) );
	site = join( place, 'sites/7.1' );
} );

afterEach( () => rm( place, { recursive: true, force: true } ) );

describe( 'a site of the stand', () => {
	it( 'is for one at a time', async () => {
		const unlock = await lockSite( site );
		await expect( lockSite( site ) ).rejects.toThrow( SiteInUseError );
		await unlock();
		await (
			await lockSite( site )
		)();
	} );

	it( 'is free again when whoever had it is gone', async () => {
		await (
			await lockSite( site )
		)();
		await writeFile( `${ site }.lock`, String( NO_PROCESS ) );
		await (
			await lockSite( site )
		)();
	} );
} );
