import { describe, expect, it } from 'vitest';
import { restJson } from './rest';

describe( 'restJson', () => {
	it( 'throws the error that the code names', async () => {
		const rest = async () =>
			Response.json(
				{ code: 'aether_lease_lost', message: 'Gone.' },
				{ status: 409 }
			);
		await expect( restJson( rest, 'x' ) ).rejects.toMatchObject( {
			code: 'lease_lost',
		} );
	} );

	it( 'does not take a page for an answer', async () => {
		const rest = async () => new Response( '<html>' );
		await expect( restJson( rest, 'x' ) ).rejects.toMatchObject( {
			code: 'remote_failed',
		} );
	} );
} );
