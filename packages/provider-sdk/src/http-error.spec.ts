import { describe, expect, it } from 'vitest';
import {
	errorCodeForStatus,
	errorFromRestResponse,
	parseRetryAfter,
} from './http-error';

const answer = ( body: unknown, init: ResponseInit ) =>
	new Response(
		typeof body === 'string' ? body : JSON.stringify( body ),
		init
	);

describe( 'errorFromRestResponse', () => {
	it( 'takes the code from the REST code, not from the status', async () => {
		const error = await errorFromRestResponse(
			answer(
				{ code: 'aether_lease_lost', message: 'Somebody else.' },
				{ status: 409 }
			)
		);
		expect( error ).toMatchObject( {
			code: 'lease_lost',
			message: 'Somebody else.',
			status: 409,
		} );
	} );

	it( 'falls back to the status when the code is not of the contract', async () => {
		const error = await errorFromRestResponse(
			answer(
				{ code: 'rest_forbidden', message: 'No.' },
				{ status: 403 }
			)
		);
		expect( error.code ).toBe( 'permission_denied' );
	} );

	it( 'survives an answer that is not JSON', async () => {
		const error = await errorFromRestResponse(
			answer( '<h1>Bad gateway</h1>', { status: 502 } )
		);
		expect( error ).toMatchObject( {
			code: 'remote_failed',
			message: 'WordPress answered 502.',
		} );
	} );

	it( 'keeps plain facts as details and leaves objects out', async () => {
		const error = await errorFromRestResponse(
			answer(
				{
					code: 'aether_lease_lost',
					message: '',
					data: { status: 409, reason: 'cancelled', publish: {} },
				},
				{ status: 409 }
			)
		);
		expect( error.details ).toEqual( {
			status: 409,
			reason: 'cancelled',
		} );
	} );

	it( 'carries Retry-After', async () => {
		const error = await errorFromRestResponse(
			answer( {}, { status: 429, headers: { 'Retry-After': '3' } } )
		);
		expect( error ).toMatchObject( {
			code: 'rate_limited',
			retryAfterMs: 3000,
		} );
	} );
} );

describe( 'parseRetryAfter', () => {
	it.each( [
		[ '2', 2000 ],
		[ 'Thu, 01 Jan 1970 00:00:10 GMT', 9000 ],
		[ 'Thu, 01 Jan 1970 00:00:00 GMT', 0 ],
		[ '86400', 900_000 ],
		[ 'soon', undefined ],
		[ '', undefined ],
		[ null, undefined ],
	] )( 'reads %s as %s', ( value, milliseconds ) => {
		expect( parseRetryAfter( value, 1000 ) ).toBe( milliseconds );
	} );
} );

describe( 'errorCodeForStatus', () => {
	it.each( [
		[ 401, 'auth_failed' ],
		[ 404, 'not_found' ],
		[ 413, 'payload_too_large' ],
		[ 422, 'remote_rejected' ],
		[ 503, 'remote_failed' ],
		[ 507, 'quota_exceeded' ],
	] )( 'reads %d as %s', ( status, code ) => {
		expect( errorCodeForStatus( status ) ).toBe( code );
	} );
} );
