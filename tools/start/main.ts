import { buildProject } from '../bundles/main';
import { startDemo, type Demo } from './demo';
import { parseDemoOptions, DemoOptionsError, USAGE } from './options';

/**
 * Prose goes to standard error, so that standard output belongs to `--json` alone.
 * @param line
 */
const say = ( line: string ) => process.stderr.write( `${ line }\n` );

const announcement = ( demo: Demo ): string => {
	const rows = [
		[ 'Settings → Aether', demo.admin ],
		[ '', `user ${ demo.user }, password ${ demo.password }` ],
		[ 'WordPress', demo.front ],
		...Object.entries( demo.sites ).map( ( [ provider, site ] ) => [
			'Published site',
			`${ site } (${ provider })`,
		] ),
		...( demo.bundle === undefined
			? []
			: [ [ 'Playground bundle', demo.bundle ] ] ),
	];
	const lines = rows.map(
		( [ name = '', value ] ) => `  ${ name.padEnd( 20 ) }${ value }`
	);
	return `\n${ lines.join( '\n' ) }\n\nCtrl-C ends everything. The demo site is kept; "npm start -- --reset" begins afresh.\n`;
};

const asJson = ( { stop, failures, ...demo }: Demo ): string =>
	JSON.stringify( demo );

const until = ( signal: AbortSignal ): Promise< void > =>
	new Promise( ( resolve ) => {
		if ( signal.aborted ) {
			resolve();
		}
		signal.addEventListener( 'abort', () => resolve(), { once: true } );
	} );

/**
 * Ends the demo with whoever started it. A signal sent to npm alone ends npm and the shell between, and reaches nobody
 * else; what tells us is that another process has become our parent.
 *
 * @param ended Is aborted when the starter is gone.
 */
function endWithStarter( ended: AbortController ) {
	const starter = process.ppid;
	const watch = setInterval( () => {
		if ( process.ppid !== starter ) {
			ended.abort();
		}
	}, 500 );
	watch.unref();
	ended.signal.addEventListener( 'abort', () => clearInterval( watch ), {
		once: true,
	} );
}

/**
 * `npm start`.
 *
 * @param argv See `USAGE`.
 * @return The exit code, once the demo was ended.
 */
export async function runStart( argv: readonly string[] ): Promise< number > {
	const ended = new AbortController();
	for ( const signal of [ 'SIGINT', 'SIGTERM', 'SIGHUP' ] as const ) {
		process.once( signal, () => ended.abort() );
	}
	endWithStarter( ended );
	try {
		const options = parseDemoOptions( argv );
		if ( options.help ) {
			process.stdout.write( USAGE );
			return 0;
		}
		await buildProject( { log: say, signal: ended.signal } );
		const demo = await startDemo( options, say, ended.signal );
		demo.failures.forEach( say );
		if ( options.json ) {
			process.stdout.write( `${ asJson( demo ) }\n` );
		} else {
			process.stdout.write( announcement( demo ) );
		}
		await until( ended.signal );
		await demo.stop();
		return 0;
	} catch ( error ) {
		if ( ended.signal.aborted ) {
			return 130;
		}
		say( error instanceof Error ? error.message : String( error ) );
		if ( error instanceof DemoOptionsError ) {
			say( '"npm start -- --help" lists the options.' );
			return 64;
		}
		return 1;
	}
}
