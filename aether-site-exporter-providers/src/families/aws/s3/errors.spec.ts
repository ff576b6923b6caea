import { ConfigFieldBuilder } from '@aether/provider-sdk';
import { describe, expect, it } from 'vitest';
import { bucketFields } from '../fields';
import { toStoreError } from './errors';

const errorOf = ( name: string ) =>
	toStoreError(
		Object.assign( new Error( 'No.' ), {
			name,
			$metadata: { httpStatusCode: 403 },
		} ),
		new AbortController().signal,
		0
	);

describe( 'The field that a refusal of a store is about', () => {
	it.each( [
		[ 'InvalidAccessKeyId', 'access_key_id' ],
		[ 'Unauthorized', 'access_key_id' ],
		[ 'ExpiredToken', 'access_key_id' ],
		[ 'SignatureDoesNotMatch', 'secret_access_key' ],
		[ 'AuthorizationHeaderMalformed', 'region' ],
		[ 'NoSuchBucket', 'bucket_name' ],
	] )( '%s: %s', ( name, field ) => {
		expect( errorOf( name ) ).toMatchObject( { details: { field } } );
		const fields = ConfigFieldBuilder.buildAll(
			bucketFields( 'plain', '' )
		);
		expect( fields.map( ( { id } ) => id ) ).toContain( field );
	} );

	it( 'is none where the clock or the host is to blame', () => {
		expect( errorOf( 'RequestTimeTooSkewed' ) ).not.toHaveProperty(
			'details.field'
		);
	} );
} );
