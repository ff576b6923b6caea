import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { PROJECT } from '../stands/wordpress';

/** Debian's programs may have to be fetched first. */
const LONGEST_RUN_MS = 600_000;

it(
	'"npm run bench" measures a publish of a site that it makes',
	{ timeout: LONGEST_RUN_MS },
	async () => {
		const { stdout } = await promisify( execFile )(
			process.execPath,
			[
				join( PROJECT, 'tools/bench.mjs' ),
				...[ '--posts', '20', '--rounds', '1', '--json' ],
			],
			{ timeout: LONGEST_RUN_MS }
		);
		const measured = JSON.parse( stdout );
		// The posts, their categories and tags, dates, feeds, the front page.
		expect( measured.pages ).toBeGreaterThan( 40 );
	}
);
