import type { IncomingMessage } from 'node:http';
import { ApiError } from './api-error';
import { type ContractOperation, OPERATIONS } from './contract';

/** Path of the API on its host. */
export const API = '/client/v4';

export interface Answer {
	readonly status: number;
	readonly headers?: Readonly< Record< string, string > >;
	/** Text of the body. */
	readonly body: string;
}

export interface FoundOperation {
	readonly operation: ContractOperation;
	readonly path: Readonly< Record< string, string > >;
}

/** A page of the firewall before the API. */
export const CHALLENGE: Answer = {
	status: 403,
	headers: {
		'Content-Type': 'text/html; charset=UTF-8',
		'cf-mitigated': 'challenge',
		'cf-ray': '8f0e1d2c3b4a5968-AMS',
	},
	body: '<!DOCTYPE html><title>Just a moment...</title>',
};

export function findOperation(
	method: string,
	pathname: string
): FoundOperation | null {
	if ( ! pathname.startsWith( `${ API }/` ) ) {
		return null;
	}
	for ( const operation of OPERATIONS ) {
		const match = operation.pattern.exec( pathname.slice( API.length ) );
		if ( match && operation.method === method ) {
			return {
				operation,
				path: Object.fromEntries(
					Object.entries( match.groups ?? {} ).map(
						( [ name, value ] ) => [
							name,
							decodeURIComponent( value ),
						]
					)
				),
			};
		}
	}
	return null;
}

export const failure = (
	status: number,
	code: number,
	message: string
): Answer => ( {
	status,
	body: JSON.stringify( {
		success: false,
		errors: [ { code, message } ],
		messages: [],
		result: null,
	} ),
} );

export function readJson( bytes: Uint8Array ): unknown {
	if ( bytes.length === 0 ) {
		return undefined;
	}
	try {
		return JSON.parse( Buffer.from( bytes ).toString( 'utf8' ) );
	} catch {
		throw new ApiError( 400, 6007, 'Malformed JSON in request body' );
	}
}

export async function readBody(
	request: IncomingMessage
): Promise< Uint8Array< ArrayBuffer > > {
	const parts: Buffer[] = [];
	for await ( const part of request as AsyncIterable< Buffer > ) {
		parts.push( part );
	}
	return new Uint8Array( Buffer.concat( parts ) );
}
