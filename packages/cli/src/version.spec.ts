import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { VERSION } from './version';

it( 'is the version of the package', async () => {
	const manifest = await readFile(
		new URL( '../package.json', import.meta.url ),
		'utf8'
	);
	expect( JSON.parse( manifest ).version ).toBe( VERSION );
} );
