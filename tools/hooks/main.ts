import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../root';
import { hookReference } from './reference';

/**
 * Writes `docs/reference-hooks.md`.
 *
 * @return The exit code.
 */
export async function runHookReference(): Promise< number > {
	await writeFile(
		join( ROOT, 'docs/reference-hooks.md' ),
		await hookReference( ROOT )
	);
	return 0;
}
