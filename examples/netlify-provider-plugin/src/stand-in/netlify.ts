import { webCryptoHasher } from '@aether/provider-sdk';
import type { BackendFile } from '@aether/provider-sdk/testing';
import { answerProblem, type OperationId, requestProblem } from './contract';
import { type StoredDeploy, StoredDeploys } from './deploys';

/** The largest page of a list. */
export const LARGEST_PAGE = 100;

const API = '/api/v1';

/** Path patterns below the API, by method; groups are what the operation is about. */
const ROUTES: readonly ( readonly [ string, RegExp, OperationId ] )[] = [
	[ 'GET', /^\/sites\/([^/]+)$/, 'getSite' ],
	[ 'GET', /^\/sites\/([^/]+)\/files$/, 'listSiteFiles' ],
	[ 'GET', /^\/sites\/([^/]+)\/deploys$/, 'listSiteDeploys' ],
	[ 'POST', /^\/sites\/([^/]+)\/deploys$/, 'createSiteDeploy' ],
	[
		'POST',
		/^\/sites\/([^/]+)\/deploys\/([^/]+)\/restore$/,
		'restoreSiteDeploy',
	],
	[ 'GET', /^\/deploys\/([^/]+)$/, 'getDeploy' ],
	[ 'POST', /^\/deploys\/([^/]+)\/cancel$/, 'cancelSiteDeploy' ],
	[ 'PUT', /^\/deploys\/([^/]+)\/files\/(.+)$/, 'uploadDeployFile' ],
];

interface Answer {
	readonly status: number;
	readonly json: unknown;
}

const refuse = ( status: number, message: string ): Answer => ( {
	status,
	json: { code: status, message },
} );

/** Netlify with one site, in memory. Requests and answers are held to the contract. */
export class NetlifyStandIn {
	/** Answers every request with it, until it is null again. */
	status: number | null = null;
	/** Works on no deploy any more. */
	isStuck = false;
	/** Where requests or answers broke the contract. */
	readonly violations: string[] = [];
	/** What was asked for, in order. */
	readonly operations: OperationId[] = [];
	readonly siteId = '7c6f1d52-4a0e-4f0b-9a52-0f7f3b1f6c11';
	readonly #token: string;
	readonly #deploys = new StoredDeploys( this.siteId );

	constructor( token: string ) {
		this.#token = token;
	}

	readonly fetch: typeof globalThis.fetch = async ( input, init ) => {
		const request = new Request( input, init );
		if ( this.status !== null ) {
			return new Response( null, { status: this.status } );
		}
		if (
			request.headers.get( 'Authorization' ) !== `Bearer ${ this.#token }`
		) {
			return Response.json(
				{ code: 401, message: 'Access Denied' },
				{ status: 401 }
			);
		}
		const { pathname, searchParams } = new URL( request.url );
		const route = pathname.slice( API.length );
		for ( const [ method, pattern, operation ] of ROUTES ) {
			const found = pattern.exec( route );
			if ( found !== null && method === request.method ) {
				const [ , first = '', second = '' ] = found;
				const { status, json } = await this.#answer(
					operation,
					[ first, second ],
					request,
					searchParams
				);
				return Response.json( json, { status } );
			}
		}
		return Response.json(
			{ code: 404, message: 'Not Found' },
			{ status: 404 }
		);
	};

	/** What a visitor gets. */
	read(): ReadonlyMap< string, BackendFile > {
		return this.#deploys.live();
	}

	/** Netlify drops bodies that no deploy has needed for long. */
	forgetBodies(): void {
		this.#deploys.bodies.clear();
	}

	async #answer(
		operation: OperationId,
		names: readonly [ string, string ],
		request: Request,
		query: URLSearchParams
	): Promise< Answer > {
		this.operations.push( operation );
		const isJson =
			request.headers.get( 'Content-Type' ) === 'application/json';
		const body = isJson ? await request.json() : undefined;
		this.#note( requestProblem( operation, body ) );
		const answer = await this.#perform( operation, names, {
			body,
			bytes: isJson
				? new Uint8Array()
				: new Uint8Array( await request.arrayBuffer() ),
			query,
		} );
		if ( answer.status < 400 ) {
			this.#note(
				answerProblem( operation, answer.status, answer.json )
			);
		}
		return answer;
	}

	#note( problem: string | null ): void {
		if ( problem !== null ) {
			this.violations.push( problem );
		}
	}

	async #perform(
		operation: OperationId,
		[ first, second ]: readonly [ string, string ],
		{
			body,
			bytes,
			query,
		}: {
			readonly body: unknown;
			readonly bytes: Uint8Array;
			readonly query: URLSearchParams;
		}
	): Promise< Answer > {
		const isOfSite =
			operation.includes( 'Site' ) && operation !== 'cancelSiteDeploy';
		if ( isOfSite && first !== this.siteId ) {
			return refuse( 404, 'Not Found' );
		}
		switch ( operation ) {
			case 'getSite':
				return { status: 200, json: this.#deploys.site() };
			case 'listSiteFiles':
				return {
					status: 200,
					json: page( this.#deploys.files(), query ),
				};
			case 'listSiteDeploys':
				return {
					status: 200,
					json: page( this.#deploys.list(), query ),
				};
			case 'createSiteDeploy': {
				const { files } = body as { files: Record< string, string > };
				const refused = Object.keys( files ).find( ( path ) =>
					/[#?]/.test( path )
				);
				return refused === undefined
					? {
							status: 200,
							json: this.#deploys.create(
								files,
								query.get( 'title' )
							),
						}
					: refuse( 422, `Invalid filename '${ refused }'.` );
			}
		}
		const deploy = this.#deploys.get(
			operation === 'restoreSiteDeploy' ? second : first
		);
		return deploy === undefined
			? refuse( 404, 'Not Found' )
			: this.#performOn( deploy, operation, second, bytes );
	}

	async #performOn(
		deploy: StoredDeploy,
		operation: OperationId,
		path: string,
		bytes: Uint8Array
	): Promise< Answer > {
		switch ( operation ) {
			case 'getDeploy':
				return {
					status: 200,
					json: this.#deploys.lookAt( deploy, this.isStuck ),
				};
			case 'cancelSiteDeploy':
				return { status: 201, json: this.#deploys.cancel( deploy ) };
			case 'restoreSiteDeploy':
				return deploy.state === 'ready'
					? { status: 201, json: this.#deploys.publish( deploy ) }
					: refuse( 422, 'The deploy is not ready.' );
			default: {
				const sha = await webCryptoHasher.digest( 'sha1', bytes );
				const file = this.#deploys.upload(
					deploy,
					`/${ decodeURIComponent( path ) }`,
					sha,
					bytes
				);
				return file === null
					? refuse( 422, 'The body is not that of the digest.' )
					: { status: 200, json: file };
			}
		}
	}
}

function page< Item >(
	items: readonly Item[],
	query: URLSearchParams
): readonly Item[] {
	const size = Math.min(
		Number( query.get( 'per_page' ) ?? LARGEST_PAGE ),
		LARGEST_PAGE
	);
	const from = ( Number( query.get( 'page' ) ?? 1 ) - 1 ) * size;
	return items.slice( from, from + size );
}
