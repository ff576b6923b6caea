import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Arguments } from './arguments';
import { UsageError } from './usage-error';

export interface Credentials {
	readonly url: string;
	readonly user: string;
	readonly password: string;
}

async function readPasswordFile(
	path: string,
	stdin: NodeJS.ReadableStream
): Promise< string > {
	try {
		const content =
			path === '-' ? await text( stdin ) : await readFile( path, 'utf8' );
		return content.replace( /\r?\n$/, '' );
	} catch ( cause ) {
		throw new UsageError( `The password file ${ path } cannot be read.`, {
			cause,
		} );
	}
}

/**
 * Who publishes where: from the options, else from AETHER_URL, AETHER_USER and AETHER_PASSWORD.
 *
 * @param  options
 * @param  environment
 * @param  stdin
 * @throws {UsageError} Names what is missing.
 */
export async function readCredentials(
	options: Arguments,
	environment: NodeJS.ProcessEnv,
	stdin: NodeJS.ReadableStream
): Promise< Credentials > {
	const url = options.url ?? environment.AETHER_URL ?? '';
	const user = options.user ?? environment.AETHER_USER ?? '';
	if ( url === '' ) {
		throw new UsageError( 'Which site? Give --url or AETHER_URL.' );
	}
	if ( user === '' ) {
		throw new UsageError( 'As whom? Give --user or AETHER_USER.' );
	}
	const password =
		options.password ??
		( options.passwordFile === undefined
			? environment.AETHER_PASSWORD
			: await readPasswordFile( options.passwordFile, stdin ) ) ??
		'';
	if ( password === '' ) {
		throw new UsageError(
			'With which application password? Give AETHER_PASSWORD or --password-file.'
		);
	}
	return { url, user, password };
}
