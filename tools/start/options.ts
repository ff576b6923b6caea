import { parseArgs } from 'node:util';
import {
	WORDPRESS_VERSIONS,
	type WordPressVersion,
} from '../../tests/stands/wordpress';

export interface DemoOptions {
	readonly version: WordPressVersion;
	readonly port: number;
	readonly sitePort: number;
	readonly storagePort: number;
	readonly cloudflarePort: number;
	readonly workerPort: number;
	readonly gitlabPort: number;
	readonly pagesPort: number;
	readonly reset: boolean;
	readonly republish: boolean;
	readonly json: boolean;
	readonly help: boolean;
}

export const DEFAULT_PORT = 9400;
export const DEFAULT_SITE_PORT = 9401;

/** Ports of the stands, in the order of the help text. */
export const STAND_PORTS = [
	[ 'storage-port', 9402, 'the bucket' ],
	[ 'cloudflare-port', 9403, 'the API of Cloudflare' ],
	[ 'worker-port', 9404, 'the site that the Worker serves' ],
	[ 'gitlab-port', 9405, 'the API of GitLab' ],
	[ 'pages-port', 9406, 'the site on GitLab Pages' ],
] as const;

type StandPortOption = ( typeof STAND_PORTS )[ number ][ 0 ];

const portLine = ( [
	option,
	fallback,
	what,
]: ( typeof STAND_PORTS )[ number ] ): string =>
	`  --${ `${ option } <number>`.padEnd( 24 ) }Port of ${ what }. Default: ${ fallback }.`;

export const USAGE = `Usage: npm start -- [options]

Boots a WordPress with both plugins and a demo site, and a small cloud beside it: R2, Workers, GitLab and GitLab Pages, all
on this machine. Publishes the site into a local folder and to each of them, and serves what was published.

  --port <number>           Port of WordPress. Default: ${ DEFAULT_PORT }.
  --site-port <number>      Port of the published folder. Default: ${ DEFAULT_SITE_PORT }.
${ STAND_PORTS.map( portLine ).join( '\n' ) }
  --wordpress <version>     ${ WORDPRESS_VERSIONS.join( ' or ' ) }. Default: ${ WORDPRESS_VERSIONS[ 0 ] }.
  --republish               Publishes again, though the site was published before.
  --reset                   Throws the demo site away and begins afresh.
  --json                    Prints one line of JSON on standard output once all is ready.
  --help                    This text.

Port 0 takes any free one. A WordPress of your own is taken from the directory that AETHER_WORDPRESS_CORE names, and the
demo site lives in the one that AETHER_DEMO_DIRECTORY names. Default: .cache/demo.
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
				'storage-port': { type: 'string' },
				'cloudflare-port': { type: 'string' },
				'worker-port': { type: 'string' },
				'gitlab-port': { type: 'string' },
				'pages-port': { type: 'string' },
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
	const standPort = ( wanted: StandPortOption ): number => {
		const [ , fallback = 0 ] =
			STAND_PORTS.find( ( [ option ] ) => option === wanted ) ?? [];
		return port( `--${ wanted }`, values[ wanted ], fallback );
	};
	return {
		version: wordPressVersion( values.wordpress ),
		port: port( '--port', values.port, DEFAULT_PORT ),
		sitePort: port(
			'--site-port',
			values[ 'site-port' ],
			DEFAULT_SITE_PORT
		),
		storagePort: standPort( 'storage-port' ),
		cloudflarePort: standPort( 'cloudflare-port' ),
		workerPort: standPort( 'worker-port' ),
		gitlabPort: standPort( 'gitlab-port' ),
		pagesPort: standPort( 'pages-port' ),
		reset: values.reset ?? false,
		republish: values.republish ?? false,
		json: values.json ?? false,
		help: values.help ?? false,
	};
}
