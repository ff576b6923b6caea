import { type AetherError, toAetherError } from '@aether/provider-sdk';
import type { SiteRest } from '@aether/publish-engine';
import { useEffect, useState } from '@wordpress/element';
import type * as InventoryPort from '../../host/inventory';

/** The inventory, and what matches patterns against it. */
export type LoadedInventory = Pick<
	typeof InventoryPort,
	'matchPatterns' | 'countPublished'
> & { readonly inventory: InventoryPort.Inventory };

export type InventoryState =
	/** Nobody may ask. */
	| { readonly status: 'none' }
	| { readonly status: 'loading' }
	| { readonly status: 'failed'; readonly error: AetherError }
	| ( { readonly status: 'ready' } & LoadedInventory );

/**
 * Lists what the site has, as soon as somebody looks at the rules.
 *
 * @param rest Null does not ask.
 */
export function useInventory( rest: SiteRest | null ): InventoryState {
	const [ state, setState ] = useState< InventoryState >( {
		status: rest ? 'loading' : 'none',
	} );
	useEffect( () => {
		if ( ! rest ) {
			return undefined;
		}
		const controller = new AbortController();
		const { signal } = controller;
		const load = async () => {
			const port = await import(
				/* webpackChunkName: "inventory" */ '../../host/inventory'
			);
			const inventory = await port.readInventory( rest, { signal } );
			setState( { status: 'ready', inventory, ...port } );
		};
		load().catch( ( cause: unknown ) => {
			if ( ! signal.aborted ) {
				setState( { status: 'failed', error: toAetherError( cause ) } );
			}
		} );
		return () => controller.abort();
	}, [ rest ] );
	return state;
}
