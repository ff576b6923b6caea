import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { problemWith } from './names.js';
import { writeProject } from './project.js';

const USAGE = `Usage: npm create @aether/provider <id>

Writes a plugin that lets Aether Site Exporter publish to one more place into the new directory <id>: a provider in
TypeScript, its form, and its tests with the conformance kit.

  <id>      Of the provider and the plugin: lower-case words joined by hyphens, like my-cloud.
  --help    This text.
`;

const nextSteps = ( id ) => `Wrote ${ id }/. What comes next:

  cd ${ id }
  npm install
  npm test             the conformance kit, over a fake of your host
  npm run build        then activate the plugin beside Aether Site Exporter
  npm run plugin-zip   the file for Plugins, Add, Upload
`;

/** Asks a person; nobody answers in a pipe or in CI. */
async function askForId() {
	if ( ! process.stdin.isTTY || ! process.stderr.isTTY ) {
		return undefined;
	}
	const questions = createInterface( {
		input: process.stdin,
		output: process.stderr,
	} );
	const answer = await questions.question( 'Id, like my-cloud: ' );
	questions.close();
	return answer.trim();
}

/**
 * `npm create @aether/provider`.
 *
 * @param {string[]} argv Without the program.
 * @return {Promise< number >} The exit code: 0, 1 for what cannot be written, 2 for parameters that say nothing.
 */
export async function runCreateProvider( argv ) {
	let parameters;
	try {
		parameters = parseArgs( {
			args: argv,
			allowPositionals: true,
			options: { help: { type: 'boolean' } },
		} );
	} catch ( error ) {
		process.stderr.write( `${ error.message }\n\n${ USAGE }` );
		return 2;
	}
	const { positionals, values } = parameters;
	if ( values.help ) {
		process.stdout.write( USAGE );
		return 0;
	}
	const id = positionals[ 0 ] ?? ( await askForId() );
	if ( id === undefined || positionals.length > 1 ) {
		process.stderr.write( USAGE );
		return 2;
	}
	const problem = problemWith( id );
	if ( problem !== null ) {
		process.stderr.write( `${ problem }\n` );
		return 1;
	}
	try {
		await writeProject( id, resolve( id ) );
	} catch ( error ) {
		process.stderr.write( `${ error.message }\n` );
		return 1;
	}
	process.stdout.write( nextSteps( id ) );
	return 0;
}
