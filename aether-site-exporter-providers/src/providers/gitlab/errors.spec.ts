import { describe, expect, it } from 'vitest';
import { gitlabError } from './errors';
import { gitlabFields } from './fields';

describe( 'The field that a refusal of GitLab is about', () => {
	it.each( [
		[ 401, {}, 'personal_access_token' ],
		[ 403, { error: 'insufficient_scope' }, 'personal_access_token' ],
		[ 301, {}, 'gitlab_url' ],
	] )( '%i %j: %s', async ( status, body, field ) => {
		const { details } = await gitlabError(
			new Response( JSON.stringify( body ), { status } ),
			0
		);
		expect( details.field ).toBe( field );
		expect( gitlabFields().map( ( { id } ) => id ) ).toContain( field );
	} );

	it( 'is none where no field is to blame', async () => {
		const { details } = await gitlabError(
			new Response( '', { status: 502 } ),
			0
		);
		expect( details ).toEqual( {} );
	} );
} );
