import { createHash } from 'node:crypto';
import {
	createServer,
	type IncomingMessage,
	request as sendRequest,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { R2, WorkerScript } from '../object-storage';
import type { Account } from './account';
import type { Script, Version } from './script';

/** A visitor who sends the same key stays with the same version. */
const VERSION_KEY = 'cloudflare-workers-version-key';

export interface EdgeOptions {
	readonly account: Account;
	/** Runs the Workers beside its bucket. */
	readonly r2: R2;
	readonly bucket: string;
	readonly subdomain: string | null;
	/** From 0 (inclusive) to 1 (exclusive). */
	readonly random: () => number;
	/** The Worker that answers for an address of this machine. Default: none. */
	readonly localScript?: string;
}

const workerName = ( script: Script, { number }: Version ): string =>
	`${ script.name }-v${ number }`;

/**
 * Runs what the account's deployments name in workerd, and sends each visitor to the Worker whose address they asked for.
 */
export class Edge {
	readonly #options: EdgeOptions;
	#running = '';
	#starting: Promise< void > = Promise.resolve();
	readonly #server = createServer( ( request, response ) => {
		this.#serve( request, response ).catch( () => response.destroy() );
	} );

	constructor( options: EdgeOptions ) {
		this.#options = options;
	}

	/**
	 * @param port 0: any free one.
	 */
	async listen( port: number ): Promise< void > {
		await new Promise< void >( ( resolve, reject ) => {
			this.#server.once( 'error', reject );
			this.#server.listen( { port, host: '127.0.0.1' }, resolve );
		} );
	}

	/** Origin, without a slash at the end. */
	get url(): string {
		const { port } = this.#server.address() as AddressInfo;
		return `http://127.0.0.1:${ port }`;
	}

	async stop(): Promise< void > {
		await new Promise< void >( ( resolve ) => {
			this.#server.close( () => resolve() );
			this.#server.closeAllConnections();
		} );
	}

	/**
	 * Which Worker answers for a host name, as domains, routes and workers.dev say.
	 *
	 * @param host Without a port.
	 */
	#scriptFor( host: string ): Script | null {
		const { account, subdomain, localScript } = this.#options;
		const domain = account.domains.find(
			( { hostname } ) => hostname === host
		);
		const route = account.routes.find( ( { pattern } ) => {
			const [ wanted = '' ] = pattern.split( '/' );
			return (
				wanted === host ||
				( wanted.startsWith( '*' ) &&
					host.endsWith( wanted.slice( 1 ) ) )
			);
		} );
		const named =
			route?.script ??
			domain?.service ??
			( host === '127.0.0.1' || host === 'localhost'
				? localScript
				: undefined );
		const found = account.scripts.find( ( script ) =>
			named === undefined
				? script.state.subdomain.enabled &&
					host === `${ script.name }.${ subdomain }.workers.dev`
				: script.name === named
		);
		return found ?? null;
	}

	#pick( script: Script, request: IncomingMessage ): Version | null {
		const key = request.headers[ VERSION_KEY ];
		const draw =
			key === undefined
				? this.#options.random()
				: createHash( 'sha256' )
						.update( String( key ) )
						.digest()
						.readUInt32BE() /
					2 ** 32;
		let rest = draw * 100;
		for ( const share of script.live?.shares ?? [] ) {
			rest -= share.percentage;
			if ( rest < 0 ) {
				return script.version( share.version_id );
			}
		}
		return null;
	}

	async #serve(
		request: IncomingMessage,
		response: ServerResponse
	): Promise< void > {
		const [ host = '' ] = ( request.headers.host ?? '' ).split( ':' );
		const script = this.#scriptFor( host );
		const version = script && this.#pick( script, request );
		if ( ! script || ! version ) {
			response
				.writeHead( 404, { 'Content-Type': 'text/html' } )
				.end( '<h1>There is nothing here yet</h1>' );
			return;
		}
		await this.#run();
		const { hostname, port } = await this.#options.r2.address(
			workerName( script, version )
		);
		await forward( { hostname, port }, request, response );
	}

	/** Starts what is deployed now, unless it runs already. */
	async #run(): Promise< void > {
		const { account, r2, bucket } = this.#options;
		const deployed = account.scripts.flatMap( ( script ) =>
			( script.live?.shares ?? [] ).map( ( share ) => ( {
				script,
				version: script.version( share.version_id ),
			} ) )
		);
		const wanted = deployed
			.map(
				( { script, version } ) => `${ script.name } ${ version.id }`
			)
			.join();
		if ( wanted !== this.#running ) {
			this.#running = wanted;
			this.#starting = r2.run(
				deployed.map( ( { script, version } ) =>
					describeWorker(
						workerName( script, version ),
						version,
						bucket
					)
				)
			);
		}
		await this.#starting;
	}
}

function describeWorker(
	name: string,
	{ upload, bindings }: Version,
	bucket: string
): WorkerScript {
	const { compatibility_date: date } = upload.metadata;
	return {
		name,
		modules: upload.modules.map( ( module ) => ( {
			...module,
			contents:
				module.type === 'CompiledWasm' || module.type === 'Data'
					? module.contents
					: Buffer.from( module.contents ).toString( 'utf8' ),
		} ) ),
		variables: Object.fromEntries(
			bindings
				.filter( ( { type } ) => type !== 'r2_bucket' )
				.map( ( binding ) => [
					binding.name,
					binding.type === 'json' ? binding.json : binding.text,
				] )
		),
		bucketBindings: bindings
			.filter( ( binding ) => binding.bucket_name === bucket )
			.map( ( binding ) => binding.name ),
		...( date === undefined ? {} : { compatibilityDate: date } ),
	};
}

/**
 * The request as it came, and the answer as workerd gave it: no coding is undone on the way.
 *
 * @param upstream
 * @param upstream.hostname
 * @param upstream.port
 * @param request
 * @param response
 */
function forward(
	upstream: { readonly hostname: string; readonly port: string },
	request: IncomingMessage,
	response: ServerResponse
): Promise< void > {
	return new Promise( ( resolve, reject ) => {
		const outgoing = sendRequest(
			{
				...upstream,
				method: request.method,
				path: request.url,
				headers: request.headers,
				setHost: false,
			},
			( incoming ) => {
				response.writeHead(
					incoming.statusCode ?? 502,
					incoming.headers
				);
				incoming.pipe( response );
				incoming.on( 'end', resolve );
				incoming.on( 'error', reject );
			}
		);
		outgoing.on( 'error', reject );
		request.pipe( outgoing );
	} );
}
