import {
	AetherError,
	type OperationOptions,
	type ProviderRuntime,
	toAetherError,
} from '@aether/provider-sdk';
import type { Commits } from '@gitbeaker/rest';
import { waitAfter } from '../../families/git/send-commit';
import { limitTime } from '../../limit-time';
import { gitlabError } from './errors';
import { MOST_READS, REQUEST_DEADLINE_MS } from './limits';

type RequesterFactory = NonNullable<
	ConstructorParameters< typeof Commits >[ 0 ][ 'requesterFn' ]
>;
type ResourceOptions = Parameters< RequesterFactory >[ 0 ];
type Requester = ReturnType< RequesterFactory >;
type RequestOptions = NonNullable< Parameters< Requester[ 'get' ] >[ 1 ] >;

/** Asking for these again changes nothing. */
const REPEATABLE = new Set( [ 'GET', 'DELETE' ] );

/**
 * The transport of @gitbeaker/rest over `runtime.fetch`. The library's own would repeat a commit that was applied, wait
 * milliseconds, and know neither our clock nor our signal.
 *
 * @param runtime
 * @param options
 */
export function createRequester(
	runtime: ProviderRuntime,
	options: OperationOptions
): RequesterFactory {
	return ( resource ) => {
		const send =
			( method: string ) =>
			< Body >( endpoint: string, request: RequestOptions = {} ) =>
				sendRepeatedly< Body >(
					runtime,
					() => describe( method, endpoint, request, resource ),
					options
				);
		return {
			get: send( 'GET' ),
			post: send( 'POST' ),
			put: send( 'PUT' ),
			patch: send( 'PATCH' ),
			delete: send( 'DELETE' ),
		};
	};
}

interface DescribedRequest {
	readonly url: string;
	readonly init: RequestInit & { readonly method: string };
}

function describe(
	method: string,
	endpoint: string,
	{ body, searchParams }: RequestOptions,
	resource: ResourceOptions
): DescribedRequest {
	const url = new URL( endpoint, resource.url );
	for ( const [ name, value ] of Object.entries( searchParams ?? {} ) ) {
		if ( value !== undefined && value !== null ) {
			url.searchParams.set( toSnakeCase( name ), String( value ) );
		}
	}
	const hasBody = body !== undefined && Object.keys( body ).length > 0;
	return {
		url: url.href,
		init: {
			method,
			headers: {
				...resource.headers,
				...( hasBody ? { 'Content-Type': 'application/json' } : {} ),
			},
			...( hasBody ? { body: jsonBody( body ) } : {} ),
		},
	};
}

async function sendRepeatedly< Body >(
	runtime: ProviderRuntime,
	makeRequest: () => DescribedRequest,
	options: OperationOptions
) {
	const request = makeRequest();
	const attempts = REPEATABLE.has( request.init.method ) ? MOST_READS : 1;
	for ( let attempt = 1; ; attempt++ ) {
		try {
			return await sendOnce< Body >( runtime, request, options );
		} catch ( cause ) {
			options.signal.throwIfAborted();
			const error = toAetherError( cause );
			if ( attempt >= attempts || ! error.isRetryable ) {
				throw error;
			}
			await runtime.clock.sleep( waitAfter( attempt, error ), options );
		}
	}
}

async function sendOnce< Body >(
	runtime: ProviderRuntime,
	{ url, init }: DescribedRequest,
	{ signal }: OperationOptions
) {
	signal.throwIfAborted();
	const time = limitTime( runtime.clock, REQUEST_DEADLINE_MS, signal );
	try {
		const response = await runtime.fetch( url, {
			...init,
			headers: {
				...init.headers,
				'PRIVATE-TOKEN': runtime.secret( 'personal_access_token' ),
			},
			redirect: 'manual',
			signal: time.signal,
		} );
		if ( ! response.ok ) {
			throw await gitlabError( response, runtime.clock.now() );
		}
		return {
			// The library knows what each endpoint answers with.
			body: ( await readBody( response ) ) as Body,
			headers: Object.fromEntries( response.headers.entries() ),
			status: response.status,
		};
	} catch ( cause ) {
		signal.throwIfAborted();
		throw AetherError.isInstance( cause ) && ! time.hasTimedOut()
			? cause
			: new AetherError(
					'network_failed',
					time.hasTimedOut()
						? 'GitLab did not answer in time.'
						: 'GitLab cannot be reached.',
					{ cause }
				);
	} finally {
		time.release();
	}
}

async function readBody( response: Response ): Promise< unknown > {
	try {
		const text = await response.text();
		const isJson = response.headers
			.get( 'Content-Type' )
			?.startsWith( 'application/json' );
		return isJson ? JSON.parse( text ) : text;
	} catch ( cause ) {
		throw new AetherError(
			'network_failed',
			'The answer of GitLab broke off.',
			{ cause }
		);
	}
}

/**
 * A commit's JSON can have many megabytes: piece by piece it is never one text in memory, and travels in parts.
 *
 * @param body
 */
function jsonBody( body: object ): Blob {
	const pieces: string[] = [];
	pushJson( pieces, body );
	return new Blob( pieces, { type: 'application/json' } );
}

/** What JSON writes as it is: base64 above all, of which no copy is made. */
const PLAIN = /^[\w+/=. -]*$/;

function pushJson( pieces: string[], value: unknown ): void {
	if ( typeof value === 'string' && PLAIN.test( value ) ) {
		pieces.push( '"', value, '"' );
	} else if ( Array.isArray( value ) ) {
		pieces.push( '[' );
		value.forEach( ( item, at ) => {
			pieces.push( at === 0 ? '' : ',' );
			pushJson( pieces, item );
		} );
		pieces.push( ']' );
	} else if ( typeof value === 'object' && value !== null ) {
		pieces.push( '{' );
		Object.entries( value )
			.filter( ( [ , part ] ) => part !== undefined )
			.forEach( ( [ name, part ], at ) => {
				const key = JSON.stringify( toSnakeCase( name ) );
				pieces.push( `${ at === 0 ? '' : ',' }${ key }:` );
				pushJson( pieces, part );
			} );
		pieces.push( '}' );
	} else {
		pieces.push( JSON.stringify( value ) );
	}
}

const toSnakeCase = ( name: string ): string =>
	name.replaceAll( /[A-Z]/g, ( letter ) => `_${ letter.toLowerCase() }` );
