import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { PublishEvent } from '@aether/publish-engine';
import type { WordPressAccess } from '../stands/wordpress';

const COMMAND = fileURLToPath(
	new URL( '../../packages/cli/bin/aether.js', import.meta.url )
);
const KILL_AT_MOMENT = new URL( './kill-at-moment.mjs', import.meta.url ).href;

/** See kill-at-moment.mjs. */
export type Moment = 'rendering' | 'sending' | 'sent';

export interface PublishProcess {
	/** Null when the process was killed. */
	readonly code: number | null;
	readonly events: readonly PublishEvent[];
	/** What it said on standard error, for the messages of failed tests. */
	readonly prose: string;
}

interface CommandProcess {
	readonly code: number | null;
	readonly stdout: string;
	readonly prose: string;
}

/**
 * Runs `aether` in a process of its own, as cron would.
 *
 * @param wordPress The site.
 * @param words     Command and parameters.
 * @param killAt    When SIGKILL hits it.
 */
export async function runInProcess(
	wordPress: WordPressAccess,
	words: readonly string[],
	killAt?: Moment
): Promise< CommandProcess > {
	const child = spawn(
		process.execPath,
		[ '--import', KILL_AT_MOMENT, COMMAND, ...words ],
		{
			env: {
				...process.env,
				AETHER_URL: `${ wordPress.url }/`,
				AETHER_USER: wordPress.user,
				AETHER_PASSWORD: wordPress.applicationPassword,
				AETHER_TEST_KILL_AT: killAt ?? '',
			},
			stdio: [ 'ignore', 'pipe', 'pipe' ],
		}
	);
	const [ stdout, prose, [ code ] ] = await Promise.all( [
		text( child.stdout ),
		text( child.stderr ),
		once( child, 'close' ) as Promise< [ number | null ] >,
	] );
	return { code, stdout, prose };
}

/**
 * @param wordPress  The site.
 * @param parameters Of `aether publish`.
 * @param killAt     When SIGKILL hits it.
 */
export async function publishInProcess(
	wordPress: WordPressAccess,
	parameters: readonly string[] = [],
	killAt?: Moment
): Promise< PublishProcess > {
	const { code, stdout, prose } = await runInProcess(
		wordPress,
		[ 'publish', '--json', ...parameters ],
		killAt
	);
	return {
		code,
		events: stdout
			.split( '\n' )
			.filter( Boolean )
			.map( ( line ) => JSON.parse( line ) as PublishEvent ),
		prose,
	};
}
