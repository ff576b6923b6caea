import { AetherError } from '@aether/provider-sdk';
import { nextAction } from './advice';
import { parseArguments, type Arguments, type CommandName } from './arguments';
import { bundle } from './commands/bundle';
import type { Command } from './commands/command';
import { doctor } from './commands/doctor';
import { plan } from './commands/plan';
import { providers } from './commands/providers';
import { publish } from './commands/publish';
import { releases } from './commands/releases';
import { rollback } from './commands/rollback';
import { readCredentials } from './credentials';
import { EXIT, type ExitCode } from './exit-codes';
import { HELP } from './help';
import { createNodeHost, type NodeHost } from './node-host';
import { writeJsonLine } from './output/json-lines';
import { redacting, type Output } from './output/output';
import { styleFor } from './output/style';
import { isReadableOnTheWay, parseSiteAddress } from './site-address';
import { UsageError } from './usage-error';
import { VERSION } from './version';

export interface RunAetherOptions {
	readonly stdout: Output;
	readonly stderr: Output;
	/** Default: an empty one. */
	readonly stdin?: NodeJS.ReadableStream;
	readonly env: NodeJS.ProcessEnv;
	/** Cancels the command. */
	readonly signal: AbortSignal;
	/** Default: the global one. */
	readonly fetch?: typeof globalThis.fetch;
}

const COMMAND_TABLE: Readonly< Record< CommandName, Command > > = {
	publish,
	plan,
	bundle,
	providers,
	releases,
	rollback,
	doctor,
};

const secretsIn = ( environment: NodeJS.ProcessEnv ): readonly string[] =>
	Object.entries( environment ).flatMap( ( [ name, value ] ) =>
		name.startsWith( 'AETHER_SECRET_' ) && value ? [ value ] : []
	);

/**
 * Runs one command line; everything it touches is handed in.
 *
 * @param argv Without the program's name.
 * @param run
 * @return The exit code. Never rejects.
 */
export async function runAether(
	argv: readonly string[],
	run: RunAetherOptions
): Promise< ExitCode > {
	let options: Arguments;
	try {
		options = parseArguments( argv );
	} catch ( error ) {
		return complain( error, run.stderr );
	}
	if ( options.version ) {
		run.stdout.write( `${ VERSION }\n` );
		return EXIT.SUCCESS;
	}
	if ( options.help || options.command === undefined ) {
		( options.help ? run.stdout : run.stderr ).write( HELP );
		return options.help ? EXIT.SUCCESS : EXIT.USAGE;
	}
	return runCommand( options.command, options, run );
}

async function runCommand(
	name: CommandName,
	options: Arguments,
	run: RunAetherOptions
): Promise< ExitCode > {
	let { stdout, stderr } = run;
	let host: NodeHost | undefined;
	try {
		const credentials = await readCredentials(
			options,
			run.env,
			run.stdin ?? process.stdin
		);
		const secrets = [ credentials.password, ...secretsIn( run.env ) ];
		stdout = redacting( run.stdout, secrets );
		stderr = redacting( run.stderr, secrets );
		warnOfLeaks( options, credentials.url, stderr );

		const connection = {
			...credentials,
			environment: run.env,
			...( run.fetch === undefined ? {} : { fetch: run.fetch } ),
			...( options.timeoutMs === undefined
				? {}
				: { timeoutMs: options.timeoutMs } ),
		};
		return await COMMAND_TABLE[ name ]( {
			options,
			stdout,
			stderr,
			style: styleFor( run.stdout.isTTY, run.env ),
			signal: run.signal,
			connection,
			connect: async ( extra = {} ) => {
				host = await createNodeHost(
					{ ...connection, ...extra },
					{ signal: run.signal }
				);
				return host;
			},
		} );
	} catch ( error ) {
		if ( run.signal.aborted ) {
			return EXIT.CANCELLED;
		}
		if ( options.json ) {
			writeJsonLine( stdout, { type: 'error', error } );
		}
		return complain( error, stderr );
	} finally {
		await host?.dispose();
	}
}

function warnOfLeaks( options: Arguments, url: string, stderr: Output ): void {
	if ( options.password !== undefined ) {
		stderr.write(
			'Other users of this machine can see --password; AETHER_PASSWORD or --password-file is safer.\n'
		);
	}
	if ( isReadableOnTheWay( parseSiteAddress( url ) ) ) {
		stderr.write(
			'The password travels in clear text: the address begins with http://.\n'
		);
	}
}

function complain( error: unknown, stderr: Output ): ExitCode {
	const message = error instanceof Error ? error.message : String( error );
	stderr.write( `aether: ${ message }\n` );
	if ( error instanceof UsageError ) {
		stderr.write( '"aether --help" lists commands and options.\n' );
		return EXIT.USAGE;
	}
	const action = AetherError.isInstance( error )
		? nextAction( error )
		: undefined;
	if ( action !== undefined ) {
		stderr.write( `${ action }\n` );
	}
	return EXIT.FAILURE;
}
