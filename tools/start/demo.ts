import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
	startStaticServer,
	type StaticServer,
} from '../../tests/stands/static-server';
import {
	PortTakenError,
	startWordPress,
	type WordPressStand,
} from '../../tests/stands/wordpress';
import { ROOT } from '../root';
import { configureProviders } from './configure';
import type { DemoOptions } from './options';
import { PortMemory, PortOptionError, startOnPorts } from './ports';
import { publishTo } from './publish';
import { PublishedAddresses } from './published-addresses';
import { SiteRest } from './site-rest';
import {
	type DemoProvider,
	type RunningStands,
	STAND_PROVIDERS,
	startStands,
} from './stands';

const LOCAL = 'local-filesystem';

/** Where the local folder publishes when it is given no directory, below the uploads folder. */
const PUBLISHED = `aether/${ LOCAL }/static_site/current`;
const BUNDLE = `aether/${ LOCAL }/blueprint_bundle/current/blueprint.zip`;

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
	/** Address of the demo site's Playground bundle; absent when it was never published. */
	readonly bundle?: string;
	/** What does not run or was not published, in sentences; the rest runs all the same. */
	readonly failures: readonly string[];
	readonly stop: () => Promise< void >;
}

async function bootWordPress(
	options: DemoOptions,
	directory: string,
	log: ( line: string ) => void,
	signal: AbortSignal
): Promise< WordPressStand > {
	try {
		return await startWordPress( {
			version: options.version,
			directory,
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

/**
 * Waits for both, and stops the one when the other fails.
 *
 * @param booting
 * @param starting
 */
async function both(
	booting: Promise< WordPressStand >,
	starting: Promise< RunningStands >
): Promise< readonly [ WordPressStand, RunningStands ] > {
	const settled = await Promise.allSettled( [ booting, starting ] );
	const [ wordPress, stands ] = settled;
	if ( wordPress.status === 'fulfilled' && stands.status === 'fulfilled' ) {
		return [ wordPress.value, stands.value ];
	}
	for ( const outcome of settled ) {
		if ( outcome.status === 'fulfilled' ) {
			await outcome.value.stop();
		}
	}
	throw wordPress.status === 'rejected'
		? wordPress.reason
		: ( stands as PromiseRejectedResult ).reason;
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
	const home =
		process.env.AETHER_DEMO_DIRECTORY ?? join( ROOT, '.cache/demo' );
	const directory = join( home, options.version );
	const state = join( home, `${ options.version }-stands` );
	const [ wordPress, stands ] = await both(
		bootWordPress( options, directory, log, signal ),
		startStands( options, state )
	);
	let server: StaticServer | null = null;
	const stop = async (): Promise< void > => {
		await Promise.all( [
			server?.stop(),
			wordPress.stop(),
			stands.stop(),
		] );
	};
	try {
		stands.allow( wordPress.url );
		const ports = await PortMemory.open( state );
		const folder = join( wordPress.uploadsDirectory, PUBLISHED );
		const bundle = join( wordPress.uploadsDirectory, BUNDLE );
		server = await startOnPorts(
			[ ports.choice( '--site-port', options.sitePort ) ],
			( [ port = 0 ] ) => startStaticServer( { directory: folder, port } )
		);
		await ports.remember( '--site-port', server.url );
		const local = localProvider( `${ server.url }/` );
		const { addresses, failures } = await publishWhereNeeded( {
			options,
			wordPress,
			providers: [ local, ...stands.providers ],
			memories: {
				local: join( directory, 'wp-content/aether-demo-published' ),
				stands: join( state, 'published.json' ),
			},
			isLocalThere: existsSync( folder ) && existsSync( bundle ),
			log,
			signal,
		} );
		const sites = [ local, ...stands.providers ].filter(
			( { id, isSite, address } ) => isSite && addresses[ id ] === address
		);
		return {
			admin: `${ wordPress.adminUrl }options-general.php?page=aether`,
			front: `${ wordPress.url }/`,
			user: wordPress.user,
			password: wordPress.password,
			applicationPassword: wordPress.applicationPassword,
			sites: Object.fromEntries(
				sites.map( ( { id, address } ) => [ id, address ] )
			),
			...( existsSync( bundle ) && {
				bundle: `${ wordPress.url }/wp-content/uploads/${ BUNDLE }`,
			} ),
			failures: [ ...stands.failures, ...failures ],
			stop,
		};
	} catch ( error ) {
		await stop();
		throw error;
	}
}

const localProvider = ( address: string ): DemoProvider => ( {
	id: LOCAL,
	config: {
		deployment_types: [ 'static_site', 'blueprint_bundle' ],
		public_url: address,
	},
	secrets: [],
	address,
	isSite: true,
} );

interface NeededPublish {
	readonly options: DemoOptions;
	readonly wordPress: WordPressStand;
	readonly providers: readonly DemoProvider[];
	/** Files: what was published lies beside them. */
	readonly memories: { readonly local: string; readonly stands: string };
	readonly isLocalThere: boolean;
	readonly log: ( line: string ) => void;
	readonly signal: AbortSignal;
}

/**
 * Publishes to the providers that do not have the site under their address yet.
 *
 * @param needed
 * @return For which addresses each provider has the site now.
 */
async function publishWhereNeeded( needed: NeededPublish ): Promise< {
	readonly addresses: Readonly< Record< string, string > >;
	readonly failures: readonly string[];
} > {
	const { options, wordPress, providers, memories, log, signal } = needed;
	const rest = new SiteRest( wordPress, signal );
	const running = new Set( providers.map( ( { id } ) => id ) );
	await configureProviders(
		rest,
		providers,
		STAND_PROVIDERS.filter( ( id ) => ! running.has( id ) )
	);
	const local = new PublishedAddresses( memories.local );
	const stands = new PublishedAddresses( memories.stands );
	const before = {
		...( await stands.read() ),
		...( needed.isLocalThere ? await local.read() : {} ),
	};
	const lacking = providers.filter(
		( { id, address } ) => options.republish || before[ id ] !== address
	);
	if ( lacking.length === 0 ) {
		return { addresses: before, failures: [] };
	}
	const { published, failure } = await publishTo( {
		wordPress,
		rest,
		providers: lacking.map( ( { id } ) => id ),
		log,
		signal,
	} );
	const now = Object.fromEntries(
		lacking
			.filter( ( { id } ) => published.includes( id ) )
			.map( ( { id, address } ) => [ id, address ] )
	);
	const { [ LOCAL ]: localAddress, ...others } = now;
	await stands.write( others );
	if ( localAddress !== undefined ) {
		await local.write( { [ LOCAL ]: localAddress } );
	}
	return {
		addresses: { ...before, ...now },
		failures: failure === undefined ? [] : [ failure ],
	};
}
