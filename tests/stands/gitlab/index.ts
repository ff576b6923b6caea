import { mkdtemp, rm } from 'node:fs/promises';
import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	ACCESS_LEVELS,
	ANYBODY,
	authenticate,
	isAnonymous,
	requireScope,
	type Token,
} from './access';
import { ApiError, invalid, notFound } from './api-error';
import {
	type CommitLimits,
	DEFAULT_LIMITS,
	LargeCommits,
} from './commit-limits';
import { findViolation, type OperationId } from './contract';
import { Faults } from './faults';
import { Project, type ProjectOptions } from './project';
import { type Answer, type Call, type Route, ROUTES } from './routes';

export { ACCESS_LEVELS } from './access';
export type { Token } from './access';
export type { Fault } from './faults';
export type { Project, ProjectOptions } from './project';

/** What GitLab lets a page of another origin read; the rate-limit headers are not among it. */
const EXPOSED_HEADERS =
	'Link, X-Total, X-Total-Pages, X-Per-Page, X-Page, X-Next-Page, X-Prev-Page, X-Gitlab-Blob-Id, X-Gitlab-Commit-Id, X-Gitlab-Content-Sha256, X-Gitlab-Encoding, X-Gitlab-File-Name, X-Gitlab-File-Path, X-Gitlab-Last-Commit-Id, X-Gitlab-Ref, X-Gitlab-Size, X-Request-Id, ETag';
const API = '/api/v4';

export interface LoggedRequest {
	readonly operation: OperationId | 'unknown';
	readonly method: string;
	/** With its query. */
	readonly path: string;
	readonly status: number;
	/** Bytes of the request's body. */
	readonly size: number;
	readonly body: unknown;
}

export interface GitLabStandOptions {
	/** Below which everything lies; default: a temporary directory that goes with the stand. */
	readonly directory?: string;
	/** Path of the installation: `/gitlab`. Default: none. */
	readonly basePath?: string;
	/** Default 0: any free port. */
	readonly port?: number;
	/** Default: one maintainer's token with the scope `api`, for a year. */
	readonly tokens?: readonly Token[];
	readonly limits?: Partial< CommitLimits >;
	/** Milliseconds since the epoch. Default: the system's clock. */
	readonly now?: () => number;
}

/** The token that a stand takes when it was given none. */
export const STAND_TOKEN = 'glpat-stand-of-the-tests';

/**
 * GitLab's REST API over bare repositories that real `git` writes, on 127.0.0.1.
 */
export class GitLabStand {
	readonly faults = new Faults();
	readonly requests: LoggedRequest[] = [];
	/** Requests and answers that break the contract. A test demands that there are none. */
	readonly violations: string[] = [];
	tokens: readonly Token[];
	readonly #options: GitLabStandOptions;
	readonly #directory: string;
	readonly #projects: Project[] = [];
	readonly #hanging = new Set< ServerResponse >();
	readonly #largeCommits: LargeCommits;
	readonly #limits: CommitLimits;
	readonly #server = createServer( ( request, response ) => {
		this.#serve( request, response ).catch( () => response.destroy() );
	} );

	private constructor( options: GitLabStandOptions, directory: string ) {
		this.#options = options;
		this.#directory = directory;
		this.tokens = options.tokens ?? [
			{
				value: STAND_TOKEN,
				scopes: [ 'api' ],
				expiresAt: inDays( this.#now(), 365 ),
				accessLevel: ACCESS_LEVELS.maintainer,
			},
		];
		this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
		this.#largeCommits = new LargeCommits( this.#limits );
	}

	static async start(
		options: GitLabStandOptions = {}
	): Promise< GitLabStand > {
		const directory =
			options.directory ??
			( await mkdtemp( join( tmpdir(), 'aether-gitlab-' ) ) );
		const stand = new GitLabStand( options, directory );
		await new Promise< void >( ( resolve, reject ) => {
			stand.#server.once( 'error', reject );
			stand.#server.listen(
				{ port: options.port ?? 0, host: '127.0.0.1' },
				resolve
			);
		} );
		return stand;
	}

	/** Address of the installation, without a slash at the end. */
	get url(): string {
		const { port } = this.#server.address() as AddressInfo;
		return `http://127.0.0.1:${ port }${ this.#options.basePath ?? '' }`;
	}

	/** Requests that are open and will not be answered. */
	get hanging(): number {
		return this.#hanging.size;
	}

	async createProject( options: ProjectOptions ): Promise< Project > {
		const project = await Project.create(
			this.#projects.length + 1,
			this.#directory,
			options
		);
		this.#projects.push( project );
		return project;
	}

	/**
	 * The requests that changed something.
	 */
	get writes(): readonly LoggedRequest[] {
		return this.requests.filter( ( { method } ) => method !== 'GET' );
	}

	async stop(): Promise< void > {
		await Promise.all(
			this.#projects.map( ( project ) => project.stop() )
		);
		await new Promise< void >( ( resolve ) => {
			this.#server.close( () => resolve() );
			this.#server.closeAllConnections();
		} );
		if ( this.#options.directory === undefined ) {
			await rm( this.#directory, { recursive: true, force: true } );
		}
	}

	#now(): number {
		return this.#options.now?.() ?? Date.now();
	}

	async #serve(
		request: IncomingMessage,
		response: ServerResponse
	): Promise< void > {
		if ( this.#isApi( request ) ) {
			response.setHeader( 'Access-Control-Allow-Origin', '*' );
			response.setHeader(
				'Access-Control-Expose-Headers',
				EXPOSED_HEADERS
			);
		}
		if ( request.method === 'OPTIONS' ) {
			response.setHeader( 'Access-Control-Allow-Methods', '*' );
			response.setHeader(
				'Access-Control-Allow-Headers',
				request.headers[ 'access-control-request-headers' ] ?? '*'
			);
			response.writeHead( 200 ).end();
			return;
		}
		const found = this.#findRoute( request );
		const bytes = await readBody( request, this.#limits.largestBody );
		const fault = found && this.faults.take( found.route.operation );
		if ( fault?.kind === 'hang' ) {
			this.#hanging.add( response );
			response.once( 'close', () => this.#hanging.delete( response ) );
			return;
		}
		if ( fault?.kind === 'meanwhile' ) {
			await fault.run();
		}
		const strikesFirst =
			fault &&
			( fault.kind === 'status' || fault.kind === 'cut' ) &&
			! fault.applied;
		let answer: Answer = strikesFirst
			? { status: 0 }
			: await this.#answer( request, found, bytes );
		if ( fault?.kind === 'status' ) {
			answer = faultAnswer( fault.status, fault.message );
		}
		this.requests.push( {
			operation: found?.route.operation ?? 'unknown',
			method: request.method ?? 'GET',
			path: request.url ?? '',
			status: fault?.kind === 'cut' ? 0 : answer.status,
			size: bytes.length,
			body: parseJson( bytes ),
		} );
		if ( fault?.kind === 'cut' ) {
			response.destroy();
			return;
		}
		send( response, answer );
	}

	get #prefix(): string {
		return `${ this.#options.basePath ?? '' }${ API }`;
	}

	/**
	 * Other pages than GitLab's own may read the API, and nothing else.
	 * @param request
	 * @param request.url
	 */
	#isApi( { url = '/' }: IncomingMessage ): boolean {
		return url.startsWith( `${ this.#prefix }/` );
	}

	#findRoute( request: IncomingMessage ): FoundRoute | null {
		if ( ! this.#isApi( request ) ) {
			return null;
		}
		const { pathname } = new URL( request.url ?? '/', this.url );
		const path = pathname.slice( this.#prefix.length );
		for ( const route of ROUTES ) {
			const match = route.pattern.exec( path );
			if ( match && route.method === request.method ) {
				return {
					route,
					parts: match.slice( 1 ).map( decodeURIComponent ),
				};
			}
		}
		return null;
	}

	async #answer(
		request: IncomingMessage,
		found: FoundRoute | null,
		bytes: Buffer
	): Promise< Answer > {
		try {
			if ( found === null ) {
				throw new ApiError( 404, { error: '404 Not Found' } );
			}
			const { operation, isPublic = false } = found.route;
			const asksForPublic = isPublic && isAnonymous( request );
			const token = asksForPublic
				? ANYBODY
				: authenticate( request, this.tokens, this.#now() );
			if (
				asksForPublic &&
				this.#findProject( found.parts[ 0 ] ?? '' ).visibility !==
					'public'
			) {
				throw notFound( 'Project' );
			}
			if ( operation !== 'tokenSelf' && ! asksForPublic ) {
				requireScope( token, request.method ?? 'GET' );
			}
			if ( operation === 'createCommit' ) {
				this.#largeCommits.check(
					token.value,
					bytes.length,
					this.#now()
				);
			}
			const call = this.#call( request, found, token, bytes );
			const answer = await found.route.handle( call );
			this.#check( operation, 'request', call.body );
			this.#check( operation, 'response', answer.body );
			return answer;
		} catch ( error ) {
			if ( error instanceof ApiError ) {
				return { status: error.status, body: error.body };
			}
			return {
				status: 500,
				body: { message: '500 Internal Server Error' },
			};
		}
	}

	#call(
		request: IncomingMessage,
		{ parts }: FoundRoute,
		token: Token,
		bytes: Buffer
	): Call {
		const url = new URL( request.url ?? '/', this.url );
		const body = parseJson( bytes );
		if ( bytes.length > 0 && body === undefined ) {
			throw invalid( 'Invalid json' );
		}
		return {
			token,
			parts,
			body,
			query: url.searchParams,
			url: `${ url.origin }${ url.pathname }`,
			now: new Date( this.#now() ).toISOString(),
			projects: this.#projects,
			findProject: ( id ) => this.#findProject( id ),
			createProject: ( path ) => this.createProject( { path } ),
		};
	}

	#findProject( id: string ): Project {
		const project = this.#projects.find(
			( candidate ) =>
				String( candidate.id ) === id || candidate.path === id
		);
		if ( project === undefined ) {
			throw notFound( 'Project' );
		}
		return project;
	}

	#check(
		operation: OperationId,
		side: 'request' | 'response',
		value: unknown
	): void {
		const violation = findViolation( operation, side, value );
		if ( violation !== null ) {
			this.violations.push( violation );
		}
	}
}

interface FoundRoute {
	readonly route: Route;
	readonly parts: readonly string[];
}

const inDays = ( now: number, days: number ): string =>
	new Date( now + days * 86_400_000 ).toISOString().slice( 0, 10 );

async function readBody(
	request: IncomingMessage,
	most: number
): Promise< Buffer > {
	const parts: Buffer[] = [];
	let size = 0;
	for await ( const part of request as AsyncIterable< Buffer > ) {
		size += part.length;
		// One part past the limit is enough to refuse the request by.
		if ( size <= most + part.length ) {
			parts.push( part );
		}
	}
	return Buffer.concat( parts );
}

function parseJson( bytes: Buffer ): unknown {
	try {
		return bytes.length === 0
			? undefined
			: JSON.parse( bytes.toString( 'utf8' ) );
	} catch {
		return undefined;
	}
}

/**
 * GitLab's own pages say little more than the status.
 *
 * @param status
 * @param message
 */
const faultAnswer = ( status: number, message?: string ): Answer => ( {
	status,
	body: { message: message ?? `${ status } from the stand` },
	headers:
		status === 429
			? { 'Retry-After': '30', 'RateLimit-Remaining': '0' }
			: {},
} );

function typeOf( body: unknown ): string {
	if ( body instanceof Uint8Array ) {
		return 'application/octet-stream';
	}
	return typeof body === 'string'
		? 'text/plain; charset=utf-8'
		: 'application/json';
}

function send( response: ServerResponse, answer: Answer ): void {
	const { body, status, headers } = answer;
	response.writeHead( status, {
		...( body === undefined ? {} : { 'Content-Type': typeOf( body ) } ),
		...headers,
	} );
	response.end(
		typeof body === 'string' || body instanceof Uint8Array
			? body
			: JSON.stringify( body )
	);
}
