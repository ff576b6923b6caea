import { sharedWordPress } from './wordpress';

/**
 * Runs PHP in the shared stand and reads what it returns.
 *
 * @param code   The body of a function; `return` gives the answer.
 * @param values What the code finds under the names of the keys.
 */
export async function php< Answer >(
	code: string,
	values: Readonly< Record< string, unknown > > = {}
): Promise< Answer > {
	const encoded = Buffer.from( JSON.stringify( values ) ).toString(
		'base64'
	);
	const output = await sharedWordPress().runPhp(
		`echo json_encode( ( function () {
			extract( json_decode( base64_decode( '${ encoded }' ), true ) );
			${ code }
		} )(), JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR );`
	);
	return JSON.parse( output ) as Answer;
}

/** An administrator asks, in the same process; for code of `php()`. */
export const AS_ADMINISTRATOR = `wp_set_current_user( get_users( array( 'role' => 'administrator', 'number' => 1 ) )[0]->ID );`;

/** Defines `$ask( method, route, parameters, body )`, which dispatches a REST request; for code of `php()`. */
export const ASK = `$ask = static function ( string $method, string $route, array $parameters = array(), ?string $body = null ): array {
	$request = new WP_REST_Request( $method, $route );
	if ( null === $body ) {
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_body( json_encode( (object) $parameters ) );
		$request->set_query_params( 'GET' === $method ? $parameters : array() );
	} else {
		$request->set_header( 'Content-Type', 'application/octet-stream' );
		$request->set_body( $body );
	}
	$response = rest_get_server()->dispatch( $request );
	return array( 'status' => $response->get_status(), 'data' => $response->get_data() );
};`;

export interface Answered< Data = unknown > {
	readonly status: number;
	readonly data: Data;
}

export interface RestFailure {
	readonly code: string;
	readonly message: string;
	readonly data: Readonly< Record< string, unknown > >;
}
