import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startStaticServer } from '../../tests/stands/static-server';
import {
	PortTakenError,
	startWordPress,
	type WordPressStand,
} from '../../tests/stands/wordpress';
import { ROOT } from '../root';
import type { DemoOptions } from './options';
import { publishTo } from './publish';
import { PublishedAddress } from './published-address';

const PROVIDER = 'local-filesystem';

/** Where the provider publishes when it is given no directory. */
const PUBLISHED = `aether/${ PROVIDER }/static_site/current`;

/** What a person, or a script, needs to know of the running demo. */
export interface Demo {
	/** Settings → Aether. */
	readonly admin: string;
	readonly front: string;
	readonly user: string;
	readonly password: string;
	readonly applicationPassword: string;
	/** Addresses of the published sites by provider; without those that were never published. */
	readonly sites: Readonly< Record< string, string > >;
	/** Set when publishing failed; WordPress runs all the same. */
	readonly failure?: string;
	readonly stop: () => Promise< void >;
}

/** A port is taken; the message names the option that changes it. */
export class PortOptionError extends Error {
	constructor( port: number, option: string ) {
		super(
			`Port ${ port } is taken by another program. Choose another one with "npm start -- ${ option } <number>", or any free one with "${ option } 0".`
		);
		this.name = 'PortOptionError';
	}
}

async function bootWordPress(
	options: DemoOptions,
	log: ( line: string ) => void,
	signal: AbortSignal
): Promise< WordPressStand > {
	try {
		return await startWordPress( {
			version: options.version,
			directory: join( ROOT, '.cache/demo', options.version ),
			fresh: options.reset,
			port: options.port,
			content: 'demo',
			signal,
			log,
		} );
	} catch ( error ) {
		throw error instanceof PortTakenError
			? new PortOptionError( error.port, '--port' )
			: error;
	}
}

const isTaken = ( error: unknown ): boolean =>
	( error as NodeJS.ErrnoException ).code === 'EADDRINUSE';

/**
 * Serves the published folder; any free port is best the one that its pages name already.
 *
 * @param directory What is served.
 * @param port      As the command line says.
 * @param previous  The port of the last time.
 */
async function serve( directory: string, port: number, previous: number ) {
	if ( port === 0 && previous !== 0 ) {
		try {
			return await startStaticServer( { directory, port: previous } );
		} catch ( error ) {
			if ( ! isTaken( error ) ) {
				throw error;
			}
		}
	}
	try {
		return await startStaticServer( { directory, port } );
	} catch ( error ) {
		throw isTaken( error )
			? new PortOptionError( port, '--site-port' )
			: error;
	}
}

/**
 * Starts everything and publishes where that was not done yet.
 *
 * @param  options What the command line says.
 * @param  log     Hears every line for people.
 * @param  signal  Stops the start.
 * @throws {PortOptionError}
 */
export async function startDemo(
	options: DemoOptions,
	log: ( line: string ) => void,
	signal: AbortSignal
): Promise< Demo > {
	const wordPress = await bootWordPress( options, log, signal );
	const folder = join( wordPress.uploadsDirectory, PUBLISHED );
	const address = new PublishedAddress( wordPress.directory );
	let stop = wordPress.stop;
	try {
		const server = await serve(
			folder,
			options.sitePort,
			await address.port()
		);
		stop = async () => {
			await Promise.all( [ server.stop(), wordPress.stop() ] );
		};
		const site = `${ server.url }/`;
		let failure: string | undefined;
		if (
			options.republish ||
			! existsSync( folder ) ||
			( await address.read() ) !== site
		) {
			failure = await publishTo( {
				wordPress,
				provider: PROVIDER,
				publicUrl: site,
				log,
				signal,
			} );
			if ( failure === undefined ) {
				await address.write( site );
			}
		}
		return {
			admin: `${ wordPress.adminUrl }options-general.php?page=aether`,
			front: `${ wordPress.url }/`,
			user: wordPress.user,
			password: wordPress.password,
			applicationPassword: wordPress.applicationPassword,
			sites: existsSync( folder ) ? { [ PROVIDER ]: site } : {},
			...( failure !== undefined && { failure } ),
			stop,
		};
	} catch ( error ) {
		await stop();
		throw error;
	}
}
