import {
	AbstractProvider,
	DEPLOYMENT_TYPES,
	ProviderRegistry,
} from '@aether/provider-sdk';
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProviderCard } from './provider-card';

const { STATIC_SITE, EDGE_FUNCTIONS } = DEPLOYMENT_TYPES;

class EdgeProvider extends AbstractProvider {
	override getMetadata() {
		return {
			...super.getMetadata(),
			guide: [ 'Make a token.', 'Enter it.' ],
		};
	}
	override getSupportedDeploymentTypes() {
		return [ STATIC_SITE, EDGE_FUNCTIONS ];
	}
}

const registry = ProviderRegistry.getInstance();
beforeEach( () => registry.register( 'edge', EdgeProvider ) );
afterEach( () => {
	cleanup();
	registry.unregister( 'edge' );
	registry.setConfigs( {} );
} );

function open(
	types: readonly string[],
	capabilities: { readonly canPublish?: boolean } = {}
): readonly string[] {
	registry.setConfigs( { edge: { deployment_types: [ ...types ] } } );
	const provider = registry.get( 'edge' );
	if ( ! provider ) {
		throw new Error( 'The provider was not registered.' );
	}
	render(
		<ProviderCard
			provider={ provider }
			secrets={ {} }
			refusal={ null }
			canConfigure
			canPublish
			onDraft={ () => {} }
			onGone={ () => {} }
			{ ...capabilities }
		/>
	);
	return screen
		.getAllByRole( 'button' )
		.map( ( { textContent } ) => textContent )
		.filter( ( text ) => /releases|versions/.test( text ) );
}

describe( 'ProviderCard', () => {
	it.each( [
		[ [ STATIC_SITE ], [ 'Show releases' ] ],
		[ [ EDGE_FUNCTIONS ], [ 'Show versions of the edge functions' ] ],
		[
			[ STATIC_SITE, EDGE_FUNCTIONS ],
			[ 'Show releases', 'Show versions of the edge functions' ],
		],
		[ [], [] ],
	] )( 'leads from %j to %j', ( types, buttons ) => {
		expect( open( types ) ).toEqual( buttons );
	} );

	it( 'says how to get what the fields ask for, folded, where the fields are', async () => {
		const { click } = userEvent.setup();
		open( [ STATIC_SITE ] );
		const summary = screen.getByText( 'How to set this up' );
		const steps = within( summary.closest( 'details' )! );
		expect( steps.getByText( 'Make a token.' ) ).not.toBeVisible();
		await click( summary );
		expect(
			steps
				.getAllByRole( 'listitem' )
				.map( ( { textContent } ) => textContent )
		).toEqual( [ 'Make a token.', 'Enter it.' ] );
	} );

	it( 'lets nobody activate anything who may not publish', () => {
		expect(
			open( [ STATIC_SITE, EDGE_FUNCTIONS ], { canPublish: false } )
		).toEqual( [] );
	} );
} );
