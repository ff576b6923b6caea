import { render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PlaceLinks } from './place-links';

afterEach( () => vi.unstubAllGlobals() );

/**
 * Lets the server of this page answer.
 *
 * @param headers
 * @return What it is asked.
 */
function answerWith( headers: HeadersInit ): string[] {
	const asked: string[] = [];
	vi.stubGlobal( 'fetch', async ( url: string, init?: RequestInit ) => {
		asked.push( `${ init?.method } ${ url }` );
		return new Response( null, { headers } );
	} );
	return asked;
}

const show = ( url: string ) =>
	render( <PlaceLinks deploymentType="blueprint_bundle" url={ url } /> );

const HERE = `${ window.location.origin }/uploads/`;

describe( 'A bundle on the own server', () => {
	it( 'is offered to Playground where the server lets other sites read it', async () => {
		const asked = answerWith( { 'Access-Control-Allow-Origin': '*' } );
		show( HERE );
		expect(
			await screen.findByRole( 'link', { name: 'Open in Playground' } )
		).toHaveAttribute(
			'href',
			`https://playground.wordpress.net/?blueprint-url=${ encodeURIComponent( `${ HERE }blueprint.zip` ) }`
		);
		expect( asked ).toEqual( [ `HEAD ${ HERE }blueprint.zip` ] );
	} );

	it.each( [
		[ 'nobody', [] ],
		[
			'another site',
			[ [ 'Access-Control-Allow-Origin', 'https://a.test' ] ],
		],
	] satisfies [ string, [ string, string ][] ][] )(
		'is not where the server lets %s read it',
		async ( _, headers ) => {
			answerWith( headers );
			show( HERE );
			expect(
				await screen.findByText( /Access-Control-Allow-Origin/ )
			).toBeInTheDocument();
			expect(
				screen.getByRole( 'link', { name: 'Download bundle' } )
			).toBeInTheDocument();
			expect(
				screen.queryByRole( 'link', { name: 'Open in Playground' } )
			).toBeNull();
		}
	);
} );

it( 'A bundle elsewhere is offered without asking', () => {
	const asked = answerWith( {} );
	show( 'https://published.test/copy/' );
	expect(
		screen.getByRole( 'link', { name: 'Open in Playground' } )
	).toBeInTheDocument();
	expect( asked ).toEqual( [] );
} );
