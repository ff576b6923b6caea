/** Headers and content types that a page may send without asking. */
const SAFE_HEADERS: ReadonlySet< string > = new Set( [
	'accept',
	'accept-language',
	'content-language',
] );
const SAFE_METHODS: ReadonlySet< string > = new Set( [
	'GET',
	'HEAD',
	'POST',
] );
/** Headers of an answer that a page may always read. */
const READABLE: ReadonlySet< string > = new Set( [
	'cache-control',
	'content-language',
	'content-length',
	'content-type',
	'expires',
	'last-modified',
	'pragma',
] );

const listed = ( value: string | null ): string[] =>
	( value ?? '' )
		.split( ',' )
		.map( ( name ) => name.trim().toLowerCase() )
		.filter( ( name ) => name !== '' );

const blocked = (): TypeError => new TypeError( 'Failed to fetch' );

/**
 * `fetch` as a page of an origin has it: asks before it sends, and shows no more of an answer than the policy allows. A
 * refusal looks like a lost connection, as it does in a browser.
 *
 * @param origin Scheme, host and port.
 */
export function pageFetch( origin: string ): typeof globalThis.fetch {
	return async ( input, init ) => {
		const request = new Request( input, init );
		const names = [ ...request.headers.keys() ]
			.filter( ( name ) => ! SAFE_HEADERS.has( name ) )
			.sort();
		if ( names.length > 0 || ! SAFE_METHODS.has( request.method ) ) {
			await ask( request, origin, names );
		}
		const headers = new Headers( request.headers );
		headers.set( 'Origin', origin );
		const answer = await fetch( request, { headers } );
		if ( ! isAllowed( answer, origin ) ) {
			await answer.body?.cancel();
			throw blocked();
		}
		const exposed = listed(
			answer.headers.get( 'Access-Control-Expose-Headers' )
		);
		return new Response( answer.status === 204 ? null : answer.body, {
			status: answer.status,
			headers: [ ...answer.headers ].filter(
				( [ name ] ) => READABLE.has( name ) || exposed.includes( name )
			),
		} );
	};
}

async function ask(
	request: Request,
	origin: string,
	names: readonly string[]
): Promise< void > {
	const answer = await fetch( request.url, {
		method: 'OPTIONS',
		signal: request.signal,
		headers: {
			Origin: origin,
			'Access-Control-Request-Method': request.method,
			'Access-Control-Request-Headers': names.join( ',' ),
		},
	} );
	const allowed = listed(
		answer.headers.get( 'Access-Control-Allow-Headers' )
	);
	const methods = listed(
		answer.headers.get( 'Access-Control-Allow-Methods' )
	);
	if (
		! answer.ok ||
		! isAllowed( answer, origin ) ||
		! methods.includes( request.method.toLowerCase() ) ||
		! names.every( ( name ) => allowed.includes( name ) )
	) {
		throw blocked();
	}
}

function isAllowed( { headers }: Response, origin: string ): boolean {
	const allowed = headers.get( 'Access-Control-Allow-Origin' );
	return allowed === '*' || allowed === origin;
}
