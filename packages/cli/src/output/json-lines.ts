import { AetherError } from '@aether/provider-sdk';
import type { Output } from './output';

/**
 * Errors as their facts; stack and cause stay here.
 * @param error
 */
function plainError( error: Error ): Readonly< Record< string, unknown > > {
	if ( ! AetherError.isInstance( error ) ) {
		return { code: 'unexpected', message: error.message };
	}
	const { code, message, providerId, status, retryAfterMs, details } = error;
	return { code, message, providerId, status, retryAfterMs, details };
}

/**
 * JSON on one line, with errors as their facts.
 * @param value
 */
export const toJsonLine = ( value: unknown ): string =>
	JSON.stringify( value, ( _key, part: unknown ) =>
		part instanceof Error || AetherError.isInstance( part )
			? plainError( part )
			: part
	);

export function writeJsonLine( output: Output, value: unknown ): void {
	output.write( `${ toJsonLine( value ) }\n` );
}
