import { createJsonReporter } from '../output/json-reporter';
import { createPlainReporter } from '../output/plain-reporter';
import type { Reporter } from '../output/reporter';
import { createTerminalReporter } from '../output/terminal-reporter';
import { styleFor } from '../output/style';
import type { CommandContext } from './command';

/**
 * JSON goes to standard output; what a person reads goes to standard error, so that results can be piped.
 * @param root0
 * @param root0.options
 * @param root0.stdout
 * @param root0.stderr
 * @param root0.connection
 */
export function createReporter( {
	options,
	stdout,
	stderr,
	connection,
}: CommandContext ): Reporter {
	if ( options.json ) {
		return createJsonReporter( stdout, stderr );
	}
	const style = styleFor( stderr.isTTY, connection.environment ?? {} );
	return stderr.isTTY
		? createTerminalReporter( stderr, style )
		: createPlainReporter( stderr, style );
}
