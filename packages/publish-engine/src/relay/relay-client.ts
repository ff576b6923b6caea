import { AetherError, errorFromRestResponse } from '@aether/provider-sdk';
import type { SiteRest } from '../site-rest/rest';
import { openEnvelope, packEnvelope } from './envelope';

export interface RelayOptions {
	readonly providerId: string;
	readonly rest: SiteRest;
	/** Largest body that the site's REST API takes, in bytes. */
	readonly maxRequestBytes: number;
}

/** Room for the envelope's head, as the relay limits it. */
const HEAD_BYTES = 32 * 1024;

/** Statuses that a `Response` with a body cannot have. */
const BODILESS: ReadonlySet< number > = new Set( [ 204, 205, 304 ] );

const isRecord = ( value: unknown ): value is Record< string, unknown > =>
	typeof value === 'object' && value !== null;

const relayRoute = ( providerId: string ): string =>
	`aether/v1/relay/${ encodeURIComponent( providerId ) }`;

function asResponse( message: Uint8Array< ArrayBuffer > ): Response {
	const { head, body } = openEnvelope( message );
	const { status, headers } = isRecord( head ) ? head : {};
	if ( typeof status !== 'number' || ! isRecord( headers ) ) {
		throw new AetherError(
			'remote_failed',
			'The relay of the site answered without a status.'
		);
	}
	return new Response( BODILESS.has( status ) ? null : body, {
		status,
		headers: Object.entries( headers ).map(
			( [ name, value ] ): [ string, string ] => [ name, String( value ) ]
		),
	} );
}

/**
 * Sends one request through the site's relay. Answers with any status of the host, a redirect included.
 *
 * @param  request With placeholders in place of secrets; its body is read.
 * @param  options
 * @throws {AetherError} What the relay itself refuses or cannot do; `payload_too_large` before anything is sent.
 */
export async function sendByRelay(
	request: Request,
	options: RelayOptions
): Promise< Response > {
	const { providerId, rest, maxRequestBytes } = options;
	const body = await request.blob();
	if ( body.size + HEAD_BYTES > maxRequestBytes ) {
		throw new AetherError(
			'payload_too_large',
			`A request of ${ body.size } bytes is more than this site takes (${ maxRequestBytes }), so its relay cannot send it.`,
			{ providerId }
		);
	}
	const response = await rest( relayRoute( providerId ), {
		method: 'POST',
		headers: { 'Content-Type': 'application/octet-stream' },
		body: packEnvelope(
			{
				url: request.url,
				method: request.method,
				headers: Object.fromEntries( request.headers ),
			},
			body
		),
		signal: request.signal,
	} );
	if ( ! response.ok ) {
		throw await errorFromRestResponse( response, { providerId } );
	}
	return asResponse( new Uint8Array( await response.arrayBuffer() ) );
}

/** Addresses of a provider; everything at or below each belongs to it. */
export interface RelayAddresses {
	/** Where the relay sends to. */
	readonly addresses: readonly string[];
	/** Where a browser gets no answer. */
	readonly relayOnly: readonly string[];
}

const NO_ADDRESSES: RelayAddresses = { addresses: [], relayOnly: [] };

const texts = ( value: unknown ): string[] =>
	Array.isArray( value )
		? value.filter( ( item ) => typeof item === 'string' )
		: [];

/**
 * Where the relay sends for a provider; nowhere, when the site does not say.
 *
 * @param options
 * @param signal
 */
export async function readRelayAddresses(
	options: RelayOptions,
	signal: AbortSignal
): Promise< RelayAddresses > {
	const response = await options.rest( relayRoute( options.providerId ), {
		signal,
	} );
	const answer: unknown = response.ok ? await response.json() : null;
	return isRecord( answer )
		? {
				addresses: texts( answer.addresses ),
				relayOnly: texts( answer.relayOnly ),
			}
		: NO_ADDRESSES;
}

/**
 * Whether an address lies at or below another: same origin, path in it.
 *
 * @param url
 * @param base
 */
export function isWithin( url: string, base: string ): boolean {
	const { origin, pathname } = new URL( url );
	const parent = new URL( base );
	const directory = parent.pathname.replace( /\/$/, '' );
	return (
		origin === parent.origin &&
		( pathname === parent.pathname ||
			pathname.startsWith( `${ directory }/` ) )
	);
}
