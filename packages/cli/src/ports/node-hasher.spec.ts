import { expect, it } from 'vitest';
import { nodeHasher } from './node-hasher';

it.each( [
	[ 'md5', '900150983cd24fb0d6963f7d28e17f72' ],
	[ 'sha1', 'a9993e364706816aba3e25717850c26c9cd0d89d' ],
	[
		'sha256',
		'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
	],
] as const )( 'computes %s in lower-case hex', async ( algorithm, digest ) => {
	await expect(
		nodeHasher.digest( algorithm, new TextEncoder().encode( 'abc' ) )
	).resolves.toBe( digest );
} );
