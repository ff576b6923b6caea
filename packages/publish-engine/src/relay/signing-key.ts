import {
	errorFromRestResponse,
	type OperationOptions,
	type SigningScope,
} from '@aether/provider-sdk';
import { jsonRequest, type SiteRest } from '../site-rest/rest';

const send = (
	rest: SiteRest,
	path: string,
	body: object,
	{ signal }: OperationOptions
): Promise< Response > =>
	rest( path, { ...jsonRequest( 'POST', body ), signal } );

async function isRefusedOutsidePublish(
	response: Response
): Promise< boolean > {
	if ( response.status !== 409 ) {
		return false;
	}
	const body: unknown = await response
		.clone()
		.json()
		.catch( () => null );
	return JSON.stringify( body ).includes( '"no_publish"' );
}

export interface SigningKeyOptions extends OperationOptions {
	/**
	 * Nothing is published now: asks for the allowance first, instead of after a refusal that a browser would write into
	 * its console. Default: false.
	 */
	readonly isOutsidePublish?: boolean;
}

/**
 * Lets WordPress derive a SigV4 signing key. Outside a publish it asks for the few minutes that a test of the connection,
 * a plan or a list of releases takes.
 *
 * @param rest
 * @param providerId
 * @param scope
 * @param options
 * @throws What WordPress' error says, as an `AetherError`.
 */
export async function requestSigningKey(
	rest: SiteRest,
	providerId: string,
	scope: SigningScope,
	options: SigningKeyOptions
): Promise< Uint8Array > {
	const path = `aether/v1/signing-keys/${ encodeURIComponent( providerId ) }`;
	const askForAllowance = async () => {
		const allowed = await send( rest, `${ path }/allowance`, {}, options );
		if ( ! allowed.ok ) {
			throw await errorFromRestResponse( allowed, { providerId } );
		}
	};
	if ( options.isOutsidePublish ) {
		await askForAllowance();
	}
	let response = await send( rest, path, scope, options );
	if ( await isRefusedOutsidePublish( response ) ) {
		await askForAllowance();
		response = await send( rest, path, scope, options );
	}
	if ( ! response.ok ) {
		throw await errorFromRestResponse( response, { providerId } );
	}
	const { key } = ( await response.json() ) as { readonly key: string };
	return Uint8Array.from( atob( key ), ( character ) =>
		character.charCodeAt( 0 )
	);
}
