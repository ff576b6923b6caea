import { NO_RULES } from '@aether/publish-engine';
import { describe, expect, it } from 'vitest';
import { sharedWordPress } from '../support/wordpress';

describe( 'The rules of a site', () => {
	it( 'are stored cleaned, told with the site, and change the revision', async () => {
		const { rest } = sharedWordPress();
		const send = async ( rules: object, revision: string ) => {
			const response = await rest( 'aether/v1/settings/rules', {
				method: 'PUT',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify( { rules, revision } ),
			} );
			return { status: response.status, data: await response.json() };
		};
		const { revision } = await (
			await rest( 'aether/v1/settings' )
		).json();
		const saved = await send(
			{ excludePages: [ '  /shop/** ', '/shop/**', '', '/a\u0007b/' ] },
			revision
		);
		expect( saved ).toMatchObject( {
			status: 200,
			data: {
				rules: {
					...NO_RULES,
					excludePages: [ '/shop/**', '/ab/' ],
				},
			},
		} );
		expect( saved.data.revision ).not.toBe( revision );
		expect(
			( await ( await rest( 'aether/v1/site' ) ).json() ).rules
		).toEqual( saved.data.rules );
		const lenient = await send(
			{ largestPageLoss: 75 },
			saved.data.revision
		);
		expect( lenient.data.rules ).toEqual( {
			...saved.data.rules,
			largestPageLoss: 75,
		} );
		expect( ( await send( {}, revision ) ).status ).toBe( 409 );
		expect(
			( await send( { other: [] }, lenient.data.revision ) ).status
		).toBe( 400 );
		for ( const largestPageLoss of [ -1, 101, 'many' ] ) {
			expect(
				( await send( { largestPageLoss }, lenient.data.revision ) )
					.status
			).toBe( 400 );
		}
		expect(
			(
				await send(
					{
						excludePages: [],
						largestPageLoss: NO_RULES.largestPageLoss,
					},
					lenient.data.revision
				)
			).status
		).toBe( 200 );
	} );
} );
