import { ConfigFieldBuilder } from '@aether/provider-sdk';
import { describe, expect, it } from 'vitest';
import { cloudflareError } from './errors';
import { cloudflareWorkersFields } from './fields';

const errorOf = ( status: number, code: number ) =>
	cloudflareError(
		new Response( null, { status } ),
		JSON.stringify( { errors: [ { code, message: 'No.' } ] } ),
		0
	);

describe( 'The field that a refusal of Cloudflare is about', () => {
	it.each( [
		[ 401, 1000, 'api_token' ],
		[ 403, 10000, 'api_token' ],
		[ 400, 10016, 'script_name' ],
		[ 400, 10057, 'secret_names' ],
		[ 400, 10085, 'bucket_name' ],
		[ 400, 100101, 'custom_domain' ],
		[ 409, 100117, 'custom_domain' ],
	] )( '%i, %i: %s', ( status, code, field ) => {
		expect( errorOf( status, code ).details.field ).toBe( field );
		const fields = ConfigFieldBuilder.buildAll( cloudflareWorkersFields() );
		expect( fields.map( ( { id } ) => id ) ).toContain( field );
	} );

	it( 'is none where no field is to blame', () => {
		expect( errorOf( 503, 10002 ).details ).not.toHaveProperty( 'field' );
	} );
} );
