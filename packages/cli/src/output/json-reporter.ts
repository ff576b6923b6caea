import { writeJsonLine } from './json-lines';
import type { Output } from './output';
import type { Reporter } from './reporter';

/**
 * The event stream as it is, one line each.
 * @param stdout
 * @param stderr
 */
export const createJsonReporter = (
	stdout: Output,
	stderr: Output
): Reporter => ( {
	onEvent: ( event ) => writeJsonLine( stdout, event ),
	say: ( line ) => stderr.write( `${ line }\n` ),
	close: () => {},
} );
