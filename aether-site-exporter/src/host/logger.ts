import type { Logger } from '@aether/provider-sdk';

const LOOKS_SECRET =
	/secret|token|password|authorization|cookie|nonce|credential|api_?key|access_?key|signature/i;

/**
 * Plain facts only, and none whose name promises a secret.
 *
 * @param fields
 */
function safeFields(
	fields: Readonly< Record< string, unknown > >
): Record< string, unknown > {
	return Object.fromEntries(
		Object.entries( fields ).flatMap( ( [ name, value ] ) => {
			if ( LOOKS_SECRET.test( name ) ) {
				return [ [ name, '[left out]' ] ];
			}
			if ( value instanceof Error ) {
				return [ [ name, `${ value.name }: ${ value.message }` ] ];
			}
			return [ 'string', 'number', 'boolean' ].includes( typeof value )
				? [ [ name, value ] ]
				: [];
		} )
	);
}

/**
 * Writes to the browser's console, where a developer looks.
 *
 * @param target
 */
export function createLogger(
	target: Pick< Console, 'debug' | 'warn' | 'error' >
): Logger {
	const write =
		( level: keyof Logger ): Logger[ 'debug' ] =>
		( message, fields = {} ) =>
			target[ level ]( `Aether: ${ message }`, safeFields( fields ) );
	return {
		debug: write( 'debug' ),
		warn: write( 'warn' ),
		error: write( 'error' ),
	};
}
