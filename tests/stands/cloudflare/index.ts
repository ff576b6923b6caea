import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ObjectStorage } from '../object-storage';
import { Account, type Zone } from './account';
import { AccountFile } from './account-file';
import {
	type Answer,
	API,
	CHALLENGE,
	failure,
	findOperation,
	type FoundOperation,
	readBody,
	readJson,
} from './answers';
import { ApiError } from './api-error';
import {
	type ContractOperation,
	findAnswerMistake,
	findRequestMistake,
} from './contract';
import { Edge } from './edge';
import { Faults } from './faults';
import { OPERATION_HANDLERS } from './operations';
import {
	readForm,
	readMetadata,
	readUpload,
	type UploadMetadata,
} from './upload';

export type { Fault } from './faults';
export type { Script, Version } from './script';

const STAND_ACCOUNT = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const READING: readonly string[] = [ 'GET', 'HEAD' ];

/** The token that a stand takes when it was given none. */
export const STAND_API_TOKEN = 'stand-token-that-no-page-may-see';

export interface CloudflareStandOptions {
	/** Its bucket is the one that Workers can be bound to; its workerd runs them. */
	readonly storage: Pick< ObjectStorage, 'r2' | 'bucketName' >;
	/** Of the API. Default 0: any free port. */
	readonly port?: number;
	/** Of what visitors reach. Default 0: any free port. */
	readonly edgePort?: number;
	readonly accountId?: string;
	readonly token?: string;
	/** Below workers.dev; null for an account that has chosen none. Default: `stand`. */
	readonly subdomain?: string | null;
	/** Default: `example.com`. */
	readonly zones?: readonly Zone[];
	/** Whether the first upload of a Worker keeps its annotations. Default: false. */
	readonly firstUploadKeepsAnnotations?: boolean;
	/** The Worker that answers when a visitor asks this machine by its own address. */
	readonly localScript?: string;
	/** Keeps the account between two runs. Default: it lives in memory. */
	readonly directory?: string;
	/** Milliseconds since the epoch. Default: the system's clock. */
	readonly now?: () => number;
	/** Draws the version that a visitor gets. Default: `Math.random`. */
	readonly random?: () => number;
}

export interface LoggedCall {
	/** Id in the contract; `unknown` for an address that it does not have. */
	readonly operation: string;
	readonly method: string;
	/** With its query. */
	readonly path: string;
	/** 0 when the connection ended without an answer. */
	readonly status: number;
}

/**
 * Cloudflare's REST API for one account on 127.0.0.1, checked against `openapi.yaml`, and the edge that runs what was
 * uploaded: workerd, with the bucket of the object-storage stand.
 */
export class CloudflareStand {
	readonly account: Account;
	readonly accountId: string;
	readonly faults = new Faults();
	readonly edge: Edge;
	readonly requests: LoggedCall[] = [];
	/** Requests and answers that break the contract. A test demands that there are none. */
	readonly violations: string[] = [];
	token: string;
	/** When the token ends, ISO 8601. Null: never. */
	tokenEnd: string | null = null;
	readonly #options: CloudflareStandOptions;
	readonly #subdomain: string | null;
	readonly #file: AccountFile | null;
	readonly #server = createServer( ( request, response ) => {
		this.#serve( request, response ).catch( () => response.destroy() );
	} );

	private constructor( options: CloudflareStandOptions ) {
		this.#options = options;
		this.accountId = options.accountId ?? STAND_ACCOUNT;
		this.token = options.token ?? STAND_API_TOKEN;
		this.#subdomain =
			options.subdomain === undefined ? 'stand' : options.subdomain;
		this.account = new Account(
			options.zones ?? [
				{ id: '7c6b5a4f3e2d1c0b7c6b5a4f3e2d1c0b', name: 'example.com' },
			]
		);
		this.#file =
			options.directory === undefined
				? null
				: new AccountFile( options.directory );
		this.edge = new Edge( {
			account: this.account,
			r2: options.storage.r2,
			bucket: options.storage.bucketName,
			subdomain: this.#subdomain,
			random: options.random ?? Math.random,
			...( options.localScript === undefined
				? {}
				: { localScript: options.localScript } ),
		} );
	}

	static async start(
		options: CloudflareStandOptions
	): Promise< CloudflareStand > {
		const stand = new CloudflareStand( options );
		const kept = await stand.#file?.read();
		if ( kept ) {
			stand.account.restore( kept );
		}
		await new Promise< void >( ( resolve, reject ) => {
			stand.#server.once( 'error', reject );
			stand.#server.listen(
				{ port: options.port ?? 0, host: '127.0.0.1' },
				resolve
			);
		} );
		try {
			await stand.edge.listen( options.edgePort ?? 0 );
		} catch ( error ) {
			stand.#server.close();
			throw error;
		}
		return stand;
	}

	/** What stands in place of `https://api.cloudflare.com/client/v4`. */
	get apiUrl(): string {
		const { port } = this.#server.address() as AddressInfo;
		return `http://127.0.0.1:${ port }${ API }`;
	}

	/** The calls that may have changed something. */
	get writes(): readonly LoggedCall[] {
		return this.requests.filter(
			( { method } ) => ! READING.includes( method )
		);
	}

	/** Forgets Workers, addresses, faults and what was logged. */
	clear(): void {
		this.account.restore( { scripts: [], domains: [], routes: [] } );
		this.faults.clear();
		this.requests.length = 0;
		this.violations.length = 0;
	}

	/** The bucket and its workerd stay: they belong to the object-storage stand. */
	async stop(): Promise< void > {
		await Promise.all( [
			this.edge.stop(),
			new Promise< void >( ( resolve ) => {
				this.#server.close( () => resolve() );
				this.#server.closeAllConnections();
			} ),
		] );
	}

	async #serve(
		request: IncomingMessage,
		response: ServerResponse
	): Promise< void > {
		const body = await readBody( request );
		const method = request.method ?? 'GET';
		const url = new URL( request.url ?? '/', 'http://stand' );
		const found = findOperation( method, url.pathname );
		const name = found?.operation.id ?? 'unknown';
		const fault = this.faults.take( name, method );
		if ( fault?.kind === 'meanwhile' ) {
			await fault.run();
		}
		const isPrevented =
			fault?.kind === 'hang' ||
			fault?.kind === 'challenge' ||
			( ( fault?.kind === 'status' || fault?.kind === 'cut' ) &&
				! fault.applied );
		let answer = isPrevented
			? failure( 500, 10000, 'The stand was told to fail.' )
			: await this.#answer( request, url, found, body );
		if ( fault?.kind === 'status' ) {
			answer = {
				...failure(
					fault.status,
					fault.code ?? 10000,
					'The stand was told to fail.'
				),
				...( fault.headers ? { headers: fault.headers } : {} ),
			};
		} else if ( fault?.kind === 'challenge' ) {
			answer = CHALLENGE;
		}
		const isLost = fault?.kind === 'hang' || fault?.kind === 'cut';
		this.requests.push( {
			operation: name,
			method,
			path: request.url ?? '',
			status: isLost ? 0 : answer.status,
		} );
		if ( fault?.kind === 'cut' ) {
			response.destroy();
		} else if ( fault?.kind !== 'hang' ) {
			// Like the real API, without a header that would let a page of another origin read it.
			response
				.writeHead( answer.status, {
					'Content-Type': 'application/json',
					...answer.headers,
				} )
				.end( answer.body );
		}
	}

	async #answer(
		request: IncomingMessage,
		url: URL,
		found: FoundOperation | null,
		bytes: Uint8Array< ArrayBuffer >
	): Promise< Answer > {
		try {
			if ( found === null ) {
				throw new ApiError(
					404,
					7003,
					'Could not route to that address.'
				);
			}
			this.#authorise( request, found );
			const { operation } = found;
			const form = operation.isUpload
				? await readForm(
						request.headers[ 'content-type' ] ?? '',
						bytes
					)
				: null;
			const body = form
				? { metadata: await readMetadata( form ) }
				: readJson( bytes );
			const mistake = findRequestMistake(
				operation,
				url.searchParams,
				body
			);
			if ( mistake !== null ) {
				this.violations.push( mistake );
				throw new ApiError( 400, 10001, mistake );
			}
			const result = OPERATION_HANDLERS[ operation.id ]?.( {
				account: this.account,
				path: found.path,
				query: url.searchParams,
				body,
				upload:
					form &&
					( await readUpload(
						form,
						( body as { metadata: UploadMetadata } ).metadata
					) ),
				subdomain: this.#subdomain,
				buckets: [ this.#options.storage.bucketName ],
				tokenEnd: this.tokenEnd,
				firstUploadKeepsAnnotations:
					this.#options.firstUploadKeepsAnnotations ?? false,
				now: new Date(
					this.#options.now?.() ?? Date.now()
				).toISOString(),
			} );
			if ( ! READING.includes( operation.method ) ) {
				await this.#file?.write( this.account.state );
			}
			return this.#success( operation, result );
		} catch ( error ) {
			if ( error instanceof ApiError ) {
				return failure( error.status, error.code, error.message );
			}
			this.violations.push( `The stand broke: ${ String( error ) }` );
			return failure( 500, 10002, 'The stand broke.' );
		}
	}

	#authorise( request: IncomingMessage, { path }: FoundOperation ): void {
		const { authorization } = request.headers;
		if ( authorization === undefined ) {
			throw new ApiError( 400, 9106, 'Missing Authorization header.' );
		}
		if ( authorization !== `Bearer ${ this.token }` ) {
			throw new ApiError( 401, 1000, 'Invalid API Token' );
		}
		if ( ( path.account_id ?? this.accountId ) !== this.accountId ) {
			throw new ApiError( 403, 10000, 'Authentication error' );
		}
	}

	#success( operation: ContractOperation, result: unknown ): Answer {
		const envelope = { success: true, errors: [], messages: [], result };
		const mistake = findAnswerMistake( operation, envelope );
		if ( mistake !== null ) {
			this.violations.push( mistake );
		}
		return { status: 200, body: JSON.stringify( envelope ) };
	}
}
