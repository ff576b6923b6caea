import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, errorAnswer, xmlAnswer } from './answers';
import { findBodyRefusal, findMissingDigest } from './body-checks';
import { parseCorsRules, printCorsRules } from './cors-api';
import { type CorsRule, corsHeaders } from './cors-policy';
import { Faults, type Misbehaviour, type SeenRequest } from './faults';
import { forward, readBody } from './forward';
import { R2, type R2Options, S3_PATH } from './r2';
import { RequestLog } from './request-log';
import { standTime } from './stand-time';
import { WriteLimit } from './write-limit';

export type { CorsRule } from './cors-policy';
export { Gate, type Misbehaviour, type RequestPattern } from './faults';
export { R2, type WorkerScript } from './r2';

export interface ObjectStorageOptions extends Partial< R2Options > {
	/** Default 0: any free port. */
	readonly port?: number;
	/** Default: no page may call the bucket, as with a new one. */
	readonly cors?: readonly CorsRule[];
	/** Refuses a second write to one key within a second, as R2 does. Default: true. */
	readonly limitsWrites?: boolean;
	/** Takes no object without `Content-MD5`, which R2 would. Default: true. */
	readonly demandsDigests?: boolean;
	/** Milliseconds; for the limit of writes. Default: `standTime`. */
	readonly now?: () => number;
}

/**
 * R2's S3 endpoint on 127.0.0.1: miniflare's (signatures, conditions, multipart) behind a proxy that adds what it
 * lacks, namely CORS policy, checksums and the limit of writes per key, and that misbehaves on command.
 */
export class ObjectStorage {
	readonly r2: R2;
	readonly bucketName: string;
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly faults = new Faults();
	readonly log = new RequestLog();
	cors: readonly CorsRule[];
	limitsWrites: boolean;
	readonly #demandsDigests: boolean;
	readonly #writeLimit: WriteLimit;
	readonly #underWay = new Set< Promise< void > >();
	readonly #server = createServer( ( request, response ) => {
		const handled = this.#handle( request, response )
			.catch( () => void response.destroy() )
			.finally( () => this.#underWay.delete( handled ) );
		this.#underWay.add( handled );
	} );

	private constructor( options: ObjectStorageOptions ) {
		// On a busy machine an idle connection would be closed just when the next request is on its way.
		this.#server.keepAliveTimeout = 0;
		this.bucketName = options.bucket ?? 'site';
		const credentials = options.credentials ?? {
			accessKeyId: '5f3d0c1b9a7e48d2b6c4f0e1a2d3c4b5',
			secretAccessKey: 'stand-secret-that-no-page-may-see',
		};
		this.accessKeyId = credentials.accessKeyId;
		this.secretAccessKey = credentials.secretAccessKey;
		this.r2 = new R2( {
			bucket: this.bucketName,
			credentials,
			...( options.directory === undefined
				? {}
				: { directory: options.directory } ),
		} );
		this.cors = options.cors ?? [];
		this.limitsWrites = options.limitsWrites ?? true;
		this.#demandsDigests = options.demandsDigests ?? true;
		this.#writeLimit = new WriteLimit( options.now ?? standTime.now );
	}

	/**
	 * @param options
	 */
	static async start(
		options: ObjectStorageOptions = {}
	): Promise< ObjectStorage > {
		const stand = new ObjectStorage( options );
		try {
			await new Promise< void >( ( resolve, reject ) => {
				stand.#server.once( 'error', reject );
				stand.#server.listen(
					{ port: options.port ?? 0, host: '127.0.0.1' },
					resolve
				);
			} );
			await stand.r2.origin();
		} catch ( error ) {
			stand.#server.close();
			await stand.r2.stop();
			throw error;
		}
		return stand;
	}

	/** What a client's `endpoint` is set to; buckets are addressed by path. */
	get endpoint(): string {
		const { port } = this.#server.address() as AddressInfo;
		return `http://127.0.0.1:${ port }${ S3_PATH }`;
	}

	/** Waits for what is still done for clients that have given up, so that it is not taken for something later. */
	async settle(): Promise< void > {
		await Promise.all( this.#underWay );
	}

	/** Removes every object, log entry and fault. */
	async clear(): Promise< void > {
		await this.settle();
		await this.r2.clear();
		this.faults.clear();
		this.log.clear();
		this.#writeLimit.clear();
	}

	async stop(): Promise< void > {
		await new Promise< void >( ( resolve ) => {
			this.#server.close( () => resolve() );
			this.#server.closeAllConnections();
		} );
		await this.r2.stop();
	}

	async #handle(
		request: IncomingMessage,
		response: ServerResponse
	): Promise< void > {
		if ( request.method === 'OPTIONS' ) {
			const allowed = corsHeaders( this.cors, {
				origin: request.headers.origin,
				method: String(
					request.headers[ 'access-control-request-method' ] ?? ''
				),
				headers: request.headers[ 'access-control-request-headers' ],
			} );
			response.writeHead( allowed ? 204 : 403, allowed ?? {} ).end();
			return;
		}
		const seen = this.#describe( request );
		const body = await readBody( request );
		const misbehaviour = this.faults.next( seen );
		const answer = await this.#answer( request, seen, body, misbehaviour );
		this.log.add( {
			...seen,
			status: answer?.status ?? 0,
			bytes: body.length,
		} );
		if ( answer === null ) {
			if ( misbehaviour?.kind !== 'hang' ) {
				response.destroy();
			}
			return;
		}
		const cors = corsHeaders( this.cors, {
			origin: request.headers.origin,
			method: seen.method,
		} );
		response.writeHead( answer.status, { ...answer.headers, ...cors } );
		response.end( seen.method === 'HEAD' ? undefined : answer.body );
	}

	#describe( request: IncomingMessage ): SeenRequest {
		const [ path = '', query = '' ] = ( request.url ?? '' ).split( '?' );
		const [ , ...key ] = path.slice( S3_PATH.length + 1 ).split( '/' );
		return {
			method: request.method ?? '',
			key: key.map( decodeURIComponent ).join( '/' ),
			query,
		};
	}

	async #answer(
		request: IncomingMessage,
		seen: SeenRequest,
		body: Buffer,
		misbehaviour: Misbehaviour | null
	): Promise< Answer | null > {
		switch ( misbehaviour?.kind ) {
			case 'answer':
				return misbehaviour.code === ''
					? xmlAnswer( misbehaviour.status, '', misbehaviour.headers )
					: errorAnswer(
							misbehaviour.status,
							misbehaviour.code ?? 'InternalError',
							'The stand was told to fail.',
							misbehaviour.headers
						);
			case 'cut':
			case 'hang':
				return null;
			case 'delay':
				await misbehaviour.until();
				break;
			case 'duplicate':
				await this.#serve( request, seen, body );
				// It comes late enough that the limit of writes does not take it for what it is.
				standTime.pass( 1000 );
				break;
		}
		const answer = await this.#serve( request, seen, body );
		return misbehaviour?.kind === 'lose-answer' ? null : answer;
	}

	async #serve(
		request: IncomingMessage,
		seen: SeenRequest,
		body: Buffer
	): Promise< Answer > {
		const refusal =
			findBodyRefusal( request.headers, body ) ??
			( this.#demandsDigests
				? findMissingDigest( seen.method, seen.key, request.headers )
				: null );
		if ( refusal ) {
			return errorAnswer( refusal.status, refusal.code, refusal.message );
		}
		const takeBack = this.#writeLimit.admit( seen );
		if ( this.limitsWrites && takeBack === null ) {
			return errorAnswer(
				429,
				'TooManyRequests',
				'Reduce your concurrent request rate for the same object.',
				{ 'Retry-After': '1' }
			);
		}
		const answer = await forward( await this.r2.origin(), request, body );
		if ( answer.status >= 400 ) {
			takeBack?.();
		}
		const isCors =
			seen.key === '' && new URLSearchParams( seen.query ).has( 'cors' );
		// It checks the signature, then says that it has no such thing.
		return isCors && answer.status === 501
			? this.#serveCors( seen.method, body.toString() )
			: answer;
	}

	#serveCors( method: string, body: string ): Answer {
		if ( method === 'GET' ) {
			return this.cors.length === 0
				? errorAnswer(
						404,
						'NoSuchCORSConfiguration',
						'The CORS configuration does not exist.'
					)
				: xmlAnswer( 200, printCorsRules( this.cors ) );
		}
		const rules = method === 'PUT' ? parseCorsRules( body ) : [];
		if ( rules === null ) {
			return errorAnswer(
				400,
				'MalformedXML',
				'The XML you provided was not well formed or did not validate against our published schema.'
			);
		}
		this.cors = rules;
		return xmlAnswer( method === 'PUT' ? 200 : 204, '' );
	}
}
