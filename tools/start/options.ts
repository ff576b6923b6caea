import { parseArgs } from 'node:util';
import {
	WORDPRESS_VERSIONS,
	type WordPressVersion,
} from '../../tests/stands/wordpress';

export interface DemoOptions {
	readonly version: WordPressVersion;
	readonly port: number;
	readonly sitePort: number;
	readonly reset: boolean;
	readonly republish: boolean;
	readonly json: boolean;
	readonly help: boolean;
}

export const DEFAULT_PORT = 9400;
export const DEFAULT_SITE_PORT = 9401;

export const USAGE = `Usage: npm start -- [options]

Boots a WordPress with both plugins and a demo site, publishes it into a local folder and serves that folder.

  --port <number>       Port of WordPress. Default: ${ DEFAULT_PORT }. 0 takes any free one.
  --site-port <number>  Port of the published site. Default: ${ DEFAULT_SITE_PORT }. 0 takes any free one.
  --wordpress <version> ${ WORDPRESS_VERSIONS.join( ' or ' ) }. Default: ${ WORDPRESS_VERSIONS[ 0 ] }.
  --republish           Publishes again, though the site was published before.
  --reset               Throws the demo site away and begins afresh.
  --json                Prints one line of JSON on standard output once all is ready.
  --help                This text.

A WordPress of your own is taken from the directory that AETHER_WORDPRESS_CORE names.
`;

/** The command line was wrong; the message says how. */
export class DemoOptionsError extends Error {}

function port(
	option: string,
	text: string | undefined,
	fallback: number
): number {
	const value = text === undefined ? fallback : Number( text );
	if ( ! Number.isInteger( value ) || value < 0 || value > 65_535 ) {
		throw new DemoOptionsError(
			`${ option } takes a port between 0 and 65535, not "${ text }".`
		);
	}
	return value;
}

function wordPressVersion( text: string | undefined ): WordPressVersion {
	const version = WORDPRESS_VERSIONS.find(
		( known ) => known === ( text ?? WORDPRESS_VERSIONS[ 0 ] )
	);
	if ( version === undefined ) {
		throw new DemoOptionsError(
			`--wordpress takes ${ WORDPRESS_VERSIONS.join( ' or ' ) }, not "${ text }".`
		);
	}
	return version;
}

/**
 * @param  argv Without the program's name.
 * @throws {DemoOptionsError}
 */
export function parseDemoOptions( argv: readonly string[] ): DemoOptions {
	let values;
	try {
		( { values } = parseArgs( {
			args: [ ...argv ],
			options: {
				port: { type: 'string' },
				'site-port': { type: 'string' },
				wordpress: { type: 'string' },
				republish: { type: 'boolean' },
				reset: { type: 'boolean' },
				json: { type: 'boolean' },
				help: { type: 'boolean', short: 'h' },
			},
		} ) );
	} catch ( error ) {
		throw new DemoOptionsError( ( error as Error ).message );
	}
	return {
		version: wordPressVersion( values.wordpress ),
		port: port( '--port', values.port, DEFAULT_PORT ),
		sitePort: port(
			'--site-port',
			values[ 'site-port' ],
			DEFAULT_SITE_PORT
		),
		reset: values.reset ?? false,
		republish: values.republish ?? false,
		json: values.json ?? false,
		help: values.help ?? false,
	};
}
