const PLACEHOLDER = /\{\{aether-secret:([A-Za-z0-9_-]{1,64})\}\}/g;

/** As it stands, or percent-encoded. */
const MARK = /aether-secret(?::|%3a)/i;

/** In a request: its body is for the relay to write, with values of the secret field that it names. */
export const SECRET_BODY_HEADER = 'X-Aether-Secret-Body';

/**
 * Stands in a header for the secret of a field, which whoever sends the request never sees.
 *
 * @param field
 */
export const secretPlaceholder = ( field: string ): string =>
	`{{aether-secret:${ field }}}`;

/**
 * Whether a placeholder stands in a text, whole or maimed.
 *
 * @param text
 */
export const mentionsSecret = ( text: string ): boolean => MARK.test( text );

/**
 * The fields whose placeholders stand in the values of headers.
 *
 * @param headers
 */
export const secretsIn = ( headers: Headers ): ReadonlySet< string > =>
	new Set(
		[ ...headers.values() ].flatMap( ( value ) =>
			[ ...value.matchAll( PLACEHOLDER ) ].map(
				( [ , field = '' ] ) => field
			)
		)
	);

/**
 * A copy of the headers with the secrets in place of their placeholders.
 *
 * @param headers
 * @param secretOf
 */
export function revealSecrets(
	headers: Headers,
	secretOf: ( field: string ) => string
): Headers {
	const revealed = new Headers( headers );
	for ( const [ name, value ] of headers ) {
		if ( mentionsSecret( value ) ) {
			revealed.set(
				name,
				value.replace( PLACEHOLDER, ( _, field: string ) =>
					secretOf( field )
				)
			);
		}
	}
	return revealed;
}
