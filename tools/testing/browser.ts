import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify( execFile );

const COMMANDS = [
	'chromium',
	'chromium-browser',
	'google-chrome',
	'google-chrome-stable',
];

const PLACES = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const LONGEST_INSTALL_MS = 600_000;

export interface BrowserSearch {
	readonly environment: Readonly< Record< string, string | undefined > >;
	readonly exists?: ( path: string ) => boolean;
	/** Where playwright-core keeps the browser that it downloaded. */
	readonly playwright?: () => Promise< string >;
	/** Installs Debian's browser; `null` where that is not possible. */
	readonly install?: ( () => Promise< void > ) | null;
}

const playwrightBrowser = async (): Promise< string > =>
	( await import( 'playwright-core' ) ).chromium.executablePath();

const canInstall = (): boolean =>
	process.getuid?.() === 0 && existsSync( '/etc/debian_version' );

async function installFromDebian(): Promise< void > {
	process.stderr.write( 'Installing chromium with apt-get\n' );
	const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	for ( const parameters of [
		[ '-qq', 'update' ],
		[ '-qq', '-y', '--no-install-recommends', 'install', 'chromium' ],
	] ) {
		await run( 'apt-get', parameters, {
			env: environment,
			timeout: LONGEST_INSTALL_MS,
			maxBuffer: 16_000_000,
		} );
	}
}

/**
 * Finds Chromium, and installs Debian's as root where there is none.
 *
 * @param  search             Where to look.
 * @param  search.environment
 * @param  search.exists
 * @param  search.playwright
 * @param  search.install
 * @return Path of the program.
 * @throws {Error} That names the one command that mends it.
 */
export async function findBrowser( {
	environment,
	exists = existsSync,
	playwright = playwrightBrowser,
	install = canInstall() ? installFromDebian : null,
}: BrowserSearch ): Promise< string > {
	const explicit = environment.AETHER_CHROMIUM;
	if ( explicit ) {
		if ( exists( explicit ) ) {
			return explicit;
		}
		throw new Error(
			`AETHER_CHROMIUM names ${ explicit }, which does not exist.`
		);
	}
	const installed = (): string | undefined =>
		( environment.PATH ?? '' )
			.split( delimiter )
			.filter( ( directory ) => directory !== '' )
			.flatMap( ( directory ) =>
				COMMANDS.map( ( command ) => join( directory, command ) )
			)
			.concat( PLACES )
			.find( exists );

	const present = installed();
	if ( present ) {
		return present;
	}
	const downloaded = await playwright().catch( () => '' );
	if ( downloaded !== '' && exists( downloaded ) ) {
		return downloaded;
	}
	let reason = '';
	try {
		await install?.();
		const found = install ? installed() : undefined;
		if ( found ) {
			return found;
		}
	} catch ( error ) {
		reason = ` apt-get could not install it: ${ ( error as Error ).message.trim() }.`;
	}
	throw new Error(
		`No Chromium was found.${ reason } Run "npx playwright-core install --with-deps chromium", or name one in AETHER_CHROMIUM.`
	);
}
