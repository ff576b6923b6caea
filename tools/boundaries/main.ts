import { ROOT } from '../root';
import { checkBoundaries } from './check';
import { ROOMS } from './rules';

/**
 * Prints every import that crosses a boundary.
 *
 * @return The exit code.
 */
export async function runCheckBoundaries(): Promise< number > {
	const violations = await checkBoundaries( ROOT, ROOMS );
	for ( const { file, line, message } of violations ) {
		process.stderr.write( `${ file }:${ line } ${ message }\n` );
	}
	return violations.length > 0 ? 1 : 0;
}
