import { fakeRuntime } from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import { S3Provider } from './provider';

const placeOf = ( region: string | undefined, endpoint: string ) =>
	new S3Provider().getPlace(
		fakeRuntime( {
			config: {
				access_key_id: 'k',
				bucket_name: 'site',
				endpoint,
				...( region === undefined ? {} : { region } ),
			},
		} )
	);

describe( 'the region of a store', () => {
	it.each( [
		[ 'https://s3.eu-central-1.amazonaws.com', 'eu-central-1' ],
		[ 'https://s3.dualstack.us-west-2.amazonaws.com', 'us-west-2' ],
		[ 'https://s3.cn-north-1.amazonaws.com.cn', 'cn-north-1' ],
		[ 'https://s3-eu-west-1.amazonaws.com', 'eu-west-1' ],
		[ 'https://s3.us-gov-west-1.amazonaws.com', 'us-gov-west-1' ],
		[ 'https://s3.amazonaws.com', 'us-east-1' ],
		[ 'https://fra1.digitaloceanspaces.com', 'fra1' ],
		[ 'https://s3.us-west-004.backblazeb2.com', 'us-west-004' ],
		[ 'https://s3.eu-central-2.wasabisys.com/', 'eu-central-2' ],
		[ 'https://0123.eu.r2.cloudflarestorage.com', 'auto' ],
		[ 'https://minio.example:9000', 'us-east-1' ],
		[ 'http://127.0.0.1:9000/path', 'us-east-1' ],
		[ '', 'us-east-1' ],
	] )( 'of %s is %s where nobody entered one', ( endpoint, region ) => {
		for ( const entered of [ 'auto', '', undefined ] ) {
			expect( placeOf( entered, endpoint ).region ).toBe( region );
		}
	} );

	it( 'is what was entered, and leads to Amazon where there is no endpoint', () => {
		expect(
			placeOf( 'eu-west-3', 'https://s3.eu-central-1.amazonaws.com' )
		).toMatchObject( { region: 'eu-west-3' } );
		expect( placeOf( 'eu-west-3', '' ) ).toMatchObject( {
			region: 'eu-west-3',
			endpoint: 'https://s3.eu-west-3.amazonaws.com',
		} );
	} );
} );
