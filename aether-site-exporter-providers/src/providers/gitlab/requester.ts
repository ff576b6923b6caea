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
	for ( const [ name, value ] of Object.entries( body ) ) {
		if ( value === undefined ) {
			continue;
		}
		pieces.push(
			`${ pieces.length === 0 ? '{' : ',' }${ JSON.stringify( toSnakeCase( name ) ) }:`
		);
		if ( Array.isArray( value ) ) {
			value.forEach( ( item, at ) =>
				pieces.push(
					at === 0 ? '[' : ',',
					JSON.stringify( snakeKeys( item ) )
				)
			);
			pieces.push( value.length === 0 ? '[]' : ']' );
		} else {
			pieces.push( JSON.stringify( snakeKeys( value ) ) );
		}
	}
	return new Blob( [ ...pieces, pieces.length === 0 ? '{}' : '}' ], {
		type: 'application/json',
	} );
}

const toSnakeCase = ( name: string ): string =>
	name.replaceAll( /[A-Z]/g, ( letter ) => `_${ letter.toLowerCase() }` );

function snakeKeys( value: unknown ): unknown {
	if ( Array.isArray( value ) ) {
		return value.map( snakeKeys );
	}
	return typeof value === 'object' && value !== null
		? Object.fromEntries(
				Object.entries( value ).map( ( [ name, part ] ) => [
					toSnakeCase( name ),
					snakeKeys( part ),
				] )
			)
		: value;
}
