/** One rule of a bucket's CORS policy, in the words of the S3 API. */
export interface CorsRule {
	readonly id?: string;
	readonly allowedOrigins: readonly string[];
	readonly allowedMethods: readonly string[];
	/** Lower case; `*` allows every header. */
	readonly allowedHeaders: readonly string[];
	readonly exposeHeaders?: readonly string[];
	readonly maxAgeSeconds?: number;
}

const listed = ( header: string | undefined ): string[] =>
	( header ?? '' )
		.split( ',' )
		.map( ( name ) => name.trim().toLowerCase() )
		.filter( ( name ) => name !== '' );

const includesOrAll = ( list: readonly string[], value: string ): boolean =>
	list.includes( '*' ) || list.includes( value );

/**
 * The CORS headers of an answer, or null when no rule allows the request; without an `Origin` there is nothing to allow.
 *
 * @param rules
 * @param request
 * @param request.origin
 * @param request.method  Of the request itself, or what a preflight asks for.
 * @param request.headers What a preflight asks for.
 */
export function corsHeaders(
	rules: readonly CorsRule[],
	request: {
		readonly origin: string | undefined;
		readonly method: string;
		readonly headers?: string | undefined;
	}
): Record< string, string > | null {
	const { origin } = request;
	if ( origin === undefined ) {
		return {};
	}
	const asked = listed( request.headers );
	const rule = rules.find(
		( { allowedOrigins, allowedMethods, allowedHeaders } ) =>
			includesOrAll( allowedOrigins, origin ) &&
			allowedMethods.includes( request.method ) &&
			asked.every( ( name ) => includesOrAll( allowedHeaders, name ) )
	);
	if ( rule === undefined ) {
		return null;
	}
	return {
		'Access-Control-Allow-Origin': origin,
		'Access-Control-Allow-Methods': rule.allowedMethods.join( ', ' ),
		'Access-Control-Allow-Headers': asked.join( ', ' ),
		'Access-Control-Expose-Headers': ( rule.exposeHeaders ?? [] ).join(
			', '
		),
		'Access-Control-Max-Age': String( rule.maxAgeSeconds ?? 3600 ),
		Vary: 'Origin',
	};
}
