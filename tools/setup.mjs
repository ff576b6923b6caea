/**
 * What every script of the project does first, on a machine that has nothing but Node: checks Node, installs the
 * dependencies when they are missing or other than the lock file says, and lets Node load TypeScript.
 *
 * Uses no package, because there may be none yet.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath( new URL( '../', import.meta.url ) );
const OLDEST_NODE = [ 20, 19 ];

/**
 * @param {string} version As `process.versions.node` gives it.
 * @return {boolean} Whether the project runs on it.
 */
export function isNodeSupported( version ) {
	const [ major = 0, minor = 0 ] = version.split( '.' ).map( Number );
	const [ oldestMajor, oldestMinor ] = OLDEST_NODE;
	return (
		major > oldestMajor || ( major === oldestMajor && minor >= oldestMinor )
	);
}

const packagesOf = ( file ) =>
	existsSync( file )
		? ( JSON.parse( readFileSync( file, 'utf8' ) ).packages ?? {} )
		: {};

/**
 * Compares the lock file with what npm says that it installed. Optional packages may be absent: they belong to other
 * machines.
 *
 * @param {string} root Directory with package-lock.json and node_modules.
 * @return {string[]} Paths of packages that are missing or of another version.
 */
export function staleDependencies( root ) {
	const wanted = packagesOf( `${ root }/package-lock.json` );
	const installed = packagesOf( `${ root }/node_modules/.package-lock.json` );
	return Object.entries( wanted )
		.filter( ( [ path, { link, optional, version } ] ) => {
			if ( ! path.includes( 'node_modules/' ) || link ) {
				return false;
			}
			return installed[ path ] === undefined
				? ! optional
				: installed[ path ].version !== version;
		} )
		.map( ( [ path ] ) => path );
}

function installDependencies() {
	process.stderr.write(
		'Installing the dependencies; this takes a few minutes and 1.6 GB the first time.\n'
	);
	const parameters = [ 'ci', '--no-audit', '--no-fund' ];
	const npm = process.env.npm_execpath;
	const { status, error } = npm?.endsWith( '.js' )
		? spawnSync( process.execPath, [ npm, ...parameters ], {
				cwd: ROOT,
				stdio: [ 'ignore', 2, 2 ],
			} )
		: spawnSync( 'npm', parameters, {
				cwd: ROOT,
				stdio: [ 'ignore', 2, 2 ],
				shell: process.platform === 'win32',
			} );
	if ( status !== 0 ) {
		process.stderr.write(
			`The dependencies could not be installed${ error ? `: ${ error.message }` : '' }. Run "npm ci" in ${ ROOT } and mend what it complains about.\n`
		);
		process.exit( 1 );
	}
}

/**
 * Makes the project ready and loads one of its TypeScript modules.
 *
 * @param {string} path Relative to this file.
 * @return {Promise<any>} The module.
 */
export async function loadTypeScript( path ) {
	if ( ! isNodeSupported( process.versions.node ) ) {
		process.stderr.write(
			`This needs Node ${ OLDEST_NODE.join( '.' ) } or newer, and this is Node ${ process.versions.node }. Install a newer one from https://nodejs.org and run the command again.\n`
		);
		process.exit( 1 );
	}
	if ( staleDependencies( ROOT ).length > 0 ) {
		installDependencies();
	}
	const { register } = await import( 'tsx/esm/api' );
	register();
	return import( new URL( path, import.meta.url ).href );
}
